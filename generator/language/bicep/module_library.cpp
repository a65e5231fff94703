#include "language/bicep/fold.h"
#include "language/bicep/reader.h"
#include "language/bicep/scope.h"

#include <mutex>

namespace formwork::lang::bicep {

struct ModuleLibrary::Impl {
  explicit Impl(const SourceMap& source_map) : sources(source_map) {}
  const SourceMap& sources;
  std::map<std::string, SourceId, std::less<>> paths{};
  std::mutex mutex{};
  std::map<std::string, std::unique_ptr<File>, std::less<>> files{};
};

ModuleLibrary::ModuleLibrary(const std::vector<SourceId>& files, const SourceMap& sources)
    : impl_(std::make_unique<Impl>(sources)) {
  for (const SourceId id : files) impl_->paths.emplace(sources.path(id), id);
}
ModuleLibrary::~ModuleLibrary() = default;

const File* ModuleLibrary::file(const std::string& path) const {
  const std::lock_guard lock(impl_->mutex);
  if (const auto it = impl_->files.find(path); it != impl_->files.end()) return it->second.get();
  const auto at = impl_->paths.find(path);
  if (at == impl_->paths.end()) return nullptr;
  auto made = std::make_unique<File>();
  const std::string_view text = impl_->sources.text(at->second);
  made->source = at->second;
  made->path = path;
  made->tree = parse(text, is_parameter_file(path, text));
  // What is wrong with it is told where it is rendered.
  if (made->tree.problems.empty())
    made->collect();
  else
    made = nullptr;
  return impl_->files.emplace(path, std::move(made)).first->second.get();
}

}  // namespace formwork::lang::bicep
