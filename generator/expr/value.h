#pragma once
// What an expression evaluates to: a scalar held in place, or a list or map in some Document.
#include "document/node.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace formwork {

/// 40 bytes, passed by value. Text views into a Document, a template or the evaluation's scratch
/// Document.
class Value {
 public:
  Value() = default;  // null
  static Value null() { return {}; }
  static Value of_bool(bool b);
  static Value of_int(std::int64_t i);
  /// `text`, if given: how it was written; it must outlive the value.
  static Value of_number(double d, std::string_view text = {});
  /// `text` must outlive the value.
  static Value of_string(std::string_view text);
  /// Text a rule cannot know: comparisons with it are unknown.
  static Value unknown(std::string_view text = {});
  /// The value of a node: scalars are read out, lists and maps stay where they are. An absent node
  /// is null; an untyped `scalar` is a string. A hole is unknown here: see `read` in expr.h.
  static Value of(Node node);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is(Kind k) const { return kind_ == k; }
  [[nodiscard]] bool is_null() const { return kind_ == Kind::null; }
  [[nodiscard]] bool as_bool() const { return integer_ != 0; }
  [[nodiscard]] std::int64_t as_int() const { return integer_; }
  [[nodiscard]] double as_number() const;
  /// string, unknown: the text. number: as written in the spec, if it was.
  [[nodiscard]] std::string_view text() const { return {text_, size_}; }
  /// list, map: where it lives. A scalar read from a Document: its node, for provenance; else
  /// absent.
  [[nodiscard]] Node node() const { return node_; }
  /// Canonical text of a scalar: "true", "42", "0.5", the string itself; "" for null.
  [[nodiscard]] std::string to_string() const;

 private:
  Kind kind_ = Kind::null;
  std::uint32_t size_ = 0;  // of the text
  union {
    std::int64_t integer_ = 0;
    double number_;
  };
  const char* text_ = nullptr;
  Node node_{};
};

/// The shortest decimal text that reads back as `d`, as ECMAScript prints numbers: "0.5", "2",
/// "1e+21".
[[nodiscard]] std::string format_number(double d);
/// `d` with 15 significant digits, all that a double holds of a decimal. What every calculation
/// with decimals is rounded to. Of a sum or difference, `magnitude` is the greatest operand: its
/// digits count, for 100 - 99.9 is 0.1.
[[nodiscard]] double round_decimal(double d, double magnitude = 0);

/// Same kind (integer and number compare as numbers) and same content, deeply.
[[nodiscard]] bool same(const Value& a, const Value& b);

// ---- inline: each value of a template and a rule passes here -----------------------------------

inline Value Value::of(Node node) {
  Value value;
  if (!node) return value;
  value.node_ = node;
  switch (value.kind_ = node.kind()) {
    case Kind::null:
    case Kind::list:
    case Kind::map:
      break;
    case Kind::boolean:
      value.integer_ = node.as_bool() ? 1 : 0;
      break;
    case Kind::integer:
      value.integer_ = node.as_int();
      break;
    case Kind::number: {
      value.number_ = node.as_number();
      const std::string_view text = node.text();
      value.text_ = text.data();
      value.size_ = static_cast<std::uint32_t>(text.size());
      break;
    }
    case Kind::hole:
    case Kind::scalar:
      value.kind_ = node.is(Kind::hole) ? Kind::unknown : Kind::string;
      [[fallthrough]];
    case Kind::string:
    case Kind::unknown: {
      const std::string_view text = node.text();
      value.text_ = text.data();
      value.size_ = static_cast<std::uint32_t>(text.size());
      break;
    }
  }
  return value;
}

}  // namespace formwork
