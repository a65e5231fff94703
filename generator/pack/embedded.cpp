#include "pack/embedded.h"

#include "document/event_image.h"
#include "document/yaml.h"

#include <algorithm>

namespace formwork {

namespace {

const EmbeddedFile* find(std::string_view path) {
  const auto& files = embedded_files();
  const auto it =
      std::lower_bound(files.begin(), files.end(), path,
                       [](const EmbeddedFile& file, std::string_view p) { return file.path < p; });
  return it != files.end() && it->path == path ? &*it : nullptr;
}

}  // namespace

std::string_view embedded(std::string_view path) {
  const EmbeddedFile* file = find(path);
  return file != nullptr ? file->bytes : std::string_view();
}

std::vector<EmbeddedFile> embedded_below(std::string_view prefix) {
  std::vector<EmbeddedFile> out;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path.starts_with(prefix)) out.push_back(file);
  }
  return out;
}

std::optional<Document> parse_data(SourceId source, const SourceMap& sources,
                                   Diagnostics& diagnostics) {
  // A workspace may have a file of the same path.
  const EmbeddedFile* file = find(sources.path(source));
  if (file != nullptr && !file->events.empty() && sources.text(source) == file->bytes)
    return document_of(file->events, source, sources);
  return parse_yaml(source, sources, diagnostics);
}

}  // namespace formwork
