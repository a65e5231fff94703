// The functions that OpenSSL 3 calls deprecated: see sha256.cpp.
#define OPENSSL_API_COMPAT 10101
#include "base/integrity.h"

#include "base/base64.h"
#include "base/text.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <optional>

namespace formwork {
namespace {

template <class Context, std::size_t Size, auto Init, auto Update, auto Final>
std::string digest(std::string_view bytes) {
  Context context;
  std::array<unsigned char, Size> out{};
  Init(&context);
  Update(&context, bytes.data(), bytes.size());
  Final(out.data(), &context);
  return base64(out);
}

struct Row {
  std::string_view prefix;
  std::string (*digest)(std::string_view bytes);  // in base64
};
constexpr std::array<Row, 3> kRows = {
    {{"sha256-",
      digest<SHA256_CTX, SHA256_DIGEST_LENGTH, SHA256_Init, SHA256_Update, SHA256_Final>},
     {"sha384-",
      digest<SHA512_CTX, SHA384_DIGEST_LENGTH, SHA384_Init, SHA384_Update, SHA384_Final>},
     {"sha512-",
      digest<SHA512_CTX, SHA512_DIGEST_LENGTH, SHA512_Init, SHA512_Update, SHA512_Final>}}};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

}  // namespace

std::string hash_expression(HashAlgorithm algorithm, std::string_view bytes) {
  const Row& row = kRows[static_cast<std::size_t>(algorithm)];
  return std::string(row.prefix) + row.digest(bytes);
}

HashExpressions hash_expressions(std::string_view bytes) {
  return {hash_expression(HashAlgorithm::sha256, bytes),
          hash_expression(HashAlgorithm::sha384, bytes),
          hash_expression(HashAlgorithm::sha512, bytes)};
}

std::vector<std::string> strongest_hashes(std::string_view metadata) {
  std::size_t strongest = 0;
  std::vector<std::string> out;
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
    for (std::size_t i = strongest; i < kRows.size(); ++i) {
      if (!one.starts_with(kRows[i].prefix)) continue;
      if (strongest != i) out.clear();
      strongest = i;
      std::string value(one);  // base64url is as good
      std::replace(value.begin() + 7, value.end(), '-', '+');
      std::replace(value.begin() + 7, value.end(), '_', '/');
      out.push_back(std::move(value));
    }
  }
  return out;
}

bool matches_integrity(const HashExpressions& file, std::string_view metadata) {
  const std::vector<std::string> hashes = strongest_hashes(metadata);
  return hashes.empty() || std::any_of(hashes.begin(), hashes.end(), [&](const std::string& one) {
           return std::find(file.begin(), file.end(), one) != file.end();
         });
}

}  // namespace formwork
