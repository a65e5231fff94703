#pragma once
// The second evaluator of a dialect: what reads the text of a scalar after its language did.
// Machines ask whether an expression of it is open (a tag there is a bare name), encoders write
// texts so that it gives them back unchanged.
//
//   workflow        ${{ … }}   docs.github.com/actions, "Evaluate expressions"; a text is written
//   ${{ '${{' }} compose         ${…}, $X   compose-spec 12-interpolation: `$$` is a dollar sign
//   kubernetes      $(…)       kubelet's expansion of command, args and env values: `$$` is a
//   dollar sign prometheus      {{ … }}    Go text/template in annotations and labels
//   applicationset  {{ … }}    Go text/template (goTemplate: true; the older fasttemplate has no
//   escape)
#include "language/language.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace formwork::lang {

/// Where the second evaluator stands within one scalar. Packs into 5 bits.
struct Second {
  bool inside = false;        // an expression is open
  std::uint8_t nest = 0;      // 2 bits. inside: the open quote, or for compose the depth of `${`
  std::uint8_t progress = 0;  // 2 bits: bytes of the opening or closing delimiter just seen
  [[nodiscard]] std::uint8_t pack() const {
    return static_cast<std::uint8_t>((inside ? 1U : 0U) | (nest & 3U) << 1U |
                                     (progress & 3U) << 3U);
  }
  static Second unpack(std::uint8_t bits) {
    return {(bits & 1U) != 0, static_cast<std::uint8_t>(bits >> 1U & 3U),
            static_cast<std::uint8_t>(bits >> 3U & 3U)};
  }
  /// One decoded byte of the scalar. `expands`: TagContext::expands.
  void step(Dialect dialect, bool expands, char c);
  /// Why no tag may stand right here, or empty: a delimiter has begun that the value could
  /// complete.
  [[nodiscard]] std::string_view refusal(Dialect dialect, bool expands) const;
};

/// Appends `text` so that the dialect's evaluator gives it back. `whole`: the text is a whole
/// scalar; else `before` and `after` are the bytes around it ('\0': unknown, the worst is assumed).
void escape_second(Dialect dialect, bool expands, bool whole, char before, char after,
                   std::string_view text, std::string& out);

/// Why `key` cannot be a key in this dialect, or empty: keys have no escape.
[[nodiscard]] std::string_view key_refusal(Dialect dialect, std::string_view key);

}  // namespace formwork::lang
