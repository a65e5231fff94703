#include "pipeline/verdict_memory.h"

#include <algorithm>

namespace formwork {
namespace {

/// A rule whose holes differ in each artifact (names, namespaces) is not worth remembering.
constexpr std::size_t kTrial = 48;
constexpr std::size_t kMostEntries = 4096;
constexpr std::size_t kMostChoices = 8;

}  // namespace

void VerdictMemory::write_key(const Rendered& rendered, const Asked& asked, std::string& key) {
  key.clear();
  for (const std::uint32_t index : asked.holes) {
    const Hole& hole = rendered.holes[index];
    const std::uint32_t size = hole.end - hole.begin;
    key += static_cast<char>(hole.value.kind());
    key.append(reinterpret_cast<const char*>(&size), sizeof size);
    key.append(rendered.text, hole.begin, size);
  }
}

bool VerdictMemory::holds(const Rendered& rendered, std::string& key,
                          std::vector<std::uint32_t>& holes) {
  const std::lock_guard lock(mutex_);
  if (entries_ >= kTrial && hits_ == 0) return false;
  for (const Asked& asked : asked_) {
    write_key(rendered, asked, key);
    if (!asked.passed.contains(key)) continue;
    ++hits_;
    holes = asked.holes;
    return true;
  }
  return false;
}

void VerdictMemory::remember(const Rendered& rendered, const std::vector<std::uint32_t>& holes,
                             std::string& key) {
  const std::lock_guard lock(mutex_);
  if (entries_ >= kMostEntries || (entries_ >= kTrial && hits_ == 0)) return;
  auto asked = std::find_if(asked_.begin(), asked_.end(),
                            [&](const Asked& known) { return known.holes == holes; });
  if (asked == asked_.end()) {
    if (asked_.size() == kMostChoices) return;
    asked = asked_.insert(asked_.end(), Asked{holes, {}});
  }
  write_key(rendered, *asked, key);
  if (asked->passed.insert(key).second) ++entries_;
}

}  // namespace formwork
