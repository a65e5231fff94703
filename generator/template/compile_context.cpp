// The context machine's side of a compilation: where the text is in the target language, and what
// the lines of statement tags leave behind.
#include "language/language.h"
#include "template/compile.h"

#include <fmt/core.h>

#include <algorithm>

namespace formwork::tmpl {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/// Bytes of the whole blank lines that `text` starts with.
std::uint32_t leading_blank_lines(std::string_view text) {
  std::size_t lead = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n')
      lead = at + 1;
    else if (!is_blank(text[at]))
      break;
  }
  return static_cast<std::uint32_t>(lead);
}

bool closes(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t");
  return at != std::string_view::npos && (text[at] == ']' || text[at] == '}' || text[at] == ')');
}

}  // namespace

/// Runs the machine over `text`. Within an include the indentation of its tag is put before each
/// line, as it will be when the text is printed.
void Compiler::advance(std::string_view text, Span origin) {
  std::size_t done = 0;
  while (done < text.size()) {
    std::size_t size = text.size() - done;
    if (!margin_.empty()) {
      if (const std::size_t newline = text.find('\n', done); newline != std::string_view::npos)
        size = newline + 1 - done;
      if (text[done] != '\n') begin_line();
    }
    const std::string_view part = text.substr(done, size);
    if (!lost_) {
      std::size_t at = 0;
      if (auto problem = language_.advance(at_.state, part, at)) {
        const auto begin =
            std::min(origin.end, origin.begin + static_cast<std::uint32_t>(done + at));
        error(Code::FW5116, {origin.source, begin, std::min(origin.end, begin + 1)},
              std::move(*problem),
              "a tag is a whole value, a whole key, or stands inside a double-quoted string; quote "
              "the text around it");
        lost_ = true;
      }
    }
    done += size;
    at_.line_start = part.back() == '\n';
  }
}

/// At the start of a line of an include: its indentation.
void Compiler::begin_line() {
  if (!at_.line_start || margin_.empty() || lost_) return;
  std::size_t at = 0;
  (void)language_.advance(at_.state, margin_, at);
  at_.line_start = false;
}

/// A line that is not printed: blank lines around it shrink to one. Those before it stay if they
/// may belong to a block scalar.
void Compiler::vanish(const TagLine& tag) {
  if (!tag.alone || lost_) return;
  emit(OpKind::vanish);
  // Text that belongs to an open block scalar, if there is one, stands deeper than its parent.
  const int deep = std::max({at_.state.indent, at_.state.block_indent, 0}) + 8;
  program_->ops.back().flag =
      at_.line_start && in_text(std::string(static_cast<std::size_t>(deep), ' ') + "}");
}

/// True if the first line of `line` that is not blank is text of a string or block, where blank
/// lines count: no tag may stand before its first character, and that character changes nothing.
bool Compiler::in_text(std::string_view line) const {
  if (lost_ || !at_.line_start) return false;
  ContextState probe = at_.state;
  std::size_t at = 0;
  const std::size_t text = std::min(line.find_first_not_of(" \t\r\n"), line.size());
  const std::size_t begin = text == 0 ? 0 : line.find_last_of('\n', text - 1) + 1;  // npos + 1 is 0
  (void)language_.advance(probe, line.substr(0, begin), at);
  (void)language_.advance(probe, margin_, at);
  (void)language_.advance(probe, line.substr(begin, text - begin), at);
  const TagContext context = language_.classify(probe);
  if (context.place) return *context.place == Place::quoted;
  const std::string before = language_.describe(probe);
  (void)language_.advance(probe, line.substr(text, 1), at);
  return language_.describe(probe) == before;
}

/// Two ways to the same place must leave the machine alike.
void Compiler::join(const Here& other, Span tag, std::string_view this_way,
                    std::string_view other_way) {
  if (lost_) return;
  if (const auto joined = language_.join(at_.state, other.state)) {
    at_.state = *joined;
  } else {
    error(Code::FW5105, tag,
          fmt::format("{} {}, {} {}", this_way, language_.describe(at_.state), other_way,
                      language_.describe(other.state)),
          "let every way through the tags end at the same place: whole lines, whole values, quotes "
          "closed");
    lost_ = true;
  }
  at_.line_start = at_.line_start && other.line_start;
}

std::optional<TagContext> Compiler::place_of(const Statement& s) {
  if (lost_) return std::nullopt;
  TagContext context = language_.classify(at_.state);
  if (!context.place) {
    error(Code::FW5106, s.tag.span,
          fmt::format("no tag may stand here: the text is {}", language_.describe(at_.state)),
          context.refusal);
  }
  return context;
}

/// `raw`: its lines are printed as they are, each with the tag's indentation.
void Compiler::raw(const Statement& s) {
  const auto expr = expression(s.expr);
  if (!s.tag.alone) return;  // said by the lexer
  const std::string own(
      text({s.tag.span.source, s.tag.span.begin - s.tag.column, s.tag.span.begin}));
  const bool verbatim = in_text(own + "x");
  if (!lost_ && !verbatim) {
    ContextState probe = at_.state;
    std::size_t at = 0;
    (void)language_.advance(probe, margin_ + own, at);
    if (const TagContext context = language_.classify(probe); context.place == Place::comment) {
      error(Code::FW5106, s.tag.span,
            fmt::format("no whole lines may stand here: the text is {}", language_.describe(probe)),
            "close what was opened before it");
    }
  }
  vanish(s.tag);
  if (!expr) return;
  need_present(*expr);
  if (!expr->optional() && !is_text(expr->type()) && expr->type()->kind != TypeKind::any) {
    error(Code::FW5107, s.expr,
          fmt::format("`raw` writes text, but `{}` is {}", text(s.expr), expr->type()->describe()),
          "give it a string; a list or map is written by a tag at a value's place");
  }
  TagSite site;
  site.span = s.tag.span;
  site.expr = *expr;
  site.place = Place::lines;
  site.context.place = Place::lines;
  site.context.indent = static_cast<std::int32_t>(margin_.size() + own.size());
  site.id = static_cast<std::uint32_t>(program_->sites.size());
  SiteCode code;
  code.margin = margin_ + own;
  code.verbatim = verbatim;
  program_->sites.push_back(std::move(site));
  program_->codes.push_back(std::move(code));
  target();
  emit(OpKind::raw, static_cast<std::uint32_t>(program_->sites.size() - 1));
  vanish(s.tag);
}

/// Literal text as an instruction. Text of an include is kept in the pool, its lines indented.
void Compiler::add_segment(std::string_view text, Span origin, bool verbatim) {
  if (text.empty()) return;
  Segment segment;
  segment.verbatim = verbatim;
  segment.origin = origin;
  segment.indent = indent_;
  if (!margin_.empty() && text.find('\n') < text.size() - 1) {
    std::string indented;
    for (std::size_t at = 0; at < text.size(); ++at) {
      indented += text[at];
      if (text[at] == '\n' && at + 1 < text.size() && text[at + 1] != '\n') indented += margin_;
    }
    text = program_->pool.emplace_back(std::move(indented));
  }
  segment.data = text.data();
  segment.size = static_cast<std::uint32_t>(text.size());
  // Indentation that was put into the text stands after its blank lines, but those with blanks of
  // their own.
  segment.lead =
      margin_.empty()
          ? leading_blank_lines(text)
          : static_cast<std::uint32_t>(std::min(text.find_first_not_of('\n'), text.size()));
  segment.closes = closes(text.substr(segment.lead));
  program_->segments.push_back(segment);
  emit(OpKind::segment, static_cast<std::uint32_t>(program_->segments.size() - 1));
}

}  // namespace formwork::tmpl
