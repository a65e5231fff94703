#pragma once
// Two texts as lines, and a shortest edit between them (E. Myers, An O(ND) Difference Algorithm,
// 1986).
#include <cstddef>
#include <string_view>
#include <vector>

namespace formwork {

/// The lines of `text`, each with its line end; the last one may have none.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// Lines [a_begin, a_end) of one text give way to [b_begin, b_end) of the other; one of both may be
/// empty.
struct Change {
  std::size_t a_begin = 0, a_end = 0, b_begin = 0, b_end = 0;
};

/// The changes from `a` to `b`, in order, apart by at least one equal line. The shortest edit while
/// it takes at most about a thousand lines; past that, what lies between the equal ends is one
/// change.
[[nodiscard]] std::vector<Change> changes(const std::vector<std::string_view>& a,
                                          const std::vector<std::string_view>& b);

}  // namespace formwork
