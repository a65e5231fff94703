#pragma once
// Holds the folded resources of a Terraform and a Bicep root against each other, by a parity table.
// Three-valued: what either side does not know before a deployment is counted, never taken for
// equal.
#include "language/language.h"
#include "parity/table.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace formwork::fold {
class Trace;
}

namespace formwork::parity {

struct Difference {
  enum class Kind : std::uint8_t {
    missing_in_bicep,
    missing_in_terraform,
    unpaired,  // a module of the table has a resource that no row names
    property,  // the two sides have different values
    constant,  // one side alone has it, and must have another value
  };
  Kind kind = Kind::property;
  std::string terraform{}, bicep{};  // addresses; empty where there is none
  std::string attribute{}, property{};
  std::string terraform_value{}, bicep_value{};  // as they are shown; empty: absent
  Span terraform_span{}, bicep_span{};           // the narrowest there is
  Span row{};                                    // of the table
};

/// How much of the two roots was compared.
struct Coverage {
  std::size_t pairs = 0;      // of resources
  std::size_t alone = 0;      // resources that by the table only Terraform has
  std::size_t unmapped = 0;   // resources of modules and roots that are not in the table
  std::size_t equal = 0;      // properties whose values are known and equal
  std::size_t reference = 0;  // that name the same thing, whose value Azure will say
  std::size_t unknown = 0;    // that cannot be decided before a deployment
  std::size_t one_sided = 0;  // that one side has alone, for a reason
  std::size_t owned = 0;      // that release or runtime own
  std::size_t different = 0;
  std::size_t unlisted = 0;                  // attributes and properties that no row names
  std::vector<std::string> what_unlisted{};  // "azurerm_key_vault.tags", each once
  std::vector<std::string> what_unknown{};   // "azurerm_key_vault.tenant_id", each once
  void add(const Coverage& other);
};

struct Comparison {
  std::vector<Difference> differences{};  // in the order of the Terraform root
  Coverage coverage{};
};

/// Resources of Bicep and Terraform are in one map of sources, whose paths say which module they
/// are of (`infra/modules/terraform/<concern>/…`). `list`: also fill in `unlisted` and the two
/// lists. `trace`: that both were folded with; it is told what the outcome hangs on.
[[nodiscard]] Comparison compare(const Table& table, std::span<const Object> terraform,
                                 std::span<const Object> bicep, const SourceMap& sources, bool list,
                                 fold::Trace* trace = nullptr);

}  // namespace formwork::parity
