// The hashes that read_html finds, for parse5.js: documents stand on standard input, each behind a
// line with its size; for each a line of JSON comes back.
#include "asset/html_code.h"

#include <iostream>
#include <string>

int main() {
  std::size_t size = 0;
  while (std::cin >> size) {
    std::string text(size, '\0');
    std::cin.get();  // the line end
    std::cin.read(text.data(), static_cast<std::streamsize>(size));
    const auto found = formwork::asset::read_html(text);
    std::cout << '[';
    const char* comma = "";
    for (const auto& code : found.code) {
      std::cout << comma << '"' << formwork::asset::directive_of(code.kind) << ' '
                << (code.kind == formwork::asset::CodeKind::script_link ? "link" : code.source)
                << '"';
      comma = ",";
    }
    std::cout << "]\n";
  }
}
