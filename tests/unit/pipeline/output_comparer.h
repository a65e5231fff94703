#pragma once
// Two compiles of one spec, in which some places held a word in the one and a hostile text in the
// other: all else must be equal.
#include "support/consumers.h"
#include "unit/pipeline/compiled.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <utility>

namespace formwork::testing {

/// A word for each place that occurs nowhere else, of the letters that most patterns admit.
inline std::string word_of(std::size_t place) {
  return {
      'z', 'q', 'x', static_cast<char>('a' + place % 26), static_cast<char>('a' + place / 26 % 26),
      'q'};
}

class OutputComparer {
 public:
  OutputComparer(std::string hostile, const std::set<std::size_t>& places)
      : hostile_(std::move(hostile)), places_(places) {}

  /// The places whose word stood in some output.
  std::set<std::size_t> seen;

  void compare(const Compiled& harmless, const Compiled& actual) {
    ASSERT_EQ(harmless.outputs.size(), actual.outputs.size());
    for (const auto& [path, output] : harmless.outputs) {
      const auto other = actual.outputs.find(path);
      ASSERT_NE(other, actual.outputs.end()) << path;
      file_ = path;
      dialect_ = output.dialect;
      compare(output.document.root(), other->second.document.root());
    }
  }

 private:
  void compare(Node harmless, Node actual) {
    const std::string where = file_ + ": " + harmless.path();
    ASSERT_EQ(name(actual.kind()), name(harmless.kind())) << where;
    if (harmless.is(Kind::map) || harmless.is(Kind::list)) {
      ASSERT_EQ(actual.size(), harmless.size()) << where;
      auto it = actual.begin();
      for (const Node child : harmless) {
        expands_ = false;
        if (harmless.is(Kind::map)) expect_text(where, child.key(), (*it).key());
        compare(child, *it);
        ++it;
      }
    } else if (harmless.key() == "formwork.dev/config-digest") {
      EXPECT_EQ(actual.text().size(), harmless.text().size()) << where;  // of all of the above
    } else {
      expands_ = kubelet_expands(harmless.path());
      if (harmless.text().starts_with("[\""))
        compare_lists(where, harmless.text(), actual.text());
      else
        expect_text(where, harmless.text(), actual.text());
    }
  }

  /// Texts that are lists of JSON, which a program behind the evaluator reads.
  void compare_lists(const std::string& where, std::string_view harmless, std::string_view actual) {
    const auto text = consumers::evaluate(dialect_, expands_, actual);
    ASSERT_TRUE(text) << where << "\nactual:   " << actual.substr(0, 500);
    const auto expected = nlohmann::json::parse(harmless, nullptr, false);
    const auto list = nlohmann::json::parse(*text, nullptr, false);
    ASSERT_TRUE(expected.is_array() && list.is_array()) << where << "\nactual:   " << *text;
    ASSERT_EQ(list.size(), expected.size()) << where << "\nactual:   " << *text;
    const Dialect outer = std::exchange(dialect_, Dialect::none);
    expands_ = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
      ASSERT_TRUE(expected[i].is_string() && list[i].is_string()) << where;
      expect_text(where, expected[i].get<std::string>(), list[i].get<std::string>());
    }
    dialect_ = outer;
  }

  void expect_text(const std::string& where, std::string_view harmless, std::string_view actual) {
    EXPECT_TRUE(matches(harmless, actual)) << where << "\nharmless: " << harmless.substr(0, 500)
                                           << "\nactual:   " << actual.substr(0, 500);
  }

  /// `actual` is `harmless` with each word replaced by something that reads as the hostile text.
  bool matches(std::string_view harmless, std::string_view actual) {
    const std::size_t word = harmless.find("zqx");
    if (word == std::string_view::npos) return harmless == actual;
    if (actual.substr(0, word) != harmless.substr(0, word)) return false;
    for (const std::size_t place : places_) {
      if (harmless.substr(word).starts_with(word_of(place))) seen.insert(place);
    }
    const std::string_view rest = harmless.substr(word + word_of(0).size());
    const std::string_view tail = actual.substr(word);
    if (rest.empty()) return reads_as_hostile(tail);
    const std::string_view next = rest.substr(0, rest.find("zqx"));
    for (std::size_t end = tail.find(next); end != std::string_view::npos;
         end = tail.find(next, end + 1)) {
      if (reads_as_hostile(tail.substr(0, end)) && matches(rest, tail.substr(end))) return true;
    }
    return false;
  }

  /// To the evaluator behind the reader. GitHub evaluates every text of a workflow; kubelet
  /// commands, arguments and variables of containers alone.
  [[nodiscard]] bool reads_as_hostile(std::string_view text) const {
    return consumers::evaluate(dialect_, expands_, text) == hostile_;
  }

  [[nodiscard]] static bool kubelet_expands(const std::string& path) {
    const std::size_t containers = path.find("ontainers[");
    if (containers == std::string::npos) return false;
    for (const char* key : {".env[", ".args[", ".command["})
      if (path.find(key, containers) != std::string::npos) return true;
    return false;
  }

  std::string hostile_;
  const std::set<std::size_t>& places_;
  std::string file_;
  Dialect dialect_ = Dialect::none;
  bool expands_ = false;
};

}  // namespace formwork::testing
