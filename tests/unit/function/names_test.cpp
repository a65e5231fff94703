#include "function/names.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace formwork::function {
namespace {

std::string named(std::string_view kind, const std::vector<std::string_view>& parts) {
  const NameRule* rule = find_name_rule(kind);
  return rule == nullptr ? "no rule" : name_for(*rule, parts);
}

TEST(NameFor, PutsTheAbbreviationFirstAndJoinsTheParts) {
  EXPECT_EQ(named("resource-group", {"acme", "payments", "prod"}), "rg-acme-payments-prod");
  EXPECT_EQ(named("virtual-network", {"Acme", "pay_ments", "west europe"}),
            "vnet-acme-pay-ments-west-europe");
  EXPECT_EQ(named("subnet", {"-a--b-", "", "c"}), "snet-a-b-c");
  EXPECT_EQ(named("no-such-kind", {"a"}), "no rule");
}

TEST(NameFor, EndsGlobalNamesInASuffixOfTheParts) {
  const std::string vault = named("key-vault", {"payments", "prod"});
  EXPECT_EQ(vault, named("key-vault", {"payments", "prod"})) << "the same each time";
  EXPECT_TRUE(vault.starts_with("kv-payments-prod-")) << vault;
  EXPECT_EQ(vault.size(), std::string("kv-payments-prod-").size() + 6);
  EXPECT_NE(named("key-vault", {"payments", "dev"}).substr(12), vault.substr(12));
  EXPECT_NE(named("key-vault", {"ab", "c"}), named("key-vault", {"a", "bc"}))
      << "parts count, not their sum";
}

TEST(NameFor, CutsWhatIsTooLongAndStaysUnique) {
  const std::string_view long_part = "a-very-long-organisation-name-that-nobody-would-choose";
  const std::string prod = named("container-app", {long_part, "prod"});
  const std::string dev = named("container-app", {long_part, "dev"});
  EXPECT_LE(prod.size(), 32U);
  EXPECT_NE(prod, dev) << "cut alike, told apart by the suffix";
}

TEST(NameFor, KeepsToEveryServicesRule) {
  const std::vector<std::vector<std::string_view>> samples = {
      {"acme", "payments", "prod"},
      {"x"},
      {"UPPER", "under_score", "dot.dot", "\xC3\xBC"},
      {"0123456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123456789",
       "0123456789", "0123456789", "0123456789"},
      {"-", "--", "a-"},
      {"twenty-four-characters-",
       "-----------------------------------------------------------------------------x"},
  };
  for (const NameRule& rule : name_rules()) {
    EXPECT_TRUE(
        std::is_sorted(name_rules().begin(), name_rules().end(),
                       [](const NameRule& a, const NameRule& b) { return a.kind < b.kind; }));
    for (const auto& parts : samples) {
      const std::string name = name_for(rule, parts);
      EXPECT_LE(name.size(), rule.longest) << rule.kind << ' ' << name;
      EXPECT_EQ(name.find_first_not_of(rule.hyphens ? "abcdefghijklmnopqrstuvwxyz0123456789-"
                                                    : "abcdefghijklmnopqrstuvwxyz0123456789"),
                std::string::npos)
          << rule.kind << ' ' << name;
      EXPECT_TRUE(name.front() >= 'a' && name.front() <= 'z') << name;
      EXPECT_NE(name.back(), '-') << name;
      EXPECT_EQ(name.find("--"), std::string::npos) << name;
    }
  }
}

}  // namespace
}  // namespace formwork::function
