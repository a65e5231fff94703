#include "asset/character_references.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace formwork::asset {
namespace {

// Names that need no `;`: U+00A0 to U+00FF in their order, and the ten below.
constexpr std::array<std::string_view, 96> kLatin = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};
constexpr std::array<std::pair<std::string_view, char32_t>, 10> kPlain = {{{"amp", U'&'},
                                                                           {"lt", U'<'},
                                                                           {"gt", U'>'},
                                                                           {"quot", U'"'},
                                                                           {"AMP", U'&'},
                                                                           {"LT", U'<'},
                                                                           {"GT", U'>'},
                                                                           {"QUOT", U'"'},
                                                                           {"COPY", 0xA9},
                                                                           {"REG", 0xAE}}};
// Names with their `;` that tools write into code: punctuation, quotes, white space.
constexpr std::array<std::pair<std::string_view, char32_t>, 43> kWithSemicolon = {
    {{"apos", U'\''},   {"Tab", U'\t'},    {"NewLine", U'\n'}, {"excl", U'!'},
     {"num", U'#'},     {"dollar", U'$'},  {"percnt", U'%'},   {"lpar", U'('},
     {"rpar", U')'},    {"ast", U'*'},     {"midast", U'*'},   {"plus", U'+'},
     {"comma", U','},   {"period", U'.'},  {"sol", U'/'},      {"colon", U':'},
     {"semi", U';'},    {"equals", U'='},  {"quest", U'?'},    {"commat", U'@'},
     {"lsqb", U'['},    {"lbrack", U'['},  {"bsol", U'\\'},    {"rsqb", U']'},
     {"rbrack", U']'},  {"Hat", U'^'},     {"lowbar", U'_'},   {"grave", U'`'},
     {"lcub", U'{'},    {"lbrace", U'{'},  {"verbar", U'|'},   {"vert", U'|'},
     {"rcub", U'}'},    {"rbrace", U'}'},  {"hellip", 0x2026}, {"mdash", 0x2014},
     {"ndash", 0x2013}, {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"ldquo", 0x201C},
     {"rdquo", 0x201D}, {"euro", 0x20AC},  {"trade", 0x2122}}};
// Numbers that stand for Windows-1252, from 0x80.
constexpr std::array<char32_t, 32> kWindows = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alnum(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
int hex_of(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char32_t without_semicolon(std::string_view name) {
  for (const auto& [known, code_point] : kPlain) {
    if (known == name) return code_point;
  }
  const auto* const it = std::find(kLatin.begin(), kLatin.end(), name);
  return it == kLatin.end() ? 0 : 0xA0 + static_cast<char32_t>(it - kLatin.begin());
}

char32_t with_semicolon(std::string_view name) {
  if (const char32_t known = without_semicolon(name)) return known;
  const auto* const it = std::find_if(kWithSemicolon.begin(), kWithSemicolon.end(),
                                      [&](const auto& row) { return row.first == name; });
  return it == kWithSemicolon.end() ? 0 : it->second;
}

char32_t as_browsers_read(char32_t number) {
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF)) return 0xFFFD;
  if (number >= 0x80 && number < 0xA0) return kWindows[number - 0x80];
  return number;
}

class Resolver {
 public:
  Resolver(std::string_view raw, ReferencePlace place) : raw_(raw), place_(place) {}

  std::optional<std::string> run() {
    while (at_ < raw_.size()) {
      if (raw_[at_] != '&') {
        const std::size_t end = std::min(raw_.find('&', at_), raw_.size());
        out_ += normalize_text(raw_.substr(at_, end - at_));
        at_ = end;
      } else if (!reference()) {
        return std::nullopt;
      }
    }
    return std::move(out_);
  }

 private:
  bool reference() {
    const std::size_t name = at_ + 1;
    if (name < raw_.size() && raw_[name] == '#') return number(name + 1);
    std::size_t end = name;
    while (end < raw_.size() && is_alnum(raw_[end])) ++end;
    const std::string_view word = raw_.substr(name, end - name);
    const char next = end < raw_.size() ? raw_[end] : '\0';
    if (word.empty()) return literal();
    if (next == ';') {
      if (const char32_t found = with_semicolon(word)) return put(found, end + 1);
      return false;
    }
    if (place_ == ReferencePlace::attribute) {
      // A shorter name would be followed by a letter or digit, and is none then.
      const char32_t found = next == '=' ? 0 : without_semicolon(word);
      return found != 0 ? put(found, end) : literal();
    }
    for (std::size_t size = word.size(); size > 1; --size) {
      if (const char32_t found = without_semicolon(word.substr(0, size)))
        return put(found, name + size);
    }
    return literal();
  }

  bool number(std::size_t at) {
    const bool hex = at < raw_.size() && (raw_[at] == 'x' || raw_[at] == 'X');
    if (hex) ++at;
    const std::size_t begin = at;
    char32_t value = 0;
    for (; at < raw_.size(); ++at) {
      const int digit = hex ? hex_of(raw_[at]) : is_digit(raw_[at]) ? raw_[at] - '0' : -1;
      if (digit < 0) break;
      value = std::min<char32_t>(value * (hex ? 16 : 10) + static_cast<char32_t>(digit), 0x110000);
    }
    if (at == begin) return literal();
    if (at < raw_.size() && raw_[at] == ';') ++at;
    return put(as_browsers_read(value), at);
  }

  bool literal() {
    out_ += raw_[at_++];
    return true;
  }
  bool put(char32_t code_point, std::size_t next) {
    append_utf8(out_, code_point);
    at_ = next;
    return true;
  }

  std::string_view raw_;
  ReferencePlace place_;
  std::size_t at_ = 0;
  std::string out_{};
};

}  // namespace

std::optional<std::string> resolve_references(std::string_view raw, ReferencePlace place) {
  return Resolver(raw, place).run();
}

std::string normalize_text(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\r') {
      if (i + 1 < raw.size() && raw[i + 1] == '\n') continue;
      out += '\n';
    } else if (raw[i] == '\0') {
      out += kReplacement;
    } else {
      out += raw[i];
    }
  }
  return out;
}

}  // namespace formwork::asset
