#pragma once
// One thing to tell the user, and the sink that collects them. Nothing here prints.
#include "base/source_map.h"
#include "base/span.h"
#include "diag/codes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// A further place that explains a diagnostic ("first set here").
struct Note {
  Span span{};
  std::string path{};  // used where `span` is not valid: a file without a text in the SourceMap
  std::string text{};
  bool cause = false;  // it says what moved; findings of one cause belong together
};

/// A text that no report may hold, nor the beginning of it. `before` stands before it wherever it
/// is cited, for what is too short to be known alone.
struct HiddenText {
  std::string before{};
  std::string text{};
};

/// An edit that mends the finding: replace `span` by `replacement`.
struct Fix {
  Span span{};
  std::string replacement{};
};

/// Wording: lower case, no full stop, back-quotes around what the user wrote; what was seen, then
/// what was expected; the remedy goes into `help`. `span` marks the narrowest text that is wrong.
struct Diagnostic {
  Code code{};
  Severity severity = Severity::error;
  std::string message{};
  Span span{};
  std::string path{};  // the file concerned, where `span` is not valid (a missing output, a folder)
  std::string detail{};  // verbatim block shown under the snippet, e.g. the hunk of a difference
  std::vector<Note> notes{};
  std::string help{};
  std::optional<Fix> fix{};
  std::vector<HiddenText> hidden{};  // taken out of every finding before any is reported
  std::string rule{};                // id of a rule of a pack, where `code` is "a rule is broken"
};

/// A diagnostic of `code` with its default severity.
[[nodiscard]] Diagnostic make(Code code, Span span, std::string message, std::string help = {});
/// The same for a file that is not in the SourceMap.
[[nodiscard]] Diagnostic make(Code code, std::string path, std::string message,
                              std::string help = {});

/// Collects the diagnostics of a stage; a stage runs to its end, the pipeline stops between stages.
class Diagnostics {
 public:
  Diagnostic& add(Diagnostic diagnostic);
  Diagnostic& add(Code code, Span span, std::string message, std::string help = {}) {
    return add(make(code, span, std::move(message), std::move(help)));
  }
  void append(Diagnostics&& other);
  [[nodiscard]] bool has_errors() const { return errors_ != 0 || raised(); }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }
  [[nodiscard]] std::vector<Diagnostic>& items() { return items_; }
  /// By path, position, code, rule, message, whatever order they came in; of equals the gravest.
  [[nodiscard]] std::vector<Diagnostic> sorted(const SourceMap& sources) const;
  /// The exit status (behaviour: section 1): highest `exit` among those at or above `fail_on`; 0 if
  /// none.
  [[nodiscard]] int exit_status(Severity fail_on = Severity::error) const;

 private:
  [[nodiscard]] bool raised() const;
  std::vector<Diagnostic> items_;
  std::size_t errors_ = 0;
};

}  // namespace formwork
