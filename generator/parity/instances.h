#pragma once
// Private to parity/: the resources of two roots, sorted into the modules that make them, and which
// of them are each other's.
#include "language/language.h"
#include "parity/table.h"
#include "parity/values.h"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace formwork::parity {

struct Resource {
  const Object* object = nullptr;
  std::string concern{};   // folder of its module; empty: the root itself
  std::string instance{};  // the module call: `vault`, `app["api"]`
  std::string local{};     // `azurerm_key_vault.this["a"]`, `vault[0]`
  std::string base{};      // without the index
  [[nodiscard]] bool open() const { return local.ends_with("[*]") || instance.ends_with("[*]"); }
};

/// The managed resources, in their order.
[[nodiscard]] std::vector<Resource> resources_of(std::span<const Object> objects,
                                                 const SourceMap& sources);

/// What a module call makes.
struct Instance {
  std::string name{};
  std::vector<const Resource*> resources{};
};
/// One call in both languages; one of them may be missing.
struct InstancePair {
  std::string concern{};
  const Instance* terraform = nullptr;
  const Instance* bicep = nullptr;
};

/// A Terraform resource and what it is in Bicep: an object, or an element of a list of one.
struct Match {
  const Type* type = nullptr;
  const Resource* terraform = nullptr;
  const Resource* bicep = nullptr;
  Node root{};  // where property paths begin, and how many of their steps lie above
  std::size_t skip = 0;
  std::vector<const Resource*> children{};
};

/// Resources without a counterpart, and what cannot be said of some.
struct Matching {
  std::vector<Match> matches{};
  std::vector<const Resource*> only_terraform{}, only_bicep{};
  std::vector<const Resource*> alone{};     // by the table
  std::vector<const Resource*> unpaired{};  // that no row names
  std::size_t undecided = 0;
};

/// Calls of one concern: by name (`app_api`, `appApi`), then by the names of what they make, then
/// the last ones left.
[[nodiscard]] std::vector<InstancePair> pair_instances(
    const std::map<std::string, std::vector<Instance>>& terraform,
    const std::map<std::string, std::vector<Instance>>& bicep, const Table& table,
    const Leaves& leaves);
[[nodiscard]] std::map<std::string, std::vector<Instance>> instances_of(
    const std::vector<Resource>& resources);

[[nodiscard]] Matching match_resources(const InstancePair& pair, const std::vector<Pair>& rows,
                                       const Leaves& leaves);

/// `container_apps_subnet_id`, `containerAppsSubnetId` -> `containerappssubnetid`
[[nodiscard]] std::string folded_name(std::string_view name);

}  // namespace formwork::parity
