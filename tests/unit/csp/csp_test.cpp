#include "csp/csp.h"

#include <gtest/gtest.h>

namespace formwork::csp {
namespace {

struct Row {
  std::string_view text;
  std::string_view serialized;
};

TEST(ParseCsp, FollowsTheAlgorithmOfSection221) {
  const Row rows[] = {
      {"", ""},
      {" ; ;; ", ""},
      {"default-src 'self'", "default-src 'self'"},
      {"  default-src\t 'self' \f\r\n https://a.example  ;",
       "default-src 'self' https://a.example"},
      {"DEFAULT-SRC 'Self'", "default-src 'Self'"},
      {"default-src 'self'; default-src *", "default-src 'self'"},
      {"default-src 'self'; Default-Src *; img-src *", "default-src 'self'; img-src *"},
      {"upgrade-insecure-requests", "upgrade-insecure-requests"},
      {"default-src 'self';;img-src data:;", "default-src 'self'; img-src data:"},
      {"default-src 'self'; img-src \xC3\xBC.example; font-src *",
       "default-src 'self'; font-src *"},
      {"default-src\v'self'", "default-src\v'self'"},  // a vertical tab is no ASCII white space
      {"default-src\xC2\xA0x", ""},
      {"invented a b", "invented a b"},
  };
  for (const Row& row : rows) EXPECT_EQ(serialize(parse(row.text)), row.serialized) << row.text;
}

TEST(ParseCsp, KeepsWrittenOrderAndReadsItsOwnPrint) {
  const Policy policy = parse("script-src a b; default-src c");
  ASSERT_EQ(policy.directives.size(), 2U);
  EXPECT_EQ(policy.directives[0].name, "script-src");
  EXPECT_EQ(policy.find("default-src")->values, std::vector<std::string>{"c"});
  EXPECT_EQ(policy.find("img-src"), nullptr);
  EXPECT_EQ(parse(serialize(policy)), policy);
}

TEST(ParseCspList, SplitsAtCommasAndDropsEmptyPolicies) {
  const auto policies = parse_list("default-src 'self', ,img-src *; font-src a,");
  ASSERT_EQ(policies.size(), 2U);
  EXPECT_EQ(serialize(policies[0]), "default-src 'self'");
  EXPECT_EQ(serialize(policies[1]), "img-src *; font-src a");
  EXPECT_TRUE(parse_list("").empty());
}

TEST(NormalCsp, SameMeaningWhateverTheOrderCaseAndRepeats) {
  struct Pair {
    std::string_view a, b;
    bool same;
  };
  const Pair rows[] = {
      {"default-src 'self' https://A.example", "default-src HTTPS://a.EXAMPLE 'SELF' 'self'", true},
      {"img-src a; font-src b", "font-src b; img-src a", true},
      {"img-src https://a.example/X", "img-src https://a.example/x", false},
      {"img-src A.example/X", "img-src a.example/X", true},
      {"script-src 'sha256-ab-_'", "script-src 'SHA256-ab+/'", true},
      {"script-src 'sha256-ab'", "script-src 'sha256-AB'", false},
      {"script-src 'nonce-ab-'", "script-src 'nonce-ab+'", false},
      {"img-src", "img-src 'none'", true},
      {"img-src 'none' a", "img-src a", true},
      {"img-src 'none'", "default-src 'none'", false},
      {"sandbox Allow-Forms", "sandbox allow-forms", true},
      {"report-to Main", "report-to main", false},
      {"trusted-types A", "trusted-types a", false},
      {"upgrade-insecure-requests x", "upgrade-insecure-requests", true},
      {"invented A", "invented a", false},
  };
  for (const Pair& row : rows) {
    EXPECT_EQ(same_meaning(parse(row.a), parse(row.b)), row.same) << row.a << " | " << row.b;
    EXPECT_EQ(normal(normal(parse(row.a))), normal(parse(row.a))) << row.a;
  }
}

/// One directive with one source.
Document spec(std::string_view name, std::string_view source) {
  Document document;
  const NodeId map = document.add_map();
  const NodeId list = document.add_list();
  document.append(list, document.add_string(source));
  document.append(map, name, {}, list);
  document.set_root(map);
  return document;
}

TEST(CspFromSpec, RefusesWhatCannotStandInAPolicy) {
  struct Bad {
    std::string_view source, message;
  };
  const Bad rows[] = {
      {"a;b", "`a;b` holds `;` or `,`, which would end its directive or policy"},
      {"a,b", "`a,b` holds `;` or `,`, which would end its directive or policy"},
      {"a b", "`a b` holds white space or a control character"},
      {"a\r\nX-Evil: 1", "`a\r\nX-Evil: 1` holds white space or a control character"},
      {"b\xC3\xBC.example",
       "`b\xC3\xBC.example` is not ASCII, and browsers would drop its directive"},
      {"'nonce-abc'", "`'nonce-abc'` is a literal nonce, which everybody can read and use"},
      {"self", "`self` without single quotes is a host"},
      {"Unsafe-Inline", "`Unsafe-Inline` without single quotes is a host"},
      {"sha256-abc", "`sha256-abc` without single quotes is a host"},
      {"", "an empty text is no source"},
  };
  for (const Bad& row : rows) {
    const Document document = spec("script-src", row.source);
    std::vector<Problem> problems;
    (void)from_spec(document.root(), problems);
    ASSERT_EQ(problems.size(), 1U) << row.source;
    EXPECT_EQ(problems[0].message, row.message);
    EXPECT_EQ(problems[0].node.path(), "script-src[0]");
    EXPECT_FALSE(problems[0].help.empty());
  }
  std::vector<Problem> problems;
  const Document named = spec("img src", "a");
  (void)from_spec(named.root(), problems);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].message, "`img src` is no name of a directive");
}

TEST(CspFromSpec, PrintsDirectivesInByteOrder) {
  Document document;
  const NodeId map = document.add_map();
  document.set_root(map);
  const auto put = [&](std::string_view name, NodeId value) {
    document.append(map, name, {}, value);
  };
  put("script-src", document.add_string("'self'"));
  put("upgrade-insecure-requests", document.add_bool(true));
  put("img-src", document.add_bool(false));
  put("default-src", document.add_list());
  std::vector<Problem> problems;
  EXPECT_EQ(serialize(from_spec(document.root(), problems)),
            "default-src; script-src 'self'; upgrade-insecure-requests");
  EXPECT_TRUE(problems.empty());
  EXPECT_TRUE(from_spec(Node(), problems).directives.empty());
}

}  // namespace
}  // namespace formwork::csp
