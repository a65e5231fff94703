#pragma once
// What of a file is an artifact's: the file, or a marked block in it.
#include "pack/pack.h"
#include "store/block.h"

#include <string>
#include <string_view>

namespace formwork {

struct FilePart {
  std::string_view bytes{};
  std::uint32_t first_line = 1;  // of the file, where `bytes` begin
  bool absent = false;           // the file has no block yet
  bool damaged = false;          // its marks do not fit each other
};
[[nodiscard]] FilePart part_of(const Artifact& artifact, std::string_view file);

/// The bytes of the file when `rendered` is its part. `file` is what stands there, empty where
/// nothing does.
[[nodiscard]] std::string whole_of(const Artifact& artifact, std::string_view file,
                                   std::string_view rendered);

}  // namespace formwork
