#pragma once
// Recognises, byte by byte and in 9 bits, the few keys that change what a value below them means.
#include <array>
#include <cstdint>
#include <string_view>

namespace formwork::lang::yaml {

enum class Keyword : std::uint8_t {
  none,
  args,
  command,
  containers,
  env,
  ephemeral_containers,
  init_containers,
  if_,
  run
};

/// The bytes of a key so far: an index into the words and how much of it was matched.
class KeywordMatch {
 public:
  [[nodiscard]] static constexpr std::uint32_t start() { return 0; }
  static constexpr std::uint32_t kDead = 0x1FF;
  [[nodiscard]] static constexpr std::uint32_t step(std::uint32_t state, char c) {
    if (state == kDead) return kDead;
    const std::uint32_t word = state >> 5U;
    const std::uint32_t length = state & 31U;
    const std::string_view seen = kWords[word].substr(0, length);
    for (std::uint32_t w = word; w < kWords.size(); ++w) {
      if (kWords[w].substr(0, length) == seen && length < kWords[w].size() &&
          kWords[w][length] == c) {
        return w << 5U | (length + 1);
      }
    }
    return kDead;
  }
  [[nodiscard]] static constexpr Keyword result(std::uint32_t state) {
    if (state == kDead || state == 0) return Keyword::none;
    const std::uint32_t word = state >> 5U;
    return kWords[word].size() == (state & 31U) ? static_cast<Keyword>(word + 1) : Keyword::none;
  }

 private:
  // In the order of Keyword.
  static constexpr std::array<std::string_view, 8> kWords = {
      "args", "command", "containers", "env", "ephemeralContainers", "initContainers", "if", "run"};
};

}  // namespace formwork::lang::yaml
