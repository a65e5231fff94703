#pragma once
// Resource names by the Cloud Adoption Framework: an abbreviation for the kind, then the parts,
// fitted to what the service allows. The one table is name_rules.def.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::function {

/// What a service allows. Names are always lower case.
struct NameRule {
  std::string_view kind;          // how a template asks: "key-vault"
  std::string_view abbreviation;  // Cloud Adoption Framework, resource abbreviations
  std::size_t shortest = 1;
  std::size_t longest = 63;
  bool hyphens = true;           // else letters and digits alone
  bool global = false;           // unique in all of Azure: gets a suffix
  std::string_view terraform{};  // the types that have such a name, where a pack emits one
  std::string_view arm{};
};

/// What a service allows for names that are not made by `name_for`. A type is empty where a
/// language has none of it; a longest of 0 is a resource without a name of its own.
struct OwnNameRule {
  std::string_view terraform;
  std::string_view arm;
  std::size_t shortest = 1;
  std::size_t longest = 260;
  std::string_view pattern;  // of the whole name, RE2
};

[[nodiscard]] const std::vector<NameRule>& name_rules();
[[nodiscard]] const std::vector<OwnNameRule>& own_name_rules();
[[nodiscard]] const NameRule* find_name_rule(std::string_view kind);

/// `kv-payments-prod-3f9a1c`. A global name, and one that had to be cut, ends in six hexadecimal
/// digits of the SHA-256 of the parts, so that equal parts give equal names and others do not meet.
[[nodiscard]] std::string name_for(const NameRule& rule,
                                   const std::vector<std::string_view>& parts);

}  // namespace formwork::function
