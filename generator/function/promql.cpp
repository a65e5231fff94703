// The metrics that a PromQL expression asks for, by its lexical grammar alone
// (https://prometheus.io/docs/prometheus/latest/querying/basics/): enough to hold expressions
// against a contract, not to say whether they are well formed; promtool does that.
#include "function/function_groups.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace formwork::function {
namespace {

constexpr std::array<std::string_view, 14> kWords = {
    "and", "atan2", "bool", "by",     "end", "group_left", "group_right",
    "if",  "inf",   "nan",  "offset", "or",  "start",      "unless"};
/// A list of labels in brackets follows these.
constexpr std::array<std::string_view, 6> kLabelLists = {"by",       "without",    "on",
                                                         "ignoring", "group_left", "group_right"};
constexpr std::array<std::string_view, 2> kGroupings = {"by", "without"};

enum : std::uint8_t { kStartsName = 1, kInName = 2, kInNumber = 4, kCloses = 8 };

constexpr std::array<std::uint8_t, 256> byte_classes() {
  std::array<std::uint8_t, 256> classes{};
  const auto all = [&](std::string_view bytes, std::uint8_t what) {
    for (const char c : bytes) classes[static_cast<unsigned char>(c)] |= what;
  };
  all("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:", kStartsName | kInName | kInNumber);
  all("0123456789", kInName | kInNumber);
  all(".", kInNumber);
  all("\"'`]})", kCloses);
  return classes;
}
constexpr std::array<std::uint8_t, 256> kByteClass = byte_classes();

bool is(char c, std::uint8_t what) {
  return (kByteClass[static_cast<unsigned char>(c)] & what) != 0;
}
bool starts_name(char c) {
  return is(c, kStartsName);
}
bool in_name(char c) {
  return is(c, kInName);
}
bool in_number(char c) {
  return is(c, kInNumber);
}

/// Behind the text that begins with a quote at `at`; in back-quotes nothing is escaped.
std::size_t behind_text(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\' && quote != '`') ++at;
  }
  return std::min(at + 1, text.size());
}

/// Behind the bracket that closes the one at `at`.
std::size_t behind_brackets(std::string_view text, std::size_t at, char close) {
  for (++at; at < text.size() && text[at] != close;) {
    const char c = text[at];
    if (!is(c, kCloses))
      ++at;
    else
      at = c == '"' || c == '\'' || c == '`' ? behind_text(text, at) : at + 1;
  }
  return std::min(at + 1, text.size());
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whatever the case of `word`.
bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  constexpr std::size_t kLongest = std::string_view("group_right").size();
  if (word.size() > kLongest) return false;
  return std::any_of(words.begin(), words.end(), [&](std::string_view known) {
    return known.size() == word.size() && std::equal(known.begin(), known.end(), word.begin(),
                                                     [](char a, char b) { return a == lower(b); });
  });
}

/// Names in the order of their first place, each once.
std::vector<std::string_view> metrics(std::string_view text) {
  std::vector<std::string_view> out;
  const auto found = [&](std::string_view name) {
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  };
  const auto skip_blanks = [&](std::size_t at) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", at);
    return next == std::string_view::npos ? text.size() : next;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (c == '"' || c == '\'' || c == '`') {
      at = behind_text(text, at);
    } else if (c == '[') {
      at = behind_brackets(text, at, ']');
    } else if (c == '{') {
      at = behind_brackets(text, at, '}');
    } else if (c >= '0' && c <= '9') {
      while (at < text.size() && in_number(text[at])) ++at;  // also `5m`, `0x1f`, `1e3`
    } else if (starts_name(c)) {
      const std::size_t begin = at;
      while (at < text.size() && in_name(text[at])) ++at;
      const std::string_view name = text.substr(begin, at - begin);
      const std::size_t next = skip_blanks(at);
      const bool bracket = next < text.size() && text[next] == '(';
      std::size_t after = next;
      while (after < text.size() && in_name(text[after])) ++after;
      const bool grouped =  // `sum by (le) (…)`
          is_one_of(kGroupings, text.substr(next, after - next));
      if (bracket && is_one_of(kLabelLists, name)) {
        at = behind_brackets(text, next, ')');
      } else if (!bracket && !grouped && !is_one_of(kWords, name)) {
        found(name);
      }
    } else {
      ++at;
    }
  }
  return out;
}

Value promql_metrics(EvalContext& context, Arguments a) {
  if (!spend(context, 1 + a[0].text().size() / 16)) return Value::unknown();
  std::vector<Value> names;
  for (const std::string_view name : metrics(a[0].text())) names.push_back(Value::of_string(name));
  return make_list(context, names);
}

// The same as filtering those, without a list of what is all right.
Value promql_unknown(EvalContext& context, Arguments a) {
  const Node known = a[1].node();
  if (!spend(context, 1 + a[0].text().size() / 16)) return Value::unknown();
  std::vector<Value> names;
  for (const std::string_view name : metrics(a[0].text())) {
    const bool found =
        std::any_of(known.begin(), known.end(), [&](Node one) { return one.text() == name; });
    if (!found) names.push_back(Value::of_string(name));
  }
  return make_list(context, names);
}

}  // namespace

void add_promql_functions(std::vector<Function>& out) {
  add(out, "promql_metrics(expression)", {string()}, list_of_strings(), promql_metrics,
      "the metrics that a PromQL expression asks for, each once");
  add(out, "promql_unknown(expression, names)", {string(), list_of_strings()}, list_of_strings(),
      promql_unknown,
      "of the metrics that a PromQL expression asks for those that are not among `names`");
}

}  // namespace formwork::function
