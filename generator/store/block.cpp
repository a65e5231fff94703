#include "store/block.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

// The words are few and the same in every language, so that people can search for them.
std::string begin_mark(const CommentStyle& style) {
  return fmt::format("{}formwork: begin; compiled, change the spec instead{}", style.open,
                     style.close);
}
std::string end_mark(const CommentStyle& style) {
  return fmt::format("{}formwork: end{}", style.open, style.close);
}

// A mark is known by its first words: the rest of the line may have been reworded.
bool is_mark(std::string_view line, const CommentStyle& style, std::string_view word) {
  const std::string start = fmt::format("{}formwork: {}", style.open, word);
  if (!line.starts_with(start)) return false;
  const std::string_view rest = line.substr(start.size());
  return rest.empty() || std::string_view("; \t\r-").find(rest.front()) != std::string_view::npos;
}

}  // namespace

std::optional<CommentStyle> comment_style(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  const std::string_view ending = dot == std::string_view::npos ? "" : name.substr(dot);
  for (const std::string_view none : {".json", ".csv", ".lock"})
    if (ending == none) return std::nullopt;
  for (const std::string_view one : {".md", ".html", ".xml", ".svg"})
    if (ending == one) return CommentStyle{"<!-- ", " -->"};
  for (const std::string_view one :
       {".bicep", ".bicepparam", ".rs", ".js", ".ts", ".go", ".c", ".h"})
    if (ending == one) return CommentStyle{"// ", ""};
  return CommentStyle{"# ", ""};
}

bool has_mark(std::string_view text, const CommentStyle& style) {
  constexpr int kLines = 5;
  for (int line = 0; line < kLines && !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (is_mark(text.substr(0, end), style, "compiled")) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

FoundBlock find_block(std::string_view text, const CommentStyle& style) {
  FoundBlock out;
  std::size_t begins = 0, ends = 0, inside_begin = 0, inside_end = 0;
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    std::string_view line = text.substr(at, end == std::string_view::npos ? end : end - at);
    if (at == 0 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    const std::size_t next = end == std::string_view::npos ? text.size() : end + 1;
    ++number;
    if (is_mark(line, style, "begin")) {
      ++begins;
      out.begin = at;
      inside_begin = next;
      out.first_line = number + 1;
    } else if (is_mark(line, style, "end")) {
      if (begins == 0) {
        out.state = FoundBlock::State::damaged;
        out.first_line = number + 1;
      }
      ++ends;
      inside_end = at;
      out.end = next;
    }
    at = next;
  }
  if (begins == 0 && ends == 0) return {};
  if (begins != 1 || ends != 1 || out.state == FoundBlock::State::damaged) {
    out.state = FoundBlock::State::damaged;
    return out;
  }
  out.state = FoundBlock::State::whole;
  out.inside = text.substr(inside_begin, inside_end - inside_begin);
  return out;
}

std::string with_block(std::string_view text, std::string_view inside, const CommentStyle& style) {
  const FoundBlock found = find_block(text, style);
  const std::string block = fmt::format("{}\n{}{}\n", begin_mark(style), inside, end_mark(style));
  switch (found.state) {
    case FoundBlock::State::damaged:
      return std::string(text);
    case FoundBlock::State::whole: {
      // The marks stay as they are.
      const std::size_t at = static_cast<std::size_t>(found.inside.data() - text.data());
      return std::string(text.substr(0, at))
          .append(inside)
          .append(text.substr(at + found.inside.size()));
    }
    case FoundBlock::State::absent:
      break;
  }
  std::string out(text);
  if (!out.empty() && !out.ends_with('\n')) out += '\n';
  if (!out.empty()) out += '\n';
  return out + block;
}

std::string without_block(std::string_view text, const CommentStyle& style) {
  const FoundBlock found = find_block(text, style);
  if (found.state != FoundBlock::State::whole) return std::string(text);
  std::string_view before = text.substr(0, found.begin);
  if (found.end == text.size() && before.ends_with("\n\n")) before.remove_suffix(1);
  std::string out(before);
  out += text.substr(found.end);
  return trim(out).empty() ? std::string() : out;
}

}  // namespace formwork
