#include "language/yaml/encoder.h"

#include "base/ascii_run.h"
#include "base/text.h"
#include "language/second.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace formwork::lang::yaml {
namespace {

/// An implicit key may have 1,024 characters (YAML 1.2.2, section 7.4.2), quotes counted.
constexpr std::size_t kLongestKey = 1000;

/// Words that a reader of 1.1 (yaml.org/type/{bool,null,float}) or a lax one takes for something
/// else.
constexpr std::array<std::string_view, 13> kWords = {
    "false", "inf", "infinity", "n", "nan", "no", "null", "off", "on", "true", "y", "yes", "none"};

bool is_reserved(std::string_view text) {
  if (text.size() > 8 || text.empty()) return false;
  // Their first letters: most texts are done here.
  if (std::string_view("fFiInNoOtTyY").find(text[0]) == std::string_view::npos) return false;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

// What a byte can be for a scalar. Most texts are known by one look at each byte.
enum : std::uint8_t {
  kPlainByte = 1,  // letters, digits, `_ . / -`: plain wherever it stands
  kQuietByte = 2,  // within double quotes no reader, first or second, takes it for anything else
};

constexpr std::array<std::uint8_t, 256> byte_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t i = 0x20; i < 0x7F; ++i) {
    const char c = static_cast<char>(i);
    if (is_word(c) || c == '.' || c == '/' || c == '-') classes[i] |= kPlainByte;
    if (std::string_view("\"\\${}").find(c) == std::string_view::npos) classes[i] |= kQuietByte;
  }
  return classes;
}

constexpr std::array<std::uint8_t, 256> kByteClass = byte_classes();

bool is_all(std::string_view text, std::uint8_t wanted) {
  return std::all_of(text.begin(), text.end(), [wanted](char c) {
    return (kByteClass[static_cast<unsigned char>(c)] & wanted) != 0;
  });
}

void append_escape(char32_t c, std::string& out) {
  const auto n = static_cast<std::uint32_t>(c);
  switch (c) {
    case U'\0':
      out += "\\0";
      return;
    case U'\t':
      out += "\\t";
      return;
    case U'\n':
      out += "\\n";
      return;
    case U'\r':
      out += "\\r";
      return;
    case U'"':
      out += "\\\"";
      return;
    case U'\\':
      out += "\\\\";
      return;
    default:
      break;
  }
  if (n < 0x100) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", n);
  } else if (n < 0x10000) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", n);
  } else {
    fmt::format_to(std::back_inserter(out), "\\U{:08x}", n);
  }
}

/// True if `text` reads back from a block scalar whatever follows its last line: several lines,
/// each printable and without blanks at its end, the last one not empty. Texts that end in several
/// line ends are not among them: with `|+`, blank lines of the template below the tag would become
/// part of the value.
bool fits_block(std::string_view text) {
  if (text.find('\n') == std::string_view::npos) return false;
  const std::string_view body = text.substr(0, text.size() - (text.ends_with('\n') ? 1 : 0));
  if (body.empty() || body.ends_with('\n')) return false;
  if (body.find('\r') != std::string_view::npos || first_hidden(body)) return false;
  for (const std::string_view line : split(body, '\n')) {
    if (line.empty()) continue;
    if (is_blank(line.back()) || line.front() == '\t') return false;
  }
  return true;
}

class Encoder {
 public:
  Encoder(const EncodeSite& site, std::string& out) : site_(site), out_(out) {}

  EncodeError whole(const Value& value);
  EncodeError quoted(const Value& value);
  EncodeError key(std::string_view text);

 private:
  /// `indent`: column of the parent's entries; a block scalar's lines stand two to the right.
  EncodeError scalar(const Value& value, std::int32_t indent);
  void string(std::string_view text, std::int32_t indent);
  /// Entries at column `indent`; the first one continues the line, where `inline_first`.
  EncodeError block(Node node, std::int32_t indent, bool inline_first);
  EncodeError flow(Node node);
  EncodeError entry(Node node, std::int32_t indent, bool after_dash);
  /// Readers of the libyaml family stopped at a colon within brackets for years.
  [[nodiscard]] bool is_bare(std::string_view text) const {
    return site_.flow ? is_plain(text) : is_plain_value(text);
  }

  void new_line(std::int32_t indent) {
    out_ += '\n';
    out_.append(static_cast<std::size_t>(std::max(indent, 0)), ' ');
  }

  const EncodeSite& site_;
  std::string& out_;
};

void Encoder::string(std::string_view text, std::int32_t indent) {
  std::string escaped;
  escape_second(site_.dialect, site_.expands, true, '\0', '\0', text, escaped);
  if (is_bare(escaped)) {
    out_ += escaped;
    return;
  }
  // The line end after the hole closes a block scalar; anything else would become part of it.
  const bool may_block = !site_.flow && (site_.after == '\n' || site_.after == '\r');
  if (!may_block || !fits_block(escaped)) {
    out_ += '"';
    append_escaped(escaped, out_);
    out_ += '"';
    return;
  }
  const bool ends = escaped.ends_with('\n');
  const std::string_view body =
      std::string_view(escaped).substr(0, escaped.size() - (ends ? 1 : 0));
  out_ += '|';
  if (body.substr(body.find_first_not_of('\n')).starts_with(' ')) out_ += '2';
  if (!ends) out_ += '-';
  for (const std::string_view line : split(body, '\n')) {
    if (line.empty()) {
      out_ += '\n';
    } else {
      new_line(indent + 2);
      out_ += line;
    }
  }
}

EncodeError Encoder::scalar(const Value& value, std::int32_t indent) {
  if (value.is_null()) {
    out_ += "null";
    return {};
  }
  if (value.is(Kind::string) && is_bare(value.text())) {  // most values; no dialect touches them
    out_ += value.text();
    return {};
  }
  std::string text;
  if (auto error = scalar_text(value, text)) return error;
  if (value.is(Kind::string) || value.is(Kind::scalar)) {
    string(text, indent);
  } else {
    out_ += text;
  }
  return {};
}

EncodeError Encoder::key(std::string_view text) {
  if (is_plain(text) && text.size() <= kLongestKey) {  // nothing to see to
    out_ += text;
    return {};
  }
  std::string checked;
  if (auto error = scalar_text(Value::of_string(text), checked)) return error;
  // Our own reader, and reviewers, do not take a key that they cannot see.
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c < 0x20 || is_hidden(c) || is_odd_space(c)) {
      return fmt::format("a key cannot hold {}: it cannot be seen", code_point_name(c));
    }
  }
  if (const auto why = key_refusal(site_.dialect, text); !why.empty()) return std::string(why);
  if (is_plain(text)) {
    if (text.size() > kLongestKey) return "a key of YAML may have 1,000 characters";
    out_ += text;
    return {};
  }
  const std::size_t begin = out_.size();
  out_ += '"';
  append_escaped(text, out_);
  out_ += '"';
  if (out_.size() - begin > kLongestKey) return "a key of YAML may have 1,000 characters";
  return {};
}

EncodeError Encoder::flow(Node node) {
  if (node.is_scalar()) return scalar(Value::of(node), 0);
  const bool map = node.is(Kind::map);
  out_ += map ? '{' : '[';
  bool first = true;
  for (const Node child : node) {
    if (!first) out_ += ", ";
    first = false;
    if (map) {
      if (auto error = key(child.key())) return error;
      out_ += ": ";
    }
    if (auto error = flow(child)) return error;
  }
  out_ += map ? '}' : ']';
  return {};
}

/// The value of an entry whose key or dash has been written; entries of `node` go to the right of
/// `indent`.
EncodeError Encoder::entry(Node node, std::int32_t indent, bool after_dash) {
  if (node.is_scalar()) {
    out_ += ' ';
    return scalar(Value::of(node), indent);
  }
  if (node.size() == 0) {
    out_ += node.is(Kind::map) ? " {}" : " []";
    return {};
  }
  if (after_dash) out_ += ' ';
  return block(node, indent + 2, after_dash);
}

EncodeError Encoder::block(Node node, std::int32_t indent, bool inline_first) {
  const bool map = node.is(Kind::map);
  for (const Node child : node) {
    if (!inline_first) new_line(indent);
    inline_first = false;
    if (map) {
      if (auto error = key(child.key())) return error;
      out_ += ':';
    } else {
      out_ += '-';
    }
    if (auto error = entry(child, indent, !map)) return error;
  }
  return {};
}

EncodeError Encoder::whole(const Value& value) {
  if (!value.is(Kind::list) && !value.is(Kind::map)) return scalar(value, site_.indent);
  const Node node = value.node();
  if (site_.flow || node.size() == 0) return flow(node);
  // What follows on the line (a comment) would end up behind the last entry: harmless but for block
  // scalars, which `string` avoids there.
  if (site_.after_key && out_.ends_with(' ')) out_.pop_back();
  return block(node, site_.indent + 2, !site_.after_key);
}

EncodeError Encoder::quoted(const Value& value) {
  const std::string_view given = value.text();
  if (value.is(Kind::string) && !given.empty() && is_all(given, kQuietByte) &&
      !given.starts_with(' ') && !given.ends_with(' ')) {
    out_ += given;
    return {};
  }
  std::string text;
  if (auto error = scalar_text(value, text)) return error;
  std::string escaped;
  escape_second(site_.dialect, site_.expands, false, site_.before, site_.after, text, escaped);
  // A scalar over several lines loses the blanks around its line ends (YAML 1.2.2, section 7.3.1).
  const auto folds = [](char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
  };
  const bool lead = escaped.starts_with(' ') && folds(site_.before);
  const bool trail =
      escaped.size() > (lead ? 1U : 0U) && escaped.ends_with(' ') && folds(site_.after);
  std::string_view rest = escaped;
  if (lead) {
    out_ += "\\x20";
    rest.remove_prefix(1);
  }
  if (trail) rest.remove_suffix(1);
  append_escaped(rest, out_);
  if (trail) out_ += "\\x20";
  return {};
}

}  // namespace

bool is_plain(std::string_view text) {
  if (text.empty() || !is_alpha(text[0])) return false;
  return is_all(text, kPlainByte) && !is_reserved(text);
}

// Also plain as a value: a path (`/healthz`), an image or address (`ghcr.io/acme/api:v1@sha256:…`,
// no colon before a blank or at the end), a quantity (`250m`, `512Mi`, `30s`). No reader of
// YAML 1.1 or 1.2 takes these for anything but text: sexagesimals and timestamps begin with a digit
// and hold digits behind the colon.
bool is_plain_value(std::string_view text) {
  if (text.size() < 2) return is_plain(text);
  if (is_digit(text[0])) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view unit = text.substr(digits);
    constexpr std::array<std::string_view, 6> kUnits = {"m", "s", "Ki", "Mi", "Gi", "Ti"};
    return std::find(kUnits.begin(), kUnits.end(), unit) != kUnits.end();
  }
  if (!is_alpha(text[0]) && text[0] != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((kByteClass[static_cast<unsigned char>(c)] & kPlainByte) != 0 || (c == '@' && i != 0))
      continue;
    const bool inner =
        c == ':' && i != 0 && i + 1 < text.size() && (is_word(text[i + 1]) || text[i + 1] == '/');
    if (!inner) return false;
  }
  return !is_reserved(text);
}

void append_escaped(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t quiet = unescaped_until(text, i);
    out.append(text, i, quiet - i);
    i = quiet;
    if (i == text.size()) break;
    const std::size_t begin = i;
    const char32_t c = next_code_point(text, i);
    if (c < 0x20 || c == U'"' || c == U'\\' || is_hidden(c)) {
      append_escape(c, out);
    } else {
      out.append(text, begin, i - begin);
    }
  }
}

EncodeError encode(const Value& value, const EncodeSite& site, std::string& out) {
  Encoder encoder(site, out);
  switch (site.place) {
    case Place::value:
      return encoder.whole(value);
    case Place::quoted:
      return encoder.quoted(value);
    case Place::key: {
      std::string text;
      if (auto error = scalar_text(value, text)) return error;
      return encoder.key(text);
    }
    case Place::name:
      return encode_name(value, out);
    case Place::comment:
      return encode_comment(value, out);
    case Place::lines:
      return encode_lines(value, site.indent, out);
    case Place::word:
    case Place::prose:
      break;
  }
  return "YAML has no such place";
}

}  // namespace formwork::lang::yaml
