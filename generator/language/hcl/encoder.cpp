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

class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}

  EncodeError scalar(const Value& value) {
    if (value.is_null()) {
      out_ += "null";
      return {};
    }
    std::string text;
    if (auto error = scalar_text(value, text)) return error;
    if (value.is(Kind::string) || value.is(Kind::scalar)) {
      string(text);
    } else {
      out_ += text;
    }
    return {};
  }

  EncodeError key(std::string_view text) {
    std::string checked;
    if (auto error = scalar_text(Value::of_string(text), checked)) return error;
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
      const std::size_t line = out_.rfind('\n') + 1;  // npos + 1 is the text's begin
      if (out_.size() - line <= kColumns) return {};
      out_.resize(begin);
    }
    return map ? entries(node, indent) : items(node, indent);
  }

 private:
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
      std::string key, value;
      std::size_t width = 0;
    };
    std::vector<Entry> written;
    for (const Node child : map) {
      Entry& entry = written.emplace_back();
      Encoder key_encoder(entry.key);
      if (auto error = key_encoder.key(child.key())) return error;
      Encoder value_encoder(entry.value);
      if (auto error = value_encoder.node(child, indent + 2)) return error;
      for (std::size_t i = 0; i < entry.key.size(); ++entry.width)
        (void)next_code_point(entry.key, i);
    }
    const auto one_line = [](const Entry& e) { return e.value.find('\n') == std::string::npos; };
    out_ += '{';
    for (std::size_t i = 0; i < written.size();) {
      std::size_t end = i + 1;
      std::size_t width = written[i].width;
      if (one_line(written[i])) {
        for (; end < written.size() && one_line(written[end]); ++end)
          width = std::max(width, written[end].width);
      }
      for (; i < end; ++i) {
        new_line(indent + 2);
        out_ += written[i].key;
        out_.append(width - written[i].width, ' ');
        out_ += " = ";
        out_ += written[i].value;
      }
    }
    new_line(indent);
    out_ += '}';
    return {};
  }

  std::string& out_;
};

}  // namespace

void append_escaped(std::string_view text, char before, char after, std::string& out) {
  const bool lead = is_sigil(before) || before == '\0';
  const bool trail = is_sigil(after) || after == '{' || after == '\0';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
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
