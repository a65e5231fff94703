// Starts the command line; turns a stray exception into exit status 4.
#include "cli/app.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <unistd.h>
#include <vector>

#ifdef FORMWORK_MIMALLOC
#include <cstdint>
#include <cstdlib>
#include <mimalloc.h>
#include <sys/mman.h>
#endif

namespace {

// Quiet, at once, with the status a shell gives: an unfinished write is finished or rolled back by
// the next run.
extern "C" void on_signal(int number) {
  _exit(128 + number);
}

#ifdef FORMWORK_MIMALLOC
// Most of what a short run asks of the kernel is memory, page by page. Where the kernel has huge
// pages for whoever asks, threads to come are given them, and so is the segment of memory that this
// one began with. Advice: nothing else changes where it is not taken.
void ask_for_huge_pages() {
  constexpr std::uintptr_t kSegment = std::uintptr_t{32} << 20U;  // mimalloc 2
  mi_option_enable(mi_option_large_os_pages);
  void* const some = std::malloc(1);
  const std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(some) & ~(kSegment - 1);
  std::free(some);
  (void)madvise(reinterpret_cast<void*>(begin), kSegment, MADV_HUGEPAGE);
}
#endif

}  // namespace

int main(int argc, char** argv) {
#ifdef FORMWORK_MIMALLOC
  ask_for_huge_pages();
#endif
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  try {
    return formwork::run_command_line(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::fprintf(stderr,
                 "formwork: error[FW8900]: internal error: %s\n   = help: please report it, with "
                 "the output of "
                 "`formwork version --doctor`\n",
                 error.what());
  } catch (...) {
    std::fputs("formwork: error[FW8900]: internal error\n   = help: please report it\n", stderr);
  }
  return 4;
}
