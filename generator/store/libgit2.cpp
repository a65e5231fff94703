#include "store/libgit2.h"

#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>

namespace formwork {
namespace {

struct Library {
  void* handle = dlopen("libgit2.so." LIBGIT2_SOVERSION, RTLD_NOW | RTLD_LOCAL);
  std::string problem{};
  Library() {
    if (handle != nullptr) return;
    const char* const why = dlerror();
    problem = why != nullptr ? why : "libgit2 cannot be loaded";
  }
};

// Never closed: its own threads may live until the end.
const Library& library() {
  static const Library once;
  return once;
}

}  // namespace

const std::string& libgit2_problem() {
  return library().problem;
}

void* libgit2_function(const char* name) {
  void* const found = library().handle != nullptr ? dlsym(library().handle, name) : nullptr;
  if (found != nullptr) return found;
  std::fprintf(stderr, "formwork: libgit2 has no function `%s`\n", name);
  std::abort();
}

}  // namespace formwork
