#pragma once
// The layout of rendered files. A layout of HCL and Bicep reads all of a text; of files that one
// template wrote with other values only the same few lines are moved, in the same way. JSON is
// printed from the tree of the file's shape.
#include "pack/pack.h"
#include "template/json_form.h"
#include "template/template.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace formwork {

/// What layouts made of texts in which values stood that no layout looks into. Thread-safe.
class LayoutMemory {
 public:
  struct Known {
    std::string text{};
    struct Place {
      std::uint32_t begin = 0, end = 0;
    };
    std::vector<Place> holes{};
  };
  [[nodiscard]] std::shared_ptr<const Known> find(const std::string& text) const;
  void add(const std::string& text, std::shared_ptr<const Known> known);
  /// The form of a shape of JSON, which `make` makes when it is first asked for; null where it has
  /// none.
  const JsonForm* form(const Artifact& artifact, std::uint64_t shape,
                       const std::function<std::optional<JsonForm>()>& make);

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<const void*, std::uint64_t>, std::optional<JsonForm>> forms_;
  std::unordered_map<std::string, std::shared_ptr<const Known>> known_;
};

/// The language's own layout, which moves bytes. Holes and pieces follow it, but in JSON, which is
/// printed anew: there they are those of the text before. `memory` may be null; it changes no byte.
/// `tree`: that of the artifact's shape, where it has been parsed.
void lay_out(const Artifact& artifact, Rendered& rendered, LayoutMemory* memory = nullptr,
             const std::function<Node()>& tree = {});

}  // namespace formwork
