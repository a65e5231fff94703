// Includes: compiled anew at each place, with the names and the machine's state of that place.
#include "template/compile.h"

#include <fmt/core.h>

#include <algorithm>

namespace formwork::tmpl {
namespace {

constexpr std::size_t kDepth = 16;

/// A path of the pack: relative, without `.` or `..`, with `/` alone.
bool inside_pack(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos ||
      path.find(':') != std::string_view::npos || path.find('\0') != std::string_view::npos) {
    return false;
  }
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
  return false;  // ends in a slash
}

}  // namespace

/// The text of a quoted literal, by the expression language's own reading.
std::optional<std::string> Compiler::constant(Span quoted) {
  const auto expr = expression(quoted);
  if (!expr) return std::nullopt;
  Document scratch;
  EvalContext context{scratch};
  const Frame frame(scope_.variables().size());
  const Value value = evaluate(*expr, frame, context);
  if (!value.is(Kind::string)) return std::nullopt;
  return std::string(value.text());
}

std::optional<SourceId> Compiler::find_include(const Statement& s) {
  const auto path = constant(s.literal);
  if (!path) return std::nullopt;
  if (!inside_pack(*path)) {
    error(Code::FW5112, s.literal, fmt::format("`{}` is not a path of the pack", *path),
          "name the template from the pack's folder, with `/`, without `.` or `..`: "
          "\"partials/labels.yaml\"");
    return std::nullopt;
  }
  const auto source = loader_ ? loader_(*path) : std::nullopt;
  if (!source) {
    error(Code::FW5111, s.literal, fmt::format("the pack has no template `{}`", *path),
          "paths are taken from the pack's folder, not from this template's");
    return std::nullopt;
  }
  const auto open = std::find_if(levels_.begin(), levels_.end(),
                                 [&](const Level& l) { return l.source == *source; });
  if (open != levels_.end()) {
    auto& d = error(Code::FW5113, s.literal, fmt::format("`{}` includes itself", *path),
                    "break the cycle");
    for (auto level = open + 1; level != levels_.end(); ++level)
      d.notes.push_back({level->tag, "", "by way of this include"});
    return std::nullopt;
  }
  if (levels_.size() > kDepth) {
    error(Code::FW5113, s.literal, fmt::format("includes are nested deeper than {}", kDepth),
          "flatten them");
    return std::nullopt;
  }
  return source;
}

void Compiler::include(const Statement& s) {
  vanish(s.tag);
  const auto source = find_include(s);
  if (!source) return;
  const std::size_t known = diagnostics_.size();
  auto parsed = parsed_.find(*source);
  if (parsed == parsed_.end())
    parsed = parsed_.emplace(*source, parse_template(*source, sources_, diagnostics_)).first;

  const std::string outer_margin = margin_;
  const std::uint32_t outer_indent = indent_;
  const Span tag = s.tag.span;
  margin_ += text({tag.source, tag.begin - s.tag.column, tag.begin});
  if (margin_.size() != outer_margin.size()) {
    program_->indents.push_back(margin_);
    indent_ = static_cast<std::uint32_t>(program_->indents.size() - 1);
  }
  levels_.push_back({*source, tag});
  block(parsed->second);
  levels_.pop_back();
  if (!at_.line_start) {  // the included file lacks its last line end
    const std::string& newline = program_->pool.emplace_back("\n");
    advance(newline, {tag.source, tag.end, tag.end});
    add_segment(newline, {tag.source, tag.end, tag.end}, true);
  }
  margin_ = outer_margin;
  indent_ = outer_indent;
  target();
  vanish(s.tag);
  for (std::size_t i = known; i < diagnostics_.size(); ++i) {
    diagnostics_.items()[i].notes.push_back({tag, "", "included here"});
  }
}

}  // namespace formwork::tmpl
