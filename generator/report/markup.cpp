#include "report/markup.h"

#include "base/text.h"

namespace formwork {

std::string markup(std::string_view text) {
  std::string out;
  const std::string shown = printable(text);
  out.reserve(shown.size());
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const char c = shown[at];
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\r':
        out += "&#13;";
        break;
      case '\xEF':
        // U+FFFE and U+FFFF are no characters, and XML has no way to write them.
        if (shown.compare(at, 3, "\xEF\xBF\xBE") == 0 ||
            shown.compare(at, 3, "\xEF\xBF\xBF") == 0) {
          out += shown[at + 2] == '\xBE' ? "\\u{fffe}" : "\\u{ffff}";
          at += 2;
          break;
        }
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string attribute(std::string_view text) {
  std::string out;
  for (const char c : markup(text)) {
    if (c == '\n') {
      out += "&#10;";
    } else if (c == '\t') {
      out += "&#9;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace formwork
