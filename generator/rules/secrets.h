#pragma once
// What looks like a secret must never be in a spec or an output: known token formats, private keys,
// passwords in addresses. Formats are those their issuers document; digests, SRI hashes and GUIDs
// match none of them.
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace formwork {

/// Where and what; never the text itself.
struct SecretMatch {
  std::string_view kind;  // "AWS access key id"
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// The first secret in `text`; nothing if there is none. Linear in the length of the text.
[[nodiscard]] std::optional<SecretMatch> find_secret(std::string_view text);

/// All of them, by place; two kinds may overlap.
[[nodiscard]] std::vector<SecretMatch> find_secrets(std::string_view text);

}  // namespace formwork
