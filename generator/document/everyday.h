#pragma once
// Which texts need no second opinion.
#include "document/events.h"

namespace formwork {

/// True if the text is one that no two YAML readers understand differently: documents of ASCII
/// lines, with marks of holes where it is the shape of an output; keys with their colon right
/// behind them; scalars on one line, unquoted ones of letters, digits, blanks, `_ . / + -` and a
/// colon before a letter or digit, quoted ones without escapes; flow collections on one line
/// without empty entries. yaml-cpp takes nine tenths of the time of a parse, and is not asked about
/// these (docs/yaml.md); that it would agree is what tests/fuzz/yaml_fuzz.cpp and everyday_test.cpp
/// prove.
[[nodiscard]] bool is_everyday(const Events& events);

}  // namespace formwork
