// The lock on any bytes: what is read can be written, reads back as itself and names no path out of
// the root.
#include "drift/compare.h"
#include "files/safe_path.h"
#include "store/lock.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace formwork;

Lock read(const std::string& text, Diagnostics& diagnostics) {
  SourceMap sources;
  const SourceId source = sources.add("formwork.lock", text);
  Lock lock = read_lock(source, sources, diagnostics);
  for (const Diagnostic& d : diagnostics.items()) {
    if (d.span.source != source || d.span.end > text.size()) std::abort();
    (void)sources.begin(d.span);
  }
  return lock;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics;
  const Lock lock = read(text, diagnostics);
  for (const auto& [path, output] : lock.outputs) {
    if (unsafe_path(path)) std::abort();
    if (output.digest && output.digest->size() != 64) std::abort();
  }

  const std::string written = write_lock(lock);
  if (diagnostics.empty() && written != text) std::abort();
  Diagnostics none;
  const Lock again = read(written, none);
  if (!none.empty() || write_lock(again) != written) std::abort();

  // Merging with itself, or with a side that did not change, is no change.
  if (write_lock(merge_locks(lock, lock, lock)) != written) std::abort();
  if (write_lock(merge_locks(lock, lock, Lock())) != write_lock(Lock())) std::abort();
  if (moved_inputs(lock, again).any()) std::abort();
  return 0;
}
