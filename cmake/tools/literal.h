#pragma once
// Bytes as a C++ string literal. g++ 12 has no #embed; string literals compile an order of
// magnitude faster than byte arrays.
#include <cstdio>
#include <ostream>
#include <string_view>

inline void write_literal(std::ostream& out, std::string_view bytes) {
  out << "std::string_view(\n          \"";
  std::size_t column = 0;
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    char text[8];
    if (c == '\n') {
      std::snprintf(text, sizeof text, "\\n");
    } else if (c == '"' || c == '\\' || c == '?') {
      std::snprintf(text, sizeof text, "\\%c", c);
    } else if (c >= 0x20 && c < 0x7F) {
      std::snprintf(text, sizeof text, "%c", c);
    } else {
      std::snprintf(text, sizeof text, "\\%03o", c);
    }
    out << text;
    if (++column >= 100 || c == '\n') {
      out << "\"\n          \"";
      column = 0;
    }
  }
  out << "\",\n          " << bytes.size() << ")";
}
