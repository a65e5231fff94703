// The metrics that a PromQL expression asks for, by its lexical grammar alone
// (https://prometheus.io/docs/prometheus/latest/querying/basics/): enough to hold expressions
// against a contract, not to say whether they are well formed; promtool does that.
#include "function/function_groups.h"

#include <algorithm>
#include <array>

namespace formwork::function {
namespace {

constexpr std::array<std::string_view, 14> kWords = {
    "and", "atan2", "bool", "by",     "end", "group_left", "group_right",
    "if",  "inf",   "nan",  "offset", "or",  "start",      "unless"};
/// A list of labels in brackets follows these.
constexpr std::array<std::string_view, 6> kLabelLists = {"by",       "without",    "on",
                                                         "ignoring", "group_left", "group_right"};

bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}
bool in_name(char c) {
  return starts_name(c) || (c >= '0' && c <= '9');
}
bool in_number(char c) {
  return in_name(c) || c == '.';
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
    at = text[at] == '"' || text[at] == '\'' || text[at] == '`' ? behind_text(text, at) : at + 1;
  }
  return std::min(at + 1, text.size());
}

std::string lower_case(std::string_view word) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
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
      const std::string word = lower_case(name);
      const std::size_t next = skip_blanks(at);
      const bool bracket = next < text.size() && text[next] == '(';
      std::size_t after = next;
      while (after < text.size() && in_name(text[after])) ++after;
      const std::string following = lower_case(text.substr(next, after - next));
      const bool grouped = following == "by" || following == "without";  // `sum by (le) (…)`
      if (bracket && is_one_of(kLabelLists, word)) {
        at = behind_brackets(text, next, ')');
      } else if (!bracket && !grouped && !is_one_of(kWords, word)) {
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

}  // namespace

void add_promql_functions(std::vector<Function>& out) {
  add(out, "promql_metrics(expression)", {string()}, list_of_strings(), promql_metrics,
      "the metrics that a PromQL expression asks for, each once");
}

}  // namespace formwork::function
