#include "base/integrity.h"

#include "base/text.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

namespace formwork {
namespace {

struct Row {
  std::string_view prefix;
  const EVP_MD* (*digest)();
};
constexpr std::array<Row, 3> kRows = {
    {{"sha256-", EVP_sha256}, {"sha384-", EVP_sha384}, {"sha512-", EVP_sha512}}};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

}  // namespace

std::string hash_expression(HashAlgorithm algorithm, std::string_view bytes) {
  const Row& row = kRows[static_cast<std::size_t>(algorithm)];
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, row.digest(), nullptr) != 1)
    throw std::runtime_error("libcrypto refused a digest");
  // Four characters for each three bytes, and the terminator that libcrypto writes.
  std::array<unsigned char, (EVP_MAX_MD_SIZE + 2) / 3 * 4 + 1> text{};
  const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
  std::string out(row.prefix);
  for (int i = 0; i < length; ++i) out += static_cast<char>(text[static_cast<std::size_t>(i)]);
  return out;
}

HashExpressions hash_expressions(std::string_view bytes) {
  return {hash_expression(HashAlgorithm::sha256, bytes),
          hash_expression(HashAlgorithm::sha384, bytes),
          hash_expression(HashAlgorithm::sha512, bytes)};
}

bool matches_integrity(const HashExpressions& file, std::string_view metadata) {
  std::optional<std::size_t> strongest;
  bool found = false;
  for (std::size_t at = 0; at < metadata.size();) {
    if (is_space(metadata[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < metadata.size() && !is_space(metadata[end])) ++end;
    std::string_view one = metadata.substr(at, end - at);
    at = end;
    one = one.substr(0, one.find('?'));  // options are reserved
    for (std::size_t i = 0; i < kRows.size(); ++i) {
      if (!one.starts_with(kRows[i].prefix) || (strongest && i < *strongest)) continue;
      if (strongest != i) found = false;
      strongest = i;
      std::string value(one);  // base64url is as good
      std::replace(value.begin() + 7, value.end(), '-', '+');
      std::replace(value.begin() + 7, value.end(), '_', '/');
      found = found || value == file[i];
    }
  }
  return !strongest || found;
}

}  // namespace formwork
