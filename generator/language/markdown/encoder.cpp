#include "language/markdown/encoder.h"

#include "base/text.h"
#include "language/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace formwork::lang::markdown {
namespace {

bool is_alnum(char c) {
  return is_alpha(c) || is_digit(c);
}

/// Characters that mean something anywhere in prose: emphasis, code, links, HTML, entities, tables,
/// strike-through, GitHub's formulas.
bool is_markup(char c) {
  constexpr std::string_view kMarkup = "\\`*[]<>|~&$";
  return kMarkup.find(c) != std::string_view::npos;
}

/// Prose: backslash escapes (CommonMark, 2.4) for markup, numeric references (2.5) for blanks that
/// would get lost, line ends, and what hides. `before` is the byte in front of the hole.
class Prose {
 public:
  Prose(std::string_view text, const EncodeSite& site, std::string& out)
      : text_(text), site_(site), out_(out) {}

  EncodeError write() {
    const std::size_t marker = block_marker();
    for (std::size_t i = 0; i < text_.size();) {
      const std::size_t begin = i;
      const char32_t c = next_code_point(text_, i);
      if (c >= 0x80 || c < 0x20 || c == 0x7F) {
        if (auto error = beyond(c, begin, i)) return error;
        continue;
      }
      const char b = text_[begin];
      if (b == ' ') {
        // Blanks at either end, and two in a row, do not survive.
        const bool lost = begin == 0 || i == text_.size() || text_[begin - 1] == ' ';
        out_ += lost ? "&#32;" : " ";
      } else {
        if (begin == marker || needs_escape(b, begin, i)) out_ += '\\';
        out_ += b;
      }
    }
    return {};
  }

 private:
  EncodeError beyond(char32_t c, std::size_t begin, std::size_t end) {
    const bool break_or_tab = c == U'\n' || c == U'\r' || c == U'\t';
    if (!break_or_tab && (c < 0x20 || (c >= 0x7F && c < 0xA0))) {
      return fmt::format("Markdown cannot hold {}", code_point_name(c));
    }
    if (break_or_tab || is_hidden(c)) {
      fmt::format_to(std::back_inserter(out_), "&#{};", static_cast<std::uint32_t>(c));
    } else {
      out_.append(text_, begin, end - begin);
    }
    return {};
  }

  [[nodiscard]] bool needs_escape(char c, std::size_t at, std::size_t next) const {
    if (is_markup(c)) return true;
    const std::string_view rest = text_.substr(next);
    switch (c) {
      case '_':
        return !(at > 0 && is_alnum(text_[at - 1]) && !rest.empty() && is_alnum(rest[0]));
      case '#':
        return at > 0 && text_[at - 1] == ' ';  // would close a heading
      case '!':
        return rest.empty() || rest[0] == '[';
      case '(':
        return at == 0;  // after a `]` of the template or of another tag
      case ':':
        return rest.starts_with("//") || at == 0;
      case '/':
        return at == 0;
      case '.': {
        // www. becomes a link by itself.
        const std::string_view before = text_.substr(0, at);
        return at == 0 || before.ends_with("www") || before.ends_with("WWW");
      }
      default:
        return false;
    }
  }

  /// Where the text, if it began a line, would open a block: a heading, quote, list, rule or
  /// underline.
  [[nodiscard]] std::size_t block_marker() const {
    if (text_.empty()) return std::string_view::npos;
    if (std::string_view("#>+-=").find(text_[0]) != std::string_view::npos) return 0;
    std::size_t digits = 0;
    while (digits < text_.size() && is_digit(text_[digits])) ++digits;
    const bool listed = digits < text_.size() && (text_[digits] == '.' || text_[digits] == ')');
    const bool after_digit = is_digit(site_.before) || site_.before == '\0';
    if (listed && (digits > 0 || after_digit)) return digits;
    return std::string_view::npos;
  }

  std::string_view text_;
  const EncodeSite& site_;
  std::string& out_;
};

/// Within code nothing is escaped, so what would end it, or get lost in it, has no form.
EncodeError encode_code(std::string_view text, const EncodeSite& site, std::string& out) {
  if (auto error = refuse_hidden(text, "code in Markdown")) return error;
  if (text.find('`') != std::string_view::npos || text.find("~~~") != std::string_view::npos) {
    return "code in Markdown cannot hold a back-quote or `~~~`; put the tag into prose";
  }
  const auto edge = [](char c) { return c == '`' || c == '\0'; };
  if (text.empty() && edge(site.before) && edge(site.after))
    return "code in Markdown cannot be empty";
  if (text.starts_with(' ') || text.ends_with(' '))
    return "code in Markdown cannot begin or end with a blank";
  for (const char c : text) {
    if (c == '|' && site.flow) out += '\\';
    out += c;
  }
  return {};
}

/// A link's destination: RFC 3986 characters stay, all else is percent-encoded.
EncodeError encode_destination(std::string_view text, const EncodeSite& site, std::string& out) {
  if (site.before == '(') {
    const std::size_t colon = text.find_first_of(":/?#");
    const bool scheme = colon != std::string_view::npos && text[colon] == ':';
    if (scheme && !text.starts_with("https://") && !text.starts_with("http://") &&
        !text.starts_with("mailto:")) {
      return fmt::format("`{}` is no https, http or mailto link", printable(text));
    }
  }
  constexpr std::string_view kKept = "-._~/:?#@!$+,;=%";
  for (const char c : text) {
    if (is_alnum(c) || kKept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}",
                     static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return {};
}

}  // namespace

EncodeError encode(const Value& value, const EncodeSite& site, std::string& out) {
  std::string text;
  if (site.place != Place::lines && site.place != Place::name) {
    if (auto error = scalar_text(value, text)) return error;
  }
  switch (site.place) {
    case Place::prose:
      return Prose(text, site, out).write();
    case Place::quoted:
      return encode_code(text, site, out);
    case Place::word:
      return encode_destination(text, site, out);
    case Place::comment: {
      const std::size_t begin = out.size();
      if (auto error = encode_comment(value, out)) return error;
      std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), '>',
                   ' ');  // no `-->`
      return {};
    }
    case Place::lines:
      return encode_lines(value, site.indent, out);
    case Place::name:
      return encode_name(value, out);
    case Place::value:
    case Place::key:
      break;
  }
  return "Markdown has no such place";
}

}  // namespace formwork::lang::markdown
