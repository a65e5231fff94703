#pragma once
// Hosts that serve scripts for whoever asks. Private to the room.
#include "csp/source.h"

#include <string_view>

namespace formwork::csp {

/// A host from which a page can be made to run what an attacker likes, although the policy names
/// that host alone: libraries that run text of the page, callbacks of the caller's choice, or
/// files that anybody may put there.
struct Bypass {
  std::string_view host;
  std::string_view what;
  bool needs_eval = false;  // only with 'unsafe-eval'
};
/// A bypass that the host source lets in; null if none is known. `eval`: the policy has
/// 'unsafe-eval'.
[[nodiscard]] const Bypass* find_bypass(const Source& source, bool eval);
/// True if the host served plug-in content that ran scripts.
[[nodiscard]] bool served_plugins(const Source& source);

}  // namespace formwork::csp
