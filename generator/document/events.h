#pragma once
// What the strict reader makes of a text: a flat list of events with exact places. yaml.cpp builds
// a Document from it and holds it against what yaml-cpp reads.
#include "document/node.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

enum class EventKind : std::uint8_t {
  document,  // before each document's root
  map,       // key, value, key, value, ..., end
  list,      // value, ..., end
  end,
  key,
  scalar,  // an absent value is a plain scalar without text
};

struct Event {
  EventKind kind = EventKind::scalar;
  Style style = Style::plain;
  bool pooled = false;      // the value is in the pool, not a slice of the text
  std::uint32_t begin = 0;  // place in the text, quotes and brackets included
  std::uint32_t end = 0;
  std::uint32_t value = 0;
  std::uint32_t value_size = 0;
};

/// A character written as JSON's two escapes of a surrogate pair: `\ud83d\ude00`, always 12 bytes.
struct JoinedPair {
  std::uint32_t begin = 0;
  char32_t character = 0;
};

struct Events {
  std::string_view text;
  std::vector<Event> list;
  std::string pool;  // values that are not written letter by letter: escapes, folded lines
  std::vector<JoinedPair> pairs;  // in the order of the text

  [[nodiscard]] std::string_view value(const Event& event) const {
    return (event.pooled ? std::string_view(pool) : text).substr(event.value, event.value_size);
  }
};

/// True for the plain scalars that mean null: nothing, `~`, `null`, `Null`, `NULL`
/// (YAML 1.2, 10.3.2).
[[nodiscard]] constexpr bool is_null_word(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

}  // namespace formwork
