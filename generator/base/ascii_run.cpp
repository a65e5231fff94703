#include "base/ascii_run.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace formwork {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101U;
constexpr std::uint64_t kHigh = 0x8080808080808080U;

constexpr std::uint64_t each(char c) {
  return kOnes * static_cast<unsigned char>(c);
}

// The high bit of the first byte that is 0; bits above it may be set as well.
constexpr std::uint64_t zero(std::uint64_t word) {
  return (word - kOnes) & ~word & kHigh;
}

bool is_unescaped(char c) {
  return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

}  // namespace

std::size_t unescaped_until(std::string_view text, std::size_t from) {
  std::size_t at = from;
  if constexpr (std::endian::native == std::endian::little) {
    for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, sizeof word);
      const std::uint64_t control = (word - each(' ')) & ~word & kHigh;
      const std::uint64_t found = control | (word & kHigh) | zero(word ^ each('"')) |
                                  zero(word ^ each('\\')) | zero(word ^ each('\x7F'));
      if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
  }
  while (at < text.size() && is_unescaped(text[at])) ++at;
  return at;
}

}  // namespace formwork
