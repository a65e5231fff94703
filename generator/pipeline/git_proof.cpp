#include "pipeline/git_proof.h"

#include "base/sha256.h"
#include "pipeline/file_part.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace formwork {

const std::vector<Lock>& GitProof::committed(const std::string& lock_path) {
  const auto known = locks_.find(lock_path);
  if (known != locks_.end()) return known->second;
  std::vector<Lock>& out = locks_[lock_path];
  std::set<std::string> ids;  // the index mostly has what HEAD has
  for (const GitTree* tree : {head_.get(), index_.get()}) {
    if (tree == nullptr) continue;
    const std::string own = below_mount(lock_path);
    for (const std::string& path : {own, own + ".new"}) {
      const auto id = tree->id(path);
      if (!id || !ids.insert(path + *id).second) continue;
      const auto text = tree->read(path);
      if (!text) continue;
      SourceMap sources;
      Diagnostics ignored;
      out.push_back(read_lock(sources.add(path, *text), sources, ignored));
    }
  }
  return out;
}

std::string GitProof::below_mount(const std::string& path) const {
  return mount_.empty() || !path.starts_with(mount_ + "/") ? path : path.substr(mount_.size() + 1);
}

bool GitProof::is_unmerged(const std::string& path) const {
  if (!index_) return false;
  const auto text = index_->read(below_mount(path));
  return !text && text.error().code == Code::FW7020;
}

void GitProof::open() {
  if (opened_) return;
  opened_ = true;
  if (auto found = GitRepository::open(root_, mount_)) {
    repository_ = std::move(*found);
    // Nothing may be committed yet.
    if (auto head = repository_->revision("HEAD")) head_ = std::move(*head);
    if (auto index = repository_->index()) index_ = std::move(*index);
  }
}

// A merge under way, or the one that was committed last: both sides, and what git makes of them. In
// other cases (a cherry-pick, a rebase, later commits) git put into HEAD or the index what it made.
void GitProof::find_sides() {
  if (merged_) return;
  merged_ = true;
  constexpr const char* kOthers[] = {"CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"};
  const bool picks = std::any_of(std::begin(kOthers), std::end(kOthers), [&](const char* revision) {
    return repository_->revision(revision).has_value();
  });
  for (const auto& [ours, theirs] : {std::pair("HEAD", "MERGE_HEAD"), {"HEAD^1", "HEAD^2"}}) {
    if (picks) break;
    auto theirs_tree = repository_->revision(theirs);
    auto ours_tree = repository_->revision(ours);
    if (!theirs_tree || !ours_tree) continue;
    sides_.push_back(std::move(*ours_tree));
    sides_.push_back(std::move(*theirs_tree));
    if (auto both = repository_->merge(ours, theirs)) sides_.push_back(std::move(*both));
    return;
  }
  if (auto head = repository_->revision("HEAD")) sides_.push_back(std::move(*head));
  if (auto index = repository_->index()) sides_.push_back(std::move(*index));
}

bool GitProof::may_go(const std::string& lock_path, const std::string& path,
                      std::string_view bytes) {
  const std::lock_guard guard(mutex_);
  open();
  if (!repository_) return true;
  const std::string digest = sha256(bytes).hex();
  const auto& locks = committed(lock_path);
  const bool from_git = std::any_of(locks.begin(), locks.end(), [&](const Lock& lock) {
    const auto it = lock.outputs.find(path);
    return it != lock.outputs.end() && it->second.digest.value_or(digest) == digest;
  });
  if (!from_git || is_unmerged(path)) return true;
  const auto stored = repository_->as_stored(path, std::string(bytes));
  return repository_->has(stored ? *stored : bytes);
}

namespace {

/// Whether only a record lets `fact` be replaced or removed: the file is not what the spec renders,
/// and no marks say that it is ours.
bool hangs_on_its_record(const UnitReport& report, const FileFact& fact) {
  if (!fact.state.found || fact.kind != FileKind::regular || fact.unknown) return false;
  if (fact.artifact == SIZE_MAX)
    return fact.proven && fact.state.locked && !fact.state.locked->block;
  if (report.output.artifacts[fact.artifact].row->block) return false;
  if (fact.state.rendered && *fact.state.rendered == *fact.state.found) return false;
  const auto& interrupted = report.interrupted;
  return std::find(interrupted.begin(), interrupted.end(), fact.state.path) != interrupted.end() ||
         (may_overwrite(fact.verdict) && fact.verdict != Verdict::lock_behind);
}

}  // namespace

bool GitProof::edited_in_merge(const UnitReport& report, const FileFact& fact, const Tree& tree) {
  const auto& interrupted = report.interrupted;
  if (fact.verdict != Verdict::merged || fact.kind != FileKind::regular || fact.unread != 0 ||
      std::find(interrupted.begin(), interrupted.end(), fact.state.path) != interrupted.end())
    return false;
  const std::lock_guard guard(mutex_);
  open();
  if (!repository_) return false;
  const std::string& path = fact.state.path;
  const auto file = tree.read(path);
  if (!file || conflict_marker(*file) != 0) return false;
  const auto as_stored = repository_->as_stored(path, *file);
  const Artifact& artifact = report.output.artifacts[fact.artifact];
  const std::string_view found = part_of(artifact, as_stored ? *as_stored : *file).bytes;
  find_sides();
  return std::none_of(sides_.begin(), sides_.end(), [&](const auto& side) {
    const auto text = side->read(below_mount(path));
    return text && part_of(artifact, *text).bytes == found;
  });
}

bool GitProof::may_go(const UnitReport& report, const FileFact& fact, const Tree& tree) {
  if (!hangs_on_its_record(report, fact)) return true;
  const auto bytes = tree.read(fact.state.path);
  return !bytes || may_go(report.unit.lock_path, fact.state.path, *bytes);
}

}  // namespace formwork
