#pragma once
// Files that a lock records and no template writes any more: which of them are formwork's to
// remove. A lock is untrusted, so its word alone removes nothing (docs/adr/0024).
#include "pipeline/inspect.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// True if `path`, which the unit's lock records and which is no output any more, lies where the
/// unit writes. A lock may be forged: nothing is removed elsewhere because of it.
[[nodiscard]] bool may_be_ours(const Inputs& inputs, const Unit& unit, std::string_view path);

/// True for what Terraform itself leaves beside its files: never formwork's, whatever a lock says.
[[nodiscard]] bool is_terraforms(std::string_view name, FileKind kind);

/// Which files are formwork's by what no lock can say.
class OurFiles {
 public:
  OurFiles(const Inputs& inputs, const Unit& unit);

  /// True if the unit may have written `path` and either the file lies in a folder that a manifest
  /// owns whole, whatever targets the unit has today, or its `bytes` begin with the mark.
  [[nodiscard]] bool wrote(std::string_view path, std::string_view bytes) const;

 private:
  const Inputs& inputs_;
  const Unit& unit_;
  std::vector<std::string> owned_;
};

/// What compile does with an orphan.
enum class Orphan : std::uint8_t {
  removed,    // ours and unedited; of a block, the block alone
  edited,     // ours, but not the bytes that are recorded: kept
  unproven,   // the lock alone says that it is ours: kept
  elsewhere,  // lies where the unit writes nothing: kept
};
/// Of a fact that has a record and bytes, and is no output.
[[nodiscard]] Orphan fate_of(const Inputs& inputs, const Unit& unit, const FileFact& fact);

}  // namespace formwork
