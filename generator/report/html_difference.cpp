#include "report/html_difference.h"

#include "base/text.h"
#include "report/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace formwork {
namespace {

struct Line {
  std::size_t number = 0;
  std::string_view text;
};

// A line that differs, with the part of it that does.
std::string marked(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin >= end) return markup(text);
  return fmt::format("{}<mark>{}</mark>{}", markup(text.substr(0, begin)),
                     markup(text.substr(begin, end - begin)), markup(text.substr(end)));
}

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool in_word(char c) {
  return continues(c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// True if `at` lies within a character or a word of `text`.
bool splits(std::string_view text, std::size_t at) {
  return at > 0 && at < text.size() &&
         (continues(text[at]) || (in_word(text[at - 1]) && in_word(text[at])));
}

// How much two lines have in common at both ends, in whole words.
std::pair<std::size_t, std::size_t> common_ends(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t front = 0;
  while (front < shorter && a[front] == b[front]) ++front;
  while (front > 0 && (splits(a, front) || splits(b, front))) --front;
  std::size_t back = 0;
  while (back < shorter - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  while (back > 0 && (splits(a, a.size() - back) || splits(b, b.size() - back))) --back;
  return {front, back};
}

class Table {
 public:
  explicit Table(std::string& out) : out_(out) {}
  ~Table() { flush(); }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  // "@@ -16,5 +17,5 @@"
  void hunk(std::string_view header) {
    flush();
    left_ = number_after(header, '-');
    right_ = number_after(header, '+');
    if (!first_) gap("⋯");
    first_ = false;
  }
  void context(std::string_view text) {
    flush();
    row("", cell(left_++, markup(text)), cell(right_++, markup(text)));
  }
  void removed(std::string_view text) {
    if (!added_.empty()) flush();
    removed_.push_back({left_++, text});
  }
  void added(std::string_view text) { added_.push_back({right_++, text}); }
  void gap(std::string_view text) {
    flush();
    out_ += fmt::format("<tr class=\"gap\"><td colspan=\"4\">{}</td></tr>\n", markup(text));
  }

 private:
  static std::size_t number_after(std::string_view header, char mark) {
    const std::size_t at = header.find(mark);
    std::size_t number = 0;
    if (at != std::string_view::npos)
      std::from_chars(header.data() + at + 1, header.data() + header.size(), number);
    return number;
  }
  static std::string cell(std::size_t number, const std::string& html, const char* kind = "") {
    return fmt::format("<td class=\"n{0}\">{1}</td><td class=\"c{0}\">{2}</td>", kind, number,
                       html);
  }
  static std::string empty() { return "<td class=\"n none\"></td><td class=\"c none\"></td>"; }
  void row(const char* kind, const std::string& left, const std::string& right) {
    out_ += fmt::format("<tr{}>{}{}</tr>\n", kind, left, right);
  }

  // What went and what came stand beside each other, line by line.
  void flush() {
    for (std::size_t i = 0; i < std::max(removed_.size(), added_.size()); ++i) {
      if (i >= removed_.size()) {
        row("", empty(), cell(added_[i].number, markup(added_[i].text), " add"));
      } else if (i >= added_.size()) {
        row("", cell(removed_[i].number, markup(removed_[i].text), " del"), empty());
      } else {
        const std::string_view a = removed_[i].text, b = added_[i].text;
        const auto [front, back] = common_ends(a, b);
        row("", cell(removed_[i].number, marked(a, front, a.size() - back), " del"),
            cell(added_[i].number, marked(b, front, b.size() - back), " add"));
      }
    }
    removed_.clear();
    added_.clear();
  }

  std::string& out_;
  bool first_ = true;
  std::size_t left_ = 0, right_ = 0;
  std::vector<Line> removed_, added_;
};

}  // namespace

std::string html_difference(std::string_view unified, std::string_view left,
                            std::string_view right) {
  if (unified.find("@@ -") == std::string_view::npos)
    return fmt::format("<pre class=\"detail\">{}</pre>\n", markup(unified));
  std::string out = fmt::format(
      "<div class=\"scroll\"><table class=\"diff\">\n<colgroup><col class=\"n\"><col><col "
      "class=\"n\">"
      "<col></colgroup>\n<thead><tr><th colspan=\"2\" scope=\"col\">{}</th><th colspan=\"2\" "
      "scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      markup(left), markup(right));
  {
    Table table(out);
    bool in_hunk = false;
    for (std::string_view line : split(unified, '\n')) {
      if (line.starts_with("@@ -")) {
        table.hunk(line);
        in_hunk = true;
      } else if (!in_hunk || line.empty()) {
        continue;  // the names of both files
      } else if (line.front() == '-') {
        table.removed(line.substr(1));
      } else if (line.front() == '+') {
        table.added(line.substr(1));
      } else if (line.front() == ' ') {
        table.context(line.substr(1));
      } else {
        table.gap(line.front() == '\\' ? line.substr(2) : line);
      }
    }
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace formwork
