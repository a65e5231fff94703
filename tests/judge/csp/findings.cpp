// Prints what the lint and the score say of each line of standard input, as lines of JSON, for
// tests/judge/csp/evaluator.js.
#include "base/json_string.h"
#include "csp/lint.h"

#include <iostream>
#include <string>

int main() {
  using namespace formwork;
  const auto text = [](const std::string& value) {
    std::string out;
    append_json_string(out, value);
    return out;
  };
  for (std::string line; std::getline(std::cin, line);) {
    std::string out = "{\"policy\":" + text(line) +
                      ",\"score\":" + std::to_string(csp::score(csp::parse(line)).value) +
                      ",\"findings\":[";
    bool first = true;
    for (const csp::Lint& finding : csp::lint_text(line)) {
      std::string type;
      for (const csp::LintKind& kind : csp::lint_kinds()) {
        if (kind.id == finding.id) type = kind.evaluator;
      }
      out += std::string(first ? "" : ",") + "{\"kind\":" + text(finding.id) +
             ",\"type\":" + text(type) + ",\"directive\":" + text(finding.directive) +
             ",\"value\":" + text(finding.value) + "}";
      first = false;
    }
    std::cout << out << "]}\n";
  }
  return 0;
}
