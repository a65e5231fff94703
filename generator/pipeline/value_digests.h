#pragma once
// Digests of the values that locks record: a value of a base layer is hashed once in a run, not
// once in each environment.
#include "document/node.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace formwork {

/// Of leaves: scalars, lists, empty maps. Texts of a SourceMap do not change, so the place where a
/// scalar or list was written stands for its value. May be asked by several threads.
class ValueDigests {
 public:
  /// 12 hexadecimal digits, not ended by a zero.
  using Text = std::array<char, 12>;
  /// The digest of each leaf, in order.
  [[nodiscard]] std::vector<Text> of(std::span<const Node> leaves);

 private:
  std::mutex mutex_;
  std::unordered_map<std::uint64_t, Text> known_;  // by kind, source and offset
};

/// The digest of one leaf, made anew. Canonical text: JSON without blanks, keys in byte order.
[[nodiscard]] std::string value_digest(Node leaf);
/// Appends that text.
void append_canonical(Node node, std::string& out);
/// Appends `text` as it stands there: quoted.
void append_canonical_text(std::string_view text, std::string& out);

}  // namespace formwork
