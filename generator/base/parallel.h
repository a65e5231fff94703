#pragma once
// One loop over independent items on a few threads.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace formwork {

/// Calls `body(i)` for each i below `count`, in no order, on at most `jobs` threads, the caller's
/// among them; returns when all are done. With one job or one item no thread is made. `body` must
/// not throw, and may touch only what is its own for `i` or safe to share.
template <class Body>
void for_each_index(std::size_t count, unsigned jobs, const Body& body) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) body(i);
  };
  const std::size_t threads = std::min<std::size_t>(std::max(1U, jobs), count);
  std::vector<std::jthread> pool;
  for (std::size_t i = 1; i < threads; ++i) pool.emplace_back(work);
  work();
}

}  // namespace formwork
