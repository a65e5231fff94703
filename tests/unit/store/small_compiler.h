#pragma once
// The part of `compile` that stands around the writer, in miniature: reads the disk, judges by the
// lock (as a killed run left it), writes what differs and removes what is no longer wanted.
#include "base/sha256.h"
#include "store/disk_calls.h"
#include "store/recovery.h"
#include "store/writer.h"
#include "support/temporary_folder.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace formwork::testing_support {

inline constexpr const char* kLockPath = "infra/prod/formwork.lock";

struct Wanted {
  std::map<std::string, std::string> files;
  std::set<std::string> executable;

  [[nodiscard]] Lock lock() const {
    Lock out;
    out.version = "1";
    for (const auto& [path, bytes] : files) {
      out.outputs[path] = {sha256(bytes).hex(), executable.contains(path), {}};
    }
    return out;
  }
  /// What the tree holds after a run that came to its end.
  [[nodiscard]] std::map<std::string, std::string> tree() const {
    auto out = files;
    out[kLockPath] = write_lock(lock());
    return out;
  }
};

/// Does not wait for the disk.
class QuickCalls : public DiskCalls {
 public:
  int sync(int) override { return 0; }
};

/// Paths that the table would have refused: strangers and hand edits. None after a killed run.
struct Compiled {
  Result<WriteReport> result;
  std::vector<std::string> refused;
};

inline Compiled compile(const std::string& root, const Wanted& wanted, DiskCalls* calls = nullptr,
                        const std::atomic<bool>* stop = nullptr) {
  const auto tree = disk_tree(root);
  const Lock lock = resume(*tree, kLockPath, read_lock_at(*tree, kLockPath));
  Compiled out;
  WritePlan plan;
  plan.lock_path = kLockPath;
  plan.lock = wanted.lock();
  plan.stop = stop;
  plan.ours = [](std::string_view path, std::string_view) { return path.starts_with("infra/"); };
  std::vector<std::string_view> bytes;
  for (const auto& [path, text] : wanted.files) {
    const auto found = tree->read(path);
    const bool executable = wanted.executable.contains(path);
    if (found && *found == text && tree->info(path)->executable == executable) continue;
    if (found && *found != text) {
      const auto known = lock.outputs.find(path);
      if (known == lock.outputs.end() ||
          (known->second.digest && *known->second.digest != sha256(*found).hex())) {
        out.refused.push_back(path);
      }
    }
    plan.files.push_back({path, executable});
    bytes.emplace_back(text);
  }
  for (const auto& [path, known] : lock.outputs) {
    if (wanted.files.contains(path)) continue;
    const auto found = tree->read(path);
    if (found && known.digest && *known.digest == sha256(*found).hex()) plan.remove.push_back(path);
  }
  plan.bytes = [&](std::size_t i) -> Result<std::string_view> { return bytes[i]; };
  QuickCalls quick;
  out.result = write_unit(root, plan, calls == nullptr ? &quick : calls);
  return out;
}

/// Two trees that differ in every way a unit can: a file stays, one changes, one becomes
/// executable, one goes with its folder, some come, one of them longer than a page.
inline Wanted before() {
  return {{{"infra/prod/keep.yaml", "keep\n"},
           {"infra/prod/k/changed.yaml", "old\n"},
           {"infra/prod/k/shrinks.yaml", std::string(9000, 'x')},
           {"infra/prod/run.sh", "echo\n"},
           {"infra/prod/going/deep/gone.yaml", "gone\n"},
           {"infra/prod/gone.yaml", "gone too\n"}},
          {}};
}
inline Wanted after() {
  return {{{"infra/prod/keep.yaml", "keep\n"},
           {"infra/prod/k/changed.yaml", "new\n"},
           {"infra/prod/k/shrinks.yaml", "short\n"},
           {"infra/prod/run.sh", "echo\n"},
           {"infra/prod/coming/deep/new.yaml", "new\n"},
           {"infra/prod/coming/large.yaml", std::string(20000, 'y')},
           {"infra/prod/new.yaml", "new\n"}},
          {"infra/prod/run.sh"}};
}

}  // namespace formwork::testing_support
