#pragma once
// A managed block: a part of a file that others own (CODEOWNERS, .gitattributes, a README), between
// two comment lines. All that is outside of it is nobody's business here: it is neither compared,
// nor moved, nor lost.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formwork {

/// How a comment of one line is written: `# `, or `<!-- ` and ` -->`.
struct CommentStyle {
  std::string_view open{}, close{};
};

/// By the kind of file that `path` names; nothing where it has no comments (JSON).
[[nodiscard]] std::optional<CommentStyle> comment_style(std::string_view path);

/// The mark of a file that is compiled whole, as a template outside of the folders that its pack
/// owns begins: without it `compile` does not remove a file that is no longer an output. A line
/// `# formwork: compiled; …` among the first five, behind a `#!` or `# syntax=` where there is one.
[[nodiscard]] bool has_mark(std::string_view text, const CommentStyle& style);

/// Where the block stands in a text.
struct FoundBlock {
  enum class State : std::uint8_t {
    absent,
    whole,
    damaged,  // a mark without its counterpart, twice, or in the wrong order
  };
  State state = State::absent;
  std::size_t begin = 0, end = 0;  // with its marks
  std::string_view inside{};       // between them, with the last line end
  std::uint32_t first_line = 0;    // 1-based line of the text at which `inside` begins
};

[[nodiscard]] FoundBlock find_block(std::string_view text, const CommentStyle& style);

/// `text` with `inside` as its block: in the place of the old one, else at its end. `inside` ends
/// with a line end. A damaged block is left alone: the text comes back as it is.
[[nodiscard]] std::string with_block(std::string_view text, std::string_view inside,
                                     const CommentStyle& style);

/// `text` without its block, and without the blank line that was put before it. Empty where nothing
/// but white space is left.
[[nodiscard]] std::string without_block(std::string_view text, const CommentStyle& style);

}  // namespace formwork
