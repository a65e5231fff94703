#pragma once
// Which paths a text of others (a lock, a manifest) may name: below the root, in one spelling only.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formwork {

/// Longest path of an output, in bytes: what archives, Windows and eCryptfs still take.
inline constexpr std::size_t kMaxPath = 255;

/// A file of more bytes is no output and no lock of formwork's: its size says enough, and it is not
/// read into memory.
inline constexpr std::uint64_t kMostRead = std::uint64_t{64} << 20U;

/// Why `path` is not a plain path below the root ("it is absolute", "it has a `..` part"); nothing
/// if it is one. Refused: empty, absolute, drive letters, `.` and `..` and empty parts,
/// backslashes, control characters, bad UTF-8, anything in a `.git` folder, more than `limit`
/// bytes.
[[nodiscard]] std::optional<std::string_view> unsafe_path(std::string_view path,
                                                          std::size_t limit = kMaxPath);

/// Where a link at `path` with the text `target` leads, as a path from the root; nothing if it
/// leaves it. Lexical: parents are taken for folders.
[[nodiscard]] std::optional<std::string> link_target(std::string_view path,
                                                     std::string_view target);

}  // namespace formwork
