#pragma once
// Takes secrets out of findings before any is reported, whatever stage made them: a message that
// quotes a value need not know that it is one. Spans stay, so the place is shown.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "rules/secrets.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// What must not be shown of the secret at `match` in `text`.
[[nodiscard]] HiddenText hidden_text(std::string_view text, const SecretMatch& match);

/// `text` with `***` for each secret: those of `hidden`, also where a message cut them short, and
/// whatever looks like one by itself.
[[nodiscard]] std::string redact(std::string_view text, const std::vector<HiddenText>& hidden);

/// Every finding so, with what the findings themselves and the texts they point into hold; hides
/// the same in `sources`, where snippets come from. A fix that would write a secret is dropped.
void redact(std::vector<Diagnostic>& diagnostics, SourceMap& sources);

}  // namespace formwork
