#pragma once
// Plain JSON Schema in the keywords of the profile, against typed values: what the official suite
// is run on, and how what this room publishes is read back. Types and descriptions may be missing
// here, records may be open.
#include "diag/diagnostic.h"
#include "document/node.h"

#include <memory>
#include <optional>

namespace formwork {

struct BareSchemaImpl;

class BareSchema {
 public:
  /// `document` is one schema object, from YAML or typed from JSON. FW30xx where it leaves the
  /// profile.
  [[nodiscard]] static std::optional<BareSchema> compile(const Document& document,
                                                         Diagnostics& diagnostics);
  BareSchema(BareSchema&&) noexcept;
  BareSchema& operator=(BareSchema&&) noexcept;
  ~BareSchema();

  /// True if `instance`, whose scalars have types, is valid; FW31xx where it is not.
  [[nodiscard]] bool validate(Document& instance, Diagnostics& diagnostics) const;

 private:
  explicit BareSchema(std::unique_ptr<BareSchemaImpl> impl);
  std::unique_ptr<BareSchemaImpl> impl_;
};

}  // namespace formwork
