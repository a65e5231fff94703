#include "language/hcl/encoder.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

namespace formwork::lang::hcl {
namespace {

constexpr std::size_t kColumns = 100;

bool is_sigil(char c) {
  return c == '$' || c == '%';
}

/// Bare keys of objects; the words that an expression reads otherwise are quoted.
bool is_bare_key(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kWords = {"true", "false", "null",
                                                             "for",  "if",    "in"};
  return is_name(text) && std::find(kWords.begin(), kWords.end(), text) == kWords.end();
}

void append_code_point(char32_t c, std::string& out) {
  const auto n = static_cast<std::uint32_t>(c);
  if (n < 0x10000)
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", n);
  else
    fmt::format_to(std::back_inserter(out), "\\U{:08x}", n);
}

/// Why a text cannot be written; nothing for ASCII, as nearly all are.
EncodeError refused(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  std::string ignored;
  return all < 0x80 ? EncodeError() : scalar_text(Value::of_string(text), ignored);
}

class Encoder {
 public:
  /// What stands in `out` before `begin` is on another line, or not yet laid out.
  explicit Encoder(std::string& out, std::size_t begin = 0) : out_(out), begin_(begin) {}

  EncodeError scalar(const Value& value) {
    if (value.is_null()) {
      out_ += "null";
      return {};
    }
    if (!value.is(Kind::string) && !value.is(Kind::scalar)) return scalar_text(value, out_);
    if (auto error = refused(value.text())) return error;
    string(value.text());
    return {};
  }

  EncodeError key(std::string_view text) {
    if (auto error = refused(text)) return error;
    if (is_bare_key(text))
      out_ += text;
    else
      string(text);
    return {};
  }

  EncodeError node(Node node, std::size_t indent) {
    if (node.is_scalar()) return scalar(Value::of(node));
    const bool map = node.is(Kind::map);
    if (node.size() == 0) {
      out_ += map ? "{}" : "[]";
      return {};
    }
    if (std::all_of(node.begin(), node.end(), [](Node child) { return child.is_scalar(); })) {
      const std::size_t begin = out_.size();
      if (auto error = one_line(node, map)) return error;
      if (out_.size() - line_begin() <= kColumns) return {};
      out_.resize(begin);
    }
    return map ? entries(node, indent) : items(node, indent);
  }

 private:
  /// Where the last line begins, at the earliest where this text does.
  [[nodiscard]] std::size_t line_begin() const {
    const std::size_t line = out_.rfind('\n') + 1;  // npos + 1 is 0
    return std::max(line, begin_);
  }

  void string(std::string_view text) {
    out_ += '"';
    append_escaped(text, '"', '"', out_);
    out_ += '"';
  }

  void new_line(std::size_t indent) {
    out_ += '\n';
    out_.append(indent, ' ');
  }

  EncodeError one_line(Node node, bool map) {
    out_ += map ? "{ " : "[";
    bool first = true;
    for (const Node child : node) {
      if (!first) out_ += ", ";
      first = false;
      if (map) {
        if (auto error = key(child.key())) return error;
        out_ += " = ";
      }
      if (auto error = scalar(Value::of(child))) return error;
    }
    out_ += map ? " }" : "]";
    return {};
  }

  EncodeError items(Node list, std::size_t indent) {
    out_ += '[';
    for (const Node child : list) {
      new_line(indent + 2);
      if (auto error = node(child, indent + 2)) return error;
      out_ += ',';
    }
    new_line(indent);
    out_ += ']';
    return {};
  }

  /// One entry a line, `=` in one column over entries of one line each, as `terraform fmt` has it.
  EncodeError entries(Node map, std::size_t indent) {
    struct Entry {
      std::size_t key = 0, value = 0, end = 0;  // in `written`
      std::size_t width = 0;
      bool one_line = false;
    };
    std::string written;
    std::vector<Entry> all;
    all.reserve(map.size());
    for (const Node child : map) {
      Entry& entry = all.emplace_back();
      entry.key = written.size();
      if (auto error = Encoder(written, written.size()).key(child.key())) return error;
      entry.value = written.size();
      if (auto error = Encoder(written, written.size()).node(child, indent + 2)) return error;
      entry.end = written.size();
      for (std::size_t i = entry.key; i < entry.value; ++entry.width)
        (void)next_code_point(written, i);
      entry.one_line = written.find('\n', entry.value) == std::string::npos;
    }
    out_ += '{';
    for (std::size_t i = 0; i < all.size();) {
      std::size_t end = i + 1;
      std::size_t width = all[i].width;
      if (all[i].one_line) {
        for (; end < all.size() && all[end].one_line; ++end)
          width = std::max(width, all[end].width);
      }
      for (; i < end; ++i) {
        const Entry& entry = all[i];
        new_line(indent + 2);
        out_.append(written, entry.key, entry.value - entry.key);
        out_.append(width - entry.width, ' ');
        out_ += " = ";
        out_.append(written, entry.value, entry.end - entry.value);
      }
    }
    new_line(indent);
    out_ += '}';
    return {};
  }

  std::string& out_;
  std::size_t begin_;
};

/// Stands for itself wherever it is.
bool is_plain(char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '$' && c != '%' && c != '{';
}

}  // namespace

void append_escaped(std::string_view text, char before, char after, std::string& out) {
  const bool lead = is_sigil(before) || before == '\0';
  const bool trail = is_sigil(after) || after == '{' || after == '\0';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && is_plain(text[i])) ++i;
    if (i != begin) {
      out.append(text, begin, i - begin);
      continue;
    }
    const char32_t c = next_code_point(text, i);
    switch (c) {
      case U'"':
        out += "\\\"";
        continue;
      case U'\\':
        out += "\\\\";
        continue;
      case U'\n':
        out += "\\n";
        continue;
      case U'\r':
        out += "\\r";
        continue;
      case U'\t':
        out += "\\t";
        continue;
      case U'{':
        if (begin == 0 && lead)
          append_code_point(c, out);
        else
          out += '{';
        continue;
      case U'$':
      case U'%': {
        const auto sigil = static_cast<char>(c);
        if (i == text.size() ? !trail : text[i] != '{') {
          out += sigil;
          continue;
        }
        // `$${` is the escape, but only where no other sigil comes before it.
        const bool first = begin == 0 ? !lead : !is_sigil(text[begin - 1]);
        if (i == text.size() || !first)
          append_code_point(c, out);
        else
          out.append(2, sigil);
        continue;
      }
      default:
        break;
    }
    if (c < 0x20 || is_hidden(c))
      append_code_point(c, out);
    else
      out.append(text, begin, i - begin);
  }
}

EncodeError encode(const Value& value, const EncodeSite& site, std::string& out) {
  switch (site.place) {
    case Place::value: {
      Encoder encoder(out);
      if (!value.is(Kind::list) && !value.is(Kind::map)) return encoder.scalar(value);
      return encoder.node(value.node(), static_cast<std::size_t>(std::max(site.indent, 0)));
    }
    case Place::key: {
      std::string text;
      if (auto error = scalar_text(value, text)) return error;
      return Encoder(out).key(text);
    }
    case Place::quoted: {
      std::string text;
      if (auto error = scalar_text(value, text)) return error;
      append_escaped(text, site.before, site.after, out);
      return {};
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
  return "HCL has no such place";
}

}  // namespace formwork::lang::hcl
