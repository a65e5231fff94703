#include "rules/secrets.h"

#include <gtest/gtest.h>

#include <string>

namespace formwork {
namespace {

// Made up, and put together here so that no scanner takes this file for a leak.
std::string repeat(char c, std::size_t n) {
  return std::string(n, c);
}

TEST(Secrets, KnownFormatsAreFoundByKindAndLength) {
  const std::string key = "AK" + std::string("IA") + repeat('Q', 16);
  const auto found = find_secret("key: " + key + " ");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->kind, "AWS access key id");
  EXPECT_EQ(found->begin, 5U);
  EXPECT_EQ(found->size, 20U);
  EXPECT_TRUE(find_secret("gh" + std::string("p_") + repeat('a', 36)).has_value());
  EXPECT_TRUE(find_secret("sk_" + std::string("live_") + repeat('z', 24)).has_value());
  EXPECT_TRUE(find_secret("-----BEGIN RSA PRIV" + std::string("ATE KEY-----\nMII")).has_value());
  EXPECT_TRUE(
      find_secret("eyJ" + repeat('a', 20) + ".eyJ" + repeat('b', 30) + "." + repeat('c', 43))
          .has_value());
  EXPECT_EQ(find_secret("postgres://app:" + repeat('p', 9) + "@db/x")->kind,
            "password in an address");
}

TEST(Secrets, WhatOnlyLooksLongIsLeftAlone) {
  for (const std::string& text :
       {"sha256:" + repeat('a', 64), std::string("sha384-") + repeat('B', 64),
        std::string("5b1d2c3e-0a4f-4f6e-8d7a-3c2b1a0f9e21"),
        std::string("postgres://app@db:5432/x"), std::string("postgres://app:${PASSWORD}@db/x"),
        std::string("https://user:<password>@host"), std::string("redis://:***@cache"),
        std::string("AKIA"), std::string("-----BEGIN CERTIFICATE-----"),
        std::string("https://a.example:8443/@x"), std::string("ghp_short"),
        std::string("eyJhbGciOi.not.a-token")}) {
    EXPECT_FALSE(find_secret(text).has_value()) << text;
  }
}

TEST(Secrets, AllOfATextAreFoundEachToItsEnd) {
  const std::string key =
      "-----BEGIN PRIV" + std::string("ATE KEY-----\nMC4C\n-----END PRIV") + "ATE KEY-----";
  const std::string text = key + "\ngh" + std::string("p_") + repeat('a', 36) + " gh" +
                           std::string("p_") + repeat('b', 36) + "\npg://a:b@c";
  const auto found = find_secrets(text);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].size, key.size());
  EXPECT_EQ(found[1].begin, key.size() + 1);
  EXPECT_EQ(found[2].begin, key.size() + 42);
  EXPECT_EQ(text.substr(found[3].begin, found[3].size), "b");
}

}  // namespace
}  // namespace formwork
