#pragma once
// The parity table of a pack: which attribute of a Terraform resource is which property of an Azure
// resource, and which resources of the modules are each other's. docs/parity.md is its grammar.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/node.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace formwork::parity {

/// One step of a path into a body.
struct Step {
  enum class Kind : std::uint8_t {
    key,     // `name`, then into every block of that name in Terraform
    each,    // `[]`: every element
    where,   // `[type=X]`: those whose `type` is X
    having,  // `[http]`: those that have it
    keys,    // `{}`: the keys of an object; before a further step each of its values
  };
  Kind kind = Kind::key;
  std::string name{};
  std::string value{};  // of `where`
};
using Path = std::vector<Step>;

/// A row of `properties`: one attribute and one property, or one of them alone.
struct Property {
  std::string terraform{}, arm{};  // as written; empty on the side that has it not
  Path terraform_path{}, arm_path{};
  std::string of{};     // Azure type of a child; empty: the resource's own
  std::string named{};  // name of the child, where there are several of the type
  enum class Only : std::uint8_t { no, terraform, bicep };
  Only only = Only::no;
  std::optional<std::string> value{};                        // of `only`
  std::map<std::string, std::string, std::less<>> values{};  // Terraform's to ARM's; "null": absent
  std::shared_ptr<re2::RE2> capture_terraform{}, capture_arm{};
  std::string separator{};  // `list`, where one side is a text
  bool owned = false;       // not ours after the first deployment
  Span span{};
};

/// Blocks whose elements are matched by a name.
struct Keyed {
  std::string terraform{};  // dotted, a prefix of attributes
  std::string arm{};        // prefix of properties, or
  std::string of{};         // a child's type
  std::string key{};        // of Terraform's block and of the property
};

struct Type {
  std::string terraform{};
  std::string arm{};  // empty: Azure Resource Manager has no such resource
  std::string at{};   // an element of a list of another resource
  std::string key{};  // property by which instances are matched
  std::vector<std::string> children{};
  std::vector<Keyed> lists{};
  std::vector<Property> properties{};
  Span span{};
};

/// Resources of one module that are each other's; a name stands for all its instances.
struct Pair {
  std::string terraform{};  // "azurerm_key_vault.this"
  std::vector<std::string>
      bicep{};  // symbols; the first is of the type itself, the others children
  const Type* type = nullptr;
  Span span{};
};

struct Table {
  std::map<std::string, Type, std::less<>> types{};                 // by Terraform type
  std::map<std::string, std::vector<Pair>, std::less<>> modules{};  // by concern
  [[nodiscard]] const Type* type(std::string_view terraform) const;
};

/// FW6037 at what does not fit the grammar; nothing then.
[[nodiscard]] std::unique_ptr<const Table> load_table(const Document& document,
                                                      Diagnostics& diagnostics);

}  // namespace formwork::parity
