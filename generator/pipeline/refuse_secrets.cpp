#include "pipeline/refuse_secrets.h"

#include "rules/redact.h"
#include "rules/secrets.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace formwork {
namespace {

constexpr std::size_t kShortest = 16;  // a scheme, a user, a password and a host, or any token

void refuse(std::string_view text, const SecretMatch& match, Span span, SourceMap& sources,
            Diagnostics& diagnostics) {
  Diagnostic& d = diagnostics.add(
      Code::FW4010, span,
      fmt::format("this looks like a secret: {}, {} characters", match.kind, match.size),
      "rotate it, keep it in the store that `secrets` names, and refer to it by name");
  d.detail = "(not shown)";
  d.hidden.push_back(hidden_text(text, match));
  sources.hide(span);
}

class Search {
 public:
  Search(SourceMap& sources, Diagnostics& diagnostics)
      : sources_(sources), diagnostics_(diagnostics) {}

  void visit(Node node) {
    look(node.key(), node.key_span());
    if (node.is_scalar()) return look(node.text(), node.span());
    for (const Node child : node) visit(child);
  }
  [[nodiscard]] bool covers(std::uint32_t begin, std::uint32_t end) const {
    return std::any_of(found_.begin(), found_.end(),
                       [&](Span s) { return s.begin < end && begin < s.end; });
  }

 private:
  void look(std::string_view text, Span span) {
    if (!span.valid() || text.size() < kShortest) return;
    const auto match = find_secret(text);
    if (!match) return;
    refuse(text, *match, span, sources_, diagnostics_);
    found_.push_back(span);
  }

  SourceMap& sources_;
  Diagnostics& diagnostics_;
  std::vector<Span> found_{};
};

Span span_of(SourceId source, const SecretMatch& match) {
  return Span{source, static_cast<std::uint32_t>(match.begin),
              static_cast<std::uint32_t>(match.begin + match.size)};
}

}  // namespace

void refuse_secrets(SourceId source, SourceMap& sources, Diagnostics& diagnostics) {
  const std::string_view text = sources.text(source);
  for (const SecretMatch& match : find_secrets(text))
    refuse(text, match, span_of(source, match), sources, diagnostics);
}

void refuse_secrets(const Document& document, SourceId source, SourceMap& sources,
                    Diagnostics& diagnostics) {
  Search search(sources, diagnostics);
  search.visit(document.root());
  const std::string_view text = sources.text(source);
  for (const SecretMatch& match : find_secrets(text)) {
    const Span span = span_of(source, match);
    if (!search.covers(span.begin, span.end)) refuse(text, match, span, sources, diagnostics);
  }
}

}  // namespace formwork
