#pragma once
// Built files that specs list (`assets`): found, read and hashed once for all environments. What
// was found stands in each environment as `built`, beside the list.
#include "asset/html_code.h"
#include "base/integrity.h"
#include "base/source_map.h"
#include "document/node.h"
#include "files/tree.h"

#include <functional>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

namespace formwork {

struct BuiltFile {
  HashExpressions hashes{};
  asset::HtmlCode html{};  // of `.html` and `.htm`
  SourceId source = 0;     // its text where it is HTML, else an empty one of its path
  /// As the lock and the manifests have it: `sha384-…`.
  [[nodiscard]] const std::string& integrity() const { return hashes[1]; }
};

class BuiltFiles {
 public:
  /// Fills `built` of each entry of `sites` and `services` that lists `assets`. DR027, at the
  /// list's item, for a path or pattern that leads to no file. False after an error. Not
  /// thread-safe.
  bool measure(const Tree& tree, Document& environment, SourceMap& sources,
               Diagnostics& diagnostics);

  /// Null where no spec lists it.
  [[nodiscard]] const BuiltFile* find(const std::string& path) const;
  /// True of the text of a built file: what stands there is no value of a spec.
  [[nodiscard]] bool is_source(SourceId source) const { return sources_.contains(source); }

 private:
  const BuiltFile* read(const Tree& tree, const std::string& path, Span item, SourceMap& sources,
                        Diagnostics& diagnostics);
  const std::vector<std::string>* expand(const Tree& tree, Node item, Diagnostics& diagnostics);

  std::map<std::string, BuiltFile> files_;
  std::map<std::string, std::vector<std::string>, std::less<>> expanded_;  // by pattern
  std::unordered_set<SourceId> sources_;
};

/// Calls `each` with the name of every service and site that lists built files, and its `built`.
void for_each_builder(Node environment, const std::function<void(std::string_view, Node)>& each);

/// Calls `each` with the path of every built file of an environment and its entry in `built`.
void for_each_built(Node environment, const std::function<void(std::string_view, Node)>& each);

}  // namespace formwork
