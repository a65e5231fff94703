#include "language/json/printer.h"

#include "base/text.h"
#include "language/scalar.h"

#include <fmt/format.h>

#include <iterator>

namespace formwork::lang {
namespace {

class Printer {
 public:
  [[nodiscard]] bool print(Node node, std::size_t indent) {
    switch (node.kind()) {
      case Kind::null:
        out_ += "null";
        return true;
      case Kind::boolean:
        out_ += node.as_bool() ? "true" : "false";
        return true;
      case Kind::integer:
        out_ += std::to_string(node.as_int());
        return true;
      case Kind::number:
        return !number_text(Value::of(node), out_);
      case Kind::string:
      case Kind::scalar:
      case Kind::unknown:
      case Kind::hole:
        append_json_string(node.text(), out_);
        return true;
      case Kind::list:
      case Kind::map:
        return entries(node, indent);
    }
    return false;
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  bool entries(Node node, std::size_t indent) {
    const bool map = node.is(Kind::map);
    out_ += map ? '{' : '[';
    bool first = true;
    for (const Node child : node) {
      if (!first) out_ += ',';
      first = false;
      new_line(indent + 2);
      if (map) {
        append_json_string(child.key(), out_);
        out_ += ": ";
      }
      if (!print(child, indent + 2)) return false;
    }
    if (!first) new_line(indent);
    out_ += map ? '}' : ']';
    return true;
  }

  void new_line(std::size_t indent) {
    out_ += '\n';
    out_.append(indent, ' ');
  }

  std::string out_;
};

}  // namespace

/// RFC 8259 section 7, shortest forms. What hides is escaped too, but above U+FFFF, where JSON has
/// only pairs of surrogates, which most readers of JSON as YAML do not join.
void append_json_string(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
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
  out += '"';
}

std::optional<std::string> print_json(Node node) {
  Printer printer;
  if (!node || !printer.print(node, 0)) return {};
  return printer.take() + '\n';
}

}  // namespace formwork::lang
