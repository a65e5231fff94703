// The functions that OpenSSL 3 calls deprecated: what is to take their place looks the algorithm up
// among providers, which reads a configuration file and takes a millisecond of each process.
#define OPENSSL_API_COMPAT 10101
#include "base/sha256.h"

#include <openssl/opensslv.h>
#include <openssl/sha.h>

#include <new>

namespace formwork {
namespace {

SHA256_CTX& context(std::array<std::uint64_t, 14>& state) {
  static_assert(sizeof(SHA256_CTX) <= sizeof state &&
                alignof(SHA256_CTX) <= alignof(std::uint64_t));
  return *std::launder(reinterpret_cast<SHA256_CTX*>(state.data()));
}

}  // namespace

std::string Digest::hex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(2 * bytes.size(), '0');
  char* to = out.data();
  for (const std::uint8_t byte : bytes) {
    *to++ = kDigits[byte >> 4U];
    *to++ = kDigits[byte & 15U];
  }
  return out;
}

Sha256::Sha256() {
  SHA256_Init(new (state_.data()) SHA256_CTX);
}

void Sha256::update(std::string_view bytes) {
  SHA256_Update(&context(state_), bytes.data(), bytes.size());
}

Digest Sha256::finish() {
  Digest out;
  SHA256_Final(out.bytes.data(), &context(state_));
  SHA256_Init(&context(state_));
  return out;
}

std::string libcrypto_version() {
  return OPENSSL_VERSION_TEXT;  // it is linked in
}

Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

}  // namespace formwork
