#pragma once
// What a process does not tidy up before it ends.
#include <type_traits>
#include <utility>
#include <vector>

namespace formwork {

/// Takes `value` and never destroys it: for the last act of a command, since giving back a million
/// small pieces takes as long as checking some hundred files, and the process is about to end.
template <class T>
void keep_until_exit(T&& value) {
  static auto* const kept = new std::vector<const void*>;  // seen by leak checkers
  kept->push_back(new std::decay_t<T>(std::forward<T>(value)));
}

}  // namespace formwork
