#pragma once
// A regular expression, of a schema's `pattern` or of an expression. Compiling one takes RE2 longer
// than reading what stands around it, so those of built-in files are compiled when they are first
// asked.
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
  [[nodiscard]] const re2::RE2& compiled() const;
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const re2::RE2> compiled_;
};

}  // namespace formwork
