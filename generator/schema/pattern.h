#pragma once
// The regular expression of a `pattern`. Compiling one takes RE2 longer than reading the rest of
// its schema, so those of built-in schemas are compiled when they are first asked, and equal ones
// once.
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace formwork {

/// Thread-safe.
class Pattern {
 public:
  explicit Pattern(std::string text);
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  ~Pattern();

  /// What is wrong with it; empty if it is RE2. Compiles it.
  [[nodiscard]] std::string error() const;
  /// True if it is found in `text`, which is UTF-8.
  [[nodiscard]] bool found_in(std::string_view text) const;

 private:
  const re2::RE2& compiled() const;

  std::string text_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const re2::RE2> compiled_;
};

}  // namespace formwork
