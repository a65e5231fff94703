#pragma once
// How a release build uses the allocator; nothing in other builds.
#ifdef FORMWORK_MIMALLOC
#include <cstdint>
#include <cstdlib>
#include <mimalloc.h>
#include <sys/mman.h>
#endif

namespace formwork {

/// Most of what a short run asks of the kernel is memory, page by page. Where the kernel has huge
/// pages for whoever asks, threads to come are given them, and so is the segment of memory that
/// this one began with. Advice: nothing else changes where it is not taken.
inline void ask_for_huge_pages() {
#ifdef FORMWORK_MIMALLOC
  constexpr std::uintptr_t kSegment = std::uintptr_t{32} << 20U;  // mimalloc 2
  mi_option_enable(mi_option_large_os_pages);
  void* const some = std::malloc(1);
  const std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(some) & ~(kSegment - 1);
  std::free(some);
  (void)madvise(reinterpret_cast<void*>(begin), kSegment, MADV_HUGEPAGE);
#endif
}

}  // namespace formwork
