#include "language/hcl/module.h"
#include "language/hcl/scope.h"

#include <mutex>

namespace formwork::lang::hcl {

struct ModuleLibrary::Impl {
  struct Entry {
    Module module{};
    std::deque<File> files{};
    bool sound = true;
  };
  std::map<std::string, std::vector<SourceId>> folders;
  const SourceMap& sources;
  std::mutex mutex{};
  std::map<std::string, Entry, std::less<>> entries{};
};

ModuleLibrary::ModuleLibrary(std::map<std::string, std::vector<SourceId>> folders,
                             const SourceMap& sources)
    : impl_(std::make_unique<Impl>(std::move(folders), sources)) {}
ModuleLibrary::~ModuleLibrary() = default;

const Module* ModuleLibrary::module(const std::string& folder) const {
  const std::lock_guard lock(impl_->mutex);
  const auto known = impl_->folders.find(folder);
  if (known == impl_->folders.end()) return nullptr;
  const auto [it, added] = impl_->entries.try_emplace(folder);
  Impl::Entry& entry = it->second;
  if (added) {
    entry.module.folder = folder;
    Diagnostics told_where_it_is_rendered;
    for (const SourceId id : known->second) {
      auto file = parse_file(id, impl_->sources, told_where_it_is_rendered);
      entry.sound = entry.sound && file.has_value();
      if (!file) break;
      entry.module.add(entry.files.emplace_back(std::move(*file)));
    }
  }
  return entry.sound ? &entry.module : nullptr;
}

const Module* Folding::module(const std::string& folder) const {
  if (const auto it = modules.find(folder); it != modules.end()) return &it->second;
  return library != nullptr ? library->module(folder) : nullptr;
}

}  // namespace formwork::lang::hcl
