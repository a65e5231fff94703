#include "document/everyday.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The marks of holes in the shape of an output, U+E000 and U+E001: to a reader of YAML a letter
// each. No other byte beyond ASCII passes `is_simple_text`.
constexpr bool is_of_mark(char c) {
  return c == '\xEE' || c == '\x80' || c == '\x81';
}

// Printable ASCII, marks of holes and line feeds; no document marker but `---` alone on its line,
// between two documents.
bool is_simple_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= ' ' && c <= '~') || c == '\n') continue;
    const std::string_view mark = text.substr(i, 3);
    if (mark != "\xEE\x80\x80" && mark != "\xEE\x80\x81") return false;
    i += 2;
  }
  if (text.starts_with("---") || text.starts_with("...")) return false;
  for (std::size_t at = 0; (at = text.find("\n---", at)) != std::string_view::npos; ++at) {
    if (text.substr(at + 4, 1) != "\n") return false;
  }
  return text.find("\n...") == std::string_view::npos;
}

bool is_simple_scalar(std::string_view text, const Event& event) {
  if (event.pooled || event.value_size == 0) return false;
  const std::string_view value = text.substr(event.value, event.value_size);
  if (event.style == Style::double_quoted) return true;  // on one line, or it would be pooled
  const bool begins = is_word(value.front()) || value.front() == '/' || is_of_mark(value.front());
  if (event.style != Style::plain || !begins) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (is_word(c) || c == ' ' || c == '.' || c == '/' || c == '+' || c == '-' || is_of_mark(c))
      continue;
    // `slo:objective:ratio`
    const bool inner = c == ':' && i + 1 < value.size() && is_word(value[i + 1]);
    if (!inner) return false;
  }
  return true;
}

bool is_simple_key(std::string_view text, const Event& event) {
  return is_simple_scalar(text, event) && event.end + 1 < text.size() && text[event.end] == ':' &&
         (text[event.end + 1] == ' ' || text[event.end + 1] == '\n');
}

// A block collection, or a flow collection on one line that no comma ends.
bool is_simple_collection(std::string_view text, const Event& event) {
  const char open = text[event.begin];
  if (open != '[' && open != '{') return true;
  const std::string_view all = text.substr(event.begin, event.end - event.begin);
  if (all.size() < 2 || all.find('\n') != std::string_view::npos) return false;
  const std::size_t last = all.find_last_not_of(' ', all.size() - 2);
  return all[last] != ',';
}

}  // namespace

bool is_everyday(const Events& events) {
  if (!is_simple_text(events.text)) return false;
  std::size_t documents = 0;
  for (const Event& event : events.list) {
    switch (event.kind) {
      case EventKind::document:
        ++documents;
        break;
      case EventKind::map:
      case EventKind::list:
        if (!is_simple_collection(events.text, event)) return false;
        break;
      case EventKind::key:
        if (!is_simple_key(events.text, event)) return false;
        break;
      case EventKind::scalar:
        if (!is_simple_scalar(events.text, event)) return false;
        break;
      case EventKind::end:
        break;
    }
  }
  return documents != 0;
}

}  // namespace formwork
