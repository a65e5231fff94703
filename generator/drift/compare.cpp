#include "drift/compare.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr std::string_view kBuiltIn = "templates/";

void collect(const std::map<std::string, std::string>& locked,
             const std::map<std::string, std::string>& now, std::vector<MovedInputs::Moved>& out) {
  auto l = locked.begin();
  auto n = now.begin();
  while (l != locked.end() || n != now.end()) {
    if (n == now.end() || (l != locked.end() && l->first < n->first)) {
      out.push_back({(l++)->first, {}});  // gone
    } else if (l == locked.end() || n->first < l->first) {
      out.push_back({(n++)->first, {}});  // come
    } else {
      if (l->second != n->second) out.push_back({n->first, {}});
      ++l;
      ++n;
    }
  }
}

bool is_hex_of(std::string_view hex, const Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  if (hex.size() != 2 * digest.bytes.size()) return false;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    if (hex[2 * i] != kDigits[digest.bytes[i] >> 4U] ||
        hex[2 * i + 1] != kDigits[digest.bytes[i] & 15U]) {
      return false;
    }
  }
  return true;
}

// D = L, and R is another: whatever moved made it stale. The spec is named before the template,
// both before the compiler, which a team did not touch.
Verdict stale(const MovedInputs& moved) {
  if (!moved.values.empty()) return Verdict::stale_spec;
  if (!moved.inputs.empty() || !moved.assets.empty()) return Verdict::stale_template;
  if (moved.version) return Verdict::stale_compiler;
  return Verdict::forged;
}

}  // namespace

MovedInputs moved_inputs(const Lock& lock, const Lock& now) {
  MovedInputs out;
  collect(lock.values, now.values, out.values);
  collect(lock.inputs, now.inputs, out.inputs);
  collect(lock.assets, now.assets, out.assets);
  const auto first = std::stable_partition(
      out.inputs.begin(), out.inputs.end(),
      [](const MovedInputs::Moved& moved) { return !moved.path.starts_with(kBuiltIn); });
  for (auto it = first; it != out.inputs.end(); ++it) {
    // One that came or went did so with its overlay.
    if (lock.inputs.contains(it->path) && now.inputs.contains(it->path))
      out.built_ins.push_back(std::move(*it));
  }
  out.inputs.erase(first, out.inputs.end());
  out.version = lock.version != now.version;
  out.locked_version = lock.version;
  return out;
}

Verdict judge(const FileState& file, const MovedInputs& moved) {
  const auto& [path, rendered, found, locked, executable] = file;
  if (!rendered) {
    if (found) return Verdict::orphan;
    return locked ? Verdict::gone : Verdict::clean;
  }
  if (!found) return locked ? Verdict::missing : Verdict::not_compiled;
  const auto is_locked = [&](const Digest& digest) {
    return locked && locked->digest && is_hex_of(*locked->digest, digest);
  };
  if (*found == *rendered) {
    const bool mode = !executable || (locked && locked->executable == *executable);
    return is_locked(*rendered) && mode ? Verdict::clean : Verdict::lock_behind;
  }
  if (!locked) return Verdict::stranger;
  if (!locked->digest) return Verdict::merged;
  if (is_locked(*found)) return stale(moved);
  if (is_locked(*rendered)) return Verdict::edited;
  return moved.any() ? Verdict::stale_and_edited : Verdict::edited;
}

std::optional<Code> code_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::clean:
      return std::nullopt;
    case Verdict::lock_behind:
      return Code::DR006;
    case Verdict::stale_spec:
      return Code::DR001;
    case Verdict::stale_template:
      return Code::DR002;
    case Verdict::stale_compiler:
      return Code::DR003;
    case Verdict::edited:
      return Code::DR004;
    case Verdict::forged:
      return Code::DR004;
    case Verdict::stale_and_edited:
      return Code::DR005;
    case Verdict::missing:
      return Code::DR007;
    case Verdict::not_compiled:
      return Code::DR008;
    case Verdict::orphan:
      return Code::DR009;
    case Verdict::stranger:
      return Code::DR010;
    case Verdict::gone:
      return Code::DR006;
    case Verdict::merged:
      return Code::DR001;
  }
  return std::nullopt;
}

bool may_overwrite(Verdict verdict) {
  switch (verdict) {
    case Verdict::clean:
    case Verdict::lock_behind:
    case Verdict::stale_spec:
    case Verdict::stale_template:
    case Verdict::stale_compiler:
    case Verdict::missing:
    case Verdict::not_compiled:
    case Verdict::gone:
    case Verdict::merged:
      return true;
    case Verdict::edited:
    case Verdict::forged:
    case Verdict::stale_and_edited:
    case Verdict::orphan:  // ours only if the record's digest is that of the file
    case Verdict::stranger:
      return false;
  }
  return false;
}

bool hand_made(Verdict verdict) {
  return verdict == Verdict::edited || verdict == Verdict::forged ||
         verdict == Verdict::stale_and_edited;
}

}  // namespace formwork
