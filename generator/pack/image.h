#pragma once
// A built-in pack in an image (base/image.h): its manifest, and, apart, each of its templates and
// files of rules, so that what is not due is not read. An image is of a pack without overlays.
#include "pack/pack.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace formwork {

/// `pack` as bytes, loaded whole and without overlays.
[[nodiscard]] std::string pack_image(const Pack& pack, const SourceMap& sources,
                                     const FunctionTable& functions);

/// The manifest of an image. Rows have neither a template nor a plain text yet.
struct PackImage {
  Pack pack;
  std::vector<std::string_view> programs;  // by row: template_image; empty for a plain file
  std::vector<std::pair<std::string_view, std::string_view>> rules;  // path and rules_image
  std::string_view parity;                                           // path; empty: none
};

/// Reads an image, which outlives what is read; `manifest` is its manifest's text. Rows for a
/// target that `chosen` denies are left out, all of them where it denies each of the pack's.
[[nodiscard]] PackImage read_pack(std::string_view image, SourceId manifest,
                                  const FunctionTable& functions,
                                  const std::function<bool(std::string_view)>& chosen);

}  // namespace formwork
