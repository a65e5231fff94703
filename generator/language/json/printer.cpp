#include "language/json/printer.h"

#include "base/ascii_run.h"
#include "base/text.h"
#include "language/scalar.h"

#include <fmt/format.h>

#include <iterator>

namespace formwork::lang {
namespace {

class Printer {
 public:
  /// `marked` may be null: marks are printed as any text.
  Printer(std::string& out, const MarkedText* marked) : out_(out), marked_(marked) {}

  [[nodiscard]] bool print(const Value& value, std::size_t indent) {
    switch (value.kind()) {
      case Kind::null:
        out_ += "null";
        return true;
      case Kind::boolean:
        out_ += value.as_bool() ? "true" : "false";
        return true;
      case Kind::integer:
        out_ += std::to_string(value.as_int());
        return true;
      case Kind::number:
        return !number_text(value, out_);
      case Kind::string:
      case Kind::scalar:
      case Kind::unknown:
      case Kind::hole:
        return text(value.text(), indent);
      case Kind::list:
      case Kind::map:
        return entries(value.node(), indent);
    }
    return false;
  }

 private:
  bool text(std::string_view given, std::size_t indent) {
    if (marked_ != nullptr && has_mark(given)) return (*marked_)(given, indent, out_);
    append_json_string(given, out_);
    return true;
  }

  bool entries(Node node, std::size_t indent) {
    const bool map = node.is(Kind::map);
    out_ += map ? '{' : '[';
    bool first = true;
    for (const Node child : node) {
      if (!first) out_ += ',';
      first = false;
      new_line(indent + 2);
      if (map) {
        if (!text(child.key(), indent + 2)) return false;
        out_ += ": ";
      }
      if (!print(Value::of(child), indent + 2)) return false;
    }
    if (!first) new_line(indent);
    out_ += map ? '}' : ']';
    return true;
  }

  void new_line(std::size_t indent) {
    out_ += '\n';
    out_.append(indent, ' ');
  }

  std::string& out_;
  const MarkedText* marked_;
};

std::optional<std::string> print(Node node, const MarkedText* marked) {
  std::string out;
  if (!node || !Printer(out, marked).print(Value::of(node), 0)) return {};
  out += '\n';
  return out;
}

/// Printable ASCII but the quote and the backslash.
}  // namespace

/// RFC 8259 section 7, shortest forms. What hides is escaped too, but above U+FFFF, where JSON has
/// only pairs of surrogates, which most readers of JSON as YAML do not join.
void append_json_text(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t quiet = unescaped_until(text, i);
    out.append(text, i, quiet - i);
    i = quiet;
    if (i == text.size()) break;
    const std::size_t begin = i;
    const char32_t c = next_code_point(text, i);
    switch (c) {
      case U'"':
        out += "\\\"";
        break;
      case U'\\':
        out += "\\\\";
        break;
      case U'\b':
        out += "\\b";
        break;
      case U'\f':
        out += "\\f";
        break;
      case U'\n':
        out += "\\n";
        break;
      case U'\r':
        out += "\\r";
        break;
      case U'\t':
        out += "\\t";
        break;
      default:
        if (c < 0x20 || (is_hidden(c) && c < 0x10000)) {
          fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<std::uint32_t>(c));
        } else {
          out.append(text, begin, i - begin);
        }
    }
  }
}

void append_json_string(std::string_view text, std::string& out) {
  out += '"';
  append_json_text(text, out);
  out += '"';
}

bool append_json(const Value& value, std::size_t indent, std::string& out) {
  return Printer(out, nullptr).print(value, indent);
}

std::optional<std::string> print_json(Node node) {
  return print(node, nullptr);
}

std::optional<std::string> print_json(Node node, const MarkedText& marked) {
  return print(node, &marked);
}

}  // namespace formwork::lang
