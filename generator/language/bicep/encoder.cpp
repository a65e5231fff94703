#include "language/bicep/encoder.h"

#include "base/text.h"
#include "language/bicep/syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace formwork::lang::bicep {
namespace {

constexpr std::size_t kColumns = 100;

void append_code_point(char32_t c, std::string& out) {
  fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", static_cast<std::uint32_t>(c));
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
  explicit Encoder(std::string& out) : out_(out) {}

  EncodeError scalar(const Value& value) {
    if (value.is_null()) {
      out_ += "null";
      return {};
    }
    if (value.is(Kind::string) || value.is(Kind::scalar)) {
      if (auto error = refused(value.text())) return error;
      string(value.text());
      return {};
    }
    const bool fraction = value.is(Kind::number);  // Bicep has integers only
    if (fraction) out_ += "json('";
    if (auto error = scalar_text(value, out_)) return error;
    if (fraction) out_ += "')";
    return {};
  }

  EncodeError key(std::string_view text) {
    if (auto error = refused(text)) return error;
    if (is_identifier(text))
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
    out_ += map ? '{' : '[';
    for (const Node child : node) {
      new_line(indent + 2);
      if (map) {
        if (auto error = key(child.key())) return error;
        out_ += ": ";
      }
      if (auto error = this->node(child, indent + 2)) return error;
    }
    new_line(indent);
    out_ += map ? '}' : ']';
    return {};
  }

 private:
  void string(std::string_view text) {
    out_ += '\'';
    append_escaped(text, '\'', '\'', out_);
    out_ += '\'';
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
        out_ += ": ";
      }
      if (auto error = scalar(Value::of(child))) return error;
    }
    out_ += map ? " }" : "]";
    return {};
  }

  std::string& out_;
};

/// Stands for itself wherever it is.
bool is_plain(char c) {
  return c >= 0x20 && c < 0x7f && c != '\'' && c != '\\' && c != '$' && c != '{';
}

/// Names have no hyphen here, and a number is one only as the end of a name or within `${…}`.
EncodeError name(const Value& value, const EncodeSite& site, std::string& out) {
  const bool continues = is_word(site.before) || site.before == '\0';
  if (value.is(Kind::integer)) {
    if (value.as_int() < 0 && !site.flow) return "a name cannot hold a negative number";
    if (!continues && !site.flow) return "a name cannot begin with a digit";
    return scalar_text(value, out);
  }
  std::string text;
  if (auto error = scalar_text(value, text)) return error;
  if (!is_identifier(text)) {
    return fmt::format("`{}` is not a name of Bicep (letters, digits and `_`)", printable(text));
  }
  out += text;
  return {};
}

}  // namespace

void append_escaped(std::string_view text, char before, char after, std::string& out) {
  const bool lead = before == '$' || before == '\0';
  const bool trail = after == '{' || after == '\0';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && is_plain(text[i])) ++i;
    if (i != begin) {
      out.append(text, begin, i - begin);
      continue;
    }
    const char32_t c = next_code_point(text, i);
    switch (c) {
      case U'\'':
        out += "\\'";
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
        if (i == text.size() && trail)
          append_code_point(c, out);
        else if (i < text.size() && text[i] == '{')
          out += "\\$";
        else
          out += '$';
        continue;
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
      return name(value, site, out);
    case Place::comment:
      return encode_comment(value, out);
    case Place::lines:
      return encode_lines(value, site.indent, out);
    case Place::word:
    case Place::prose:
      break;
  }
  return "Bicep has no such place";
}

}  // namespace formwork::lang::bicep
