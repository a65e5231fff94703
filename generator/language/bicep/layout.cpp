#include "language/bicep/layout.h"

#include "language/bicep/layouts.h"

namespace formwork::lang::bicep {
namespace {

/// What a layout may not change: words and values, then comments, each in their order.
std::vector<std::string> essence(const Tree& tree) {
  std::vector<std::string> out;
  std::vector<std::string> notes;
  const auto comments = [&](const Token& token) {
    const std::size_t end = token.trivia + token.leading + token.trailing;
    for (std::size_t i = token.trivia; i < end; ++i) {
      const Trivia& t = tree.trivia[i];
      if (t.type == TriviaType::directive)
        notes.emplace_back("#");
      else
        notes.push_back(unix_lines(tree.text.substr(t.begin, t.end - t.begin)));
    }
  };
  for (const Token& token : tree.tokens) {
    comments(token);
    if (token.type != TokenType::newline && token.type != TokenType::comma &&
        token.type != TokenType::pipe)
      out.push_back(unix_lines(tree.text.substr(token.begin, token.end - token.begin)));
  }
  out.insert(out.end(), notes.begin(), notes.end());
  return out;
}

}  // namespace

std::string layout(std::string text, bool parameters) {
  const Tree tree = parse(text, parameters);
  if (!tree.problems.empty()) return text;
  std::string out = Layouts(tree).run();
  if (out == text) return text;
  // What is written was verified as it was: a layout that would say something else is not used.
  const Tree again = parse(out, parameters);
  return again.problems.empty() && essence(again) == essence(tree) ? out : text;
}

std::string layout(std::string text) {
  const bool parameters = looks_like_parameters(text);
  return layout(std::move(text), parameters);
}

}  // namespace formwork::lang::bicep
