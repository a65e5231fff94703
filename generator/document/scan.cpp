#include "document/scan.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

constexpr std::size_t kMostCharacters = 20;

Span place(SourceId source, std::size_t begin, std::size_t end) {
  return {source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// The name of a wide encoding by its byte order mark, or by where the zero bytes of its first ASCII
// character are.
std::string_view wide_encoding(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv)) return "UTF-16";
  if (text.size() < 4 || text.size() % 2 != 0) return {};
  const auto zeros = [&](std::string_view pattern) {  // 'z': a zero byte
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if ((text[i] == 0) != (pattern[i] == 'z')) return false;
    }
    return true;
  };
  if (zeros("xzzz") || zeros("zzzx")) return "UTF-32";
  if (zeros("xzxz") || zeros("zxzx")) return "UTF-16";
  return {};
}

bool is_c_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

// `<<<<<<< ours`, `>>>>>>> theirs` at the start of a line; `=======` alone is a fair line of text.
void find_conflict_marker(SourceId source, std::string_view text, Diagnostics& diagnostics) {
  for (const std::string_view marker : {"<<<<<<< ", ">>>>>>> "}) {
    const std::size_t at = text.find(marker);
    if (at == std::string_view::npos || (at != 0 && text[at - 1] != '\n')) continue;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    diagnostics.add(Code::FW1033, place(source, at, end), "a merge conflict is not resolved here",
                    "choose one side and remove the marker lines");
    return;
  }
}

struct Scanner {
  SourceId source;
  std::string_view text;
  HoleMarks marks;
  Diagnostics& diagnostics;
  std::size_t found = 0;

  void report(Code code, std::size_t begin, std::size_t end, std::string message,
              std::string help) {
    if (++found > kMostCharacters) return;
    diagnostics.add(code, place(source, begin, end), std::move(message), std::move(help));
  }

  void character(char32_t c, std::size_t begin, std::size_t end) {
    if (c == 0xFEFF && begin == 0) return;
    if (c == '\r') {
      if (end < text.size() && text[end] == '\n') return;
      report(Code::FW1022, begin, end, "a carriage return stands without a line feed",
             "end lines with LF or CR LF");
    } else if (c == 0xFEFF) {
      report(Code::FW1021, begin, end, "a byte order mark stands within the text",
             "remove it; it is accepted only as the first character of a file");
    } else if (is_c_control(c) && c != '\t' && c != '\n') {
      report(Code::FW1022, begin, end, fmt::format("the text holds {}", describe(c)),
             fmt::format("remove it, or write it as `\\x{:02X}` in double quotes",
                         static_cast<std::uint32_t>(c)));
    } else if (is_unprintable(c)) {
      report(
          Code::FW1023, begin, end, fmt::format("the text holds {}", describe(c)),
          fmt::format("remove it, or write it as `\\{}{:0{}X}` in double quotes",
                      c > 0xFFFF ? 'U' : 'u', static_cast<std::uint32_t>(c), c > 0xFFFF ? 8 : 4));
    } else if (marks == HoleMarks::refused && is_hole_mark(c)) {
      report(Code::FW1029, begin, end, fmt::format("the text holds {}", describe(c)),
             "remove it; formwork marks the holes of templates with it");
    }
  }

  void run() {
    for (std::size_t at = 0; at < text.size();) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte >= 0x20 && byte < 0x7F) {
        ++at;
        continue;
      }
      const std::size_t begin = at;
      const char32_t c = next_code_point(text, at);
      if (byte < 0x80 && (c == '\n' || c == '\t')) continue;
      character(c, begin, at);
    }
  }
};

}  // namespace

std::uint32_t bom_size(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

bool is_odd_space(char32_t c) {
  return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0x2800 || c == 0x3164;
}

std::string describe(char32_t c) {
  const auto is_in = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
  const char* what = "a character that cannot be seen";
  if (c == 0) {
    what = "a NUL";
  } else if (c == 0x1B) {
    what = "an escape character";
  } else if (is_c_control(c)) {
    what = "a control character";
  } else if (is_in(0x202A, 0x202E) || is_in(0x2066, 0x2069) || c == 0x061C || c == 0x200E ||
             c == 0x200F) {
    what = "a bidirectional control";
  } else if (is_in(0x200B, 0x200D) || c == 0x2060 || c == 0xFEFF) {
    what = "a zero-width character";
  } else if (c == 0xA0) {
    what = "a no-break space";
  } else if (is_odd_space(c)) {
    what = "a space that is not ` `";
  } else if (c == 0x2028 || c == 0x2029) {
    what = "a Unicode line end";
  } else if (is_hole_mark(c)) {
    what = "a reserved private-use character";
  }
  return fmt::format("U+{:04X}, {}", static_cast<std::uint32_t>(c), what);
}

bool scan(SourceId source, std::string_view text, std::size_t limit, HoleMarks marks,
          Diagnostics& diagnostics) {
  if (text.size() > limit) {
    diagnostics.add(Code::FW1016, place(source, 0, 0),
                    fmt::format("the text has {} bytes, at most {} are read", text.size(), limit),
                    "split it; what several environments share goes into a file they extend");
    return false;
  }
  if (const std::string_view wide = wide_encoding(text); !wide.empty()) {
    diagnostics.add(Code::FW1020, place(source, 0, 0),
                    fmt::format("the text is {} from byte 0 on, UTF-8 is expected", wide),
                    fmt::format("convert it, e.g. `iconv -f {} -t UTF-8`", wide));
    return false;
  }
  if (const auto bad = invalid_utf8(text)) {
    diagnostics.add(
        Code::FW1019, place(source, *bad, *bad + 1),
        fmt::format("byte 0x{:02x} at offset {} is not well-formed UTF-8",
                    static_cast<unsigned>(static_cast<unsigned char>(text[*bad])), *bad),
        "save the file as UTF-8");
    return false;
  }
  Scanner scanner{source, text, marks, diagnostics};
  scanner.run();
  const std::size_t before = diagnostics.size();
  find_conflict_marker(source, text, diagnostics);
  return scanner.found == 0 && diagnostics.size() == before;
}

}  // namespace formwork
