#pragma once
// A workspace in memory with all that a folder on disk can hold: modes, links, folders, devices.
#include "files/tree.h"

#include <map>
#include <string>
#include <vector>

namespace formwork::mutation {

class FixtureTree : public Tree {
 public:
  struct Entry {
    FileKind kind = FileKind::regular;
    bool executable = false;
    std::string bytes{};  // of a link: its target
  };

  /// The folder `root` of the disk; nothing of what is not a file.
  [[nodiscard]] static FixtureTree load(const std::string& root);
  /// Writes every file below `root`; links and modes as well.
  void store(const std::string& root) const;

  [[nodiscard]] const std::map<std::string, Entry>& entries() const { return entries_; }
  [[nodiscard]] Entry& at(const std::string& path) { return entries_.at(path); }
  [[nodiscard]] const Entry& at(const std::string& path) const { return entries_.at(path); }
  [[nodiscard]] bool has(const std::string& path) const { return entries_.contains(path); }
  void set(const std::string& path, Entry entry) { entries_[path] = std::move(entry); }
  void set(const std::string& path, std::string bytes) {
    entries_[path] = {FileKind::regular, false, std::move(bytes)};
  }
  void remove(const std::string& path) { entries_.erase(path); }

  [[nodiscard]] Result<FileInfo> info(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<FolderEntry>> list(const std::string& path) const override;
  [[nodiscard]] std::string name() const override { return "memory"; }

 private:
  std::map<std::string, Entry> entries_;
};

}  // namespace formwork::mutation
