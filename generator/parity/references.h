#pragma once
// Private to parity/: what an expression that is not known refers to, in words that both languages
// share: the output of a module, or the attribute of a resource whose counterpart is known.
#include "parity/instances.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace formwork::parity {

class Names {
 public:
  /// Calls of the root that are each other's get one number, so do matched resources.
  void add_instances(const InstancePair& pair);
  void add_match(const Match& match);

  /// `module.vault.uri`, `azurerm_key_vault.this["a"].id`, and texts with such in `${…}`. `scope`
  /// is the module call it stands in.
  [[nodiscard]] std::optional<std::string> terraform(std::string_view text,
                                                     const std::string& scope) const;
  /// `vault.outputs.uri`, `vault[0].id`, `vault`, and texts.
  [[nodiscard]] std::optional<std::string> bicep(std::string_view text,
                                                 const std::string& scope) const;

 private:
  struct Side {
    std::map<std::string, std::size_t, std::less<>> calls{};      // "app_api", `app["x"]`
    std::map<std::string, std::size_t, std::less<>> resources{};  // "call/local"
  };
  [[nodiscard]] std::optional<std::string> reference(std::string_view text,
                                                     const std::string& scope, bool bicep) const;
  [[nodiscard]] std::optional<std::string> any(std::string_view text, const std::string& scope,
                                               bool bicep) const;
  Side terraform_{}, bicep_{};
  std::size_t next_ = 0;
};

}  // namespace formwork::parity
