#pragma once
// One line of the lock: a flat JSON object of strings, small numbers and nulls, in canonical bytes
// (RFC 8259, no white space, shortest escapes). A reader of its own, because what is read is
// hostile, each value needs its place, and what it accepts is canonical; no recursion.
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

struct LockField {
  enum class Kind : std::uint8_t { text, number, null };
  std::string_view key;
  Kind kind = Kind::null;
  std::string_view text;  // decoded
  std::uint32_t number = 0;
  std::size_t begin = 0;  // of the value, in the line
  std::size_t end = 0;
};

/// Views into the line that was read, or into `decoded`; good until the next one is read.
struct LockLine {
  std::vector<LockField> fields;
  std::deque<std::string> decoded;  // only strings with escapes need bytes of their own
  [[nodiscard]] const LockField* find(std::string_view key) const;
};

/// Where and why a line could not be read.
struct LockLineError {
  std::size_t at = 0;
  std::string_view why;
};

/// Reads `text` (without its line end) into `line`; nothing if all is well.
[[nodiscard]] std::optional<LockLineError> parse_lock_line(std::string_view text, LockLine& line);

}  // namespace formwork
