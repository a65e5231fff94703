#include "spec_leaves.h"

#include "base/json_string.h"

#include <algorithm>
#include <cctype>

namespace formwork::mutation {
namespace {

/// `node` in flow form, `changed` as `text`; left out where there is none.
void print(Node node, Node changed, const std::optional<std::string>& text, std::string& out) {
  const bool map = node.is(Kind::map);
  if (node == changed) {
    out += *text;
  } else if (map || node.is(Kind::list)) {
    out += map ? '{' : '[';
    for (const Node child : node) {
      if (child == changed && !text) continue;
      if (map) {
        append_json_string(out, child.key());
        out += ": ";
      }
      print(child, changed, text, out);
      out += ",\n";
    }
    out += map ? '}' : ']';
  } else if (node.style() == Style::plain) {
    out += node.text();
  } else {
    append_json_string(out, node.text());
  }
}

}  // namespace

void leaves(Node node, std::vector<Node>& out) {
  if (!node.is_scalar()) {
    for (const Node child : node) leaves(child, out);
    if (node.is(Kind::map) && node.size() != 0) return;
    if (!node.is_scalar() && node.size() != 0) return;
  }
  out.push_back(node);
}

std::vector<std::string> others(Node leaf) {
  const std::string text(leaf.text());
  std::vector<std::string> out;
  const auto add = [&](const std::string& value) {
    std::string quoted;
    append_json_string(quoted, value);
    out.push_back(leaf.style() == Style::plain &&
                          value.find_first_not_of("0123456789") == std::string::npos
                      ? value
                      : quoted);
  };
  if (text == "true" || text == "false") return {text == "true" ? "false" : "true"};
  static const std::vector<std::vector<std::string>> kWords = {
      {"development", "staging", "production"},
      {"report-only", "enforce", "off"},
      {"rust", "go", "node"},
      {"team", "enterprise", "free"}};
  for (const auto& words : kWords) {
    if (std::find(words.begin(), words.end(), text) == words.end()) continue;
    for (const std::string& word : words)
      if (word != text) add(word);
  }
  if (const std::size_t at = text.find_last_of("0123456789"); at != std::string::npos) {
    // 500m is 501m; a range of addresses is told by its third number.
    std::string value = text;
    std::size_t digit = at;
    const std::size_t slash = text.find('/');
    if (slash != std::string::npos && text.find_first_not_of("0123456789./") == std::string::npos)
      digit = text.find_last_of("0123456789", text.rfind('.', slash) - 1);
    value[digit] = value[digit] == '9' ? '8' : static_cast<char>(value[digit] + 1);
    add(value);
  }
  // The last hexadecimal digit of a digest; a letter more, or another one, of a name.
  if (text.size() >= 12 && std::isxdigit(static_cast<unsigned char>(text.back())) != 0) {
    std::string value = text;
    value.back() = value.back() == 'a' ? 'b' : 'a';
    add(value);
  }
  add(text + "x");
  if (!text.empty()) {
    std::string value = text;
    const std::size_t dot = value.find('.');
    value.insert(dot == std::string::npos ? value.size() : dot, "z");
    add(value);
    value = text;
    value.back() = value.back() == 'e' ? 'a' : 'e';
    add(value);
  }
  return out;
}

bool is_input(const std::string& path) {
  for (const char* folder : {"environments/", "releases/", "bindings/"})
    if (path.starts_with(folder)) return true;
  return path == "pins.yaml";
}

std::string with_leaf(Node leaf, const std::optional<std::string>& text) {
  Node root = leaf;
  while (root.parent()) root = root.parent();
  std::string out;
  print(root, leaf, text, out);
  return out + '\n';
}

}  // namespace formwork::mutation
