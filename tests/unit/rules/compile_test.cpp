#include "rules_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

constexpr const char* kRule = R"(rules:
  - id: K8S-POD-003
    title: pods run as a user
    on: kubernetes/Pod
    when: object.spec != null
    assert: object.spec.securityContext.runAsNonRoot == true
    message: the pod may run as root
    help: set runAsNonRoot
    severity: warning
    controls: [K8S-02]
    sources: [CKV_K8S_22, KSV-0014]
)";

TEST(CompileRules, ReadsEveryField) {
  TestRules t;
  ASSERT_TRUE(t.compile(kRule)) << t.errors();
  ASSERT_EQ(t.rules_.size(), 1U);
  const Rule& rule = t.rules_[0];
  EXPECT_EQ(rule.id, "K8S-POD-003");
  EXPECT_EQ(rule.title, "pods run as a user");
  EXPECT_EQ(rule.on, "kubernetes/Pod");
  EXPECT_TRUE(rule.when);
  EXPECT_TRUE(rule.assertion);
  EXPECT_EQ(rule.message, "the pod may run as root");
  EXPECT_EQ(rule.severity, Severity::warning);
  EXPECT_THAT(rule.controls, testing::ElementsAre("K8S-02"));
  EXPECT_THAT(rule.sources, testing::ElementsAre("CKV_K8S_22", "KSV-0014"));
  EXPECT_FALSE(rule.reads_context);
}

struct Row {
  const char* name;
  const char* from;
  const char* to;
  const char* errors;
};

class RuleErrors : public testing::TestWithParam<Row> {};

TEST_P(RuleErrors, StandAtTheWrongText) {
  std::string text = kRule;
  const std::string from = GetParam().from;
  text.replace(text.find(from), from.size(), GetParam().to);
  TestRules t;
  EXPECT_FALSE(t.compile(text));
  EXPECT_EQ(t.errors(), GetParam().errors);
}

const Row kRows[] = {
    {"UnknownKey", "message:", "mesage:", "FW4004 error unknown key `mesage` in a rule [mesage]\n"},
    {"MissingHelp", "    help: set runAsNonRoot\n", "",
     "FW4004 error the rule has no `help` [K8S-POD-003]\n"},
    {"BadId", "K8S-POD-003", "pod_3", "FW4004 error `pod_3` is no id of a rule [pod_3]\n"},
    {"BadSeverity", "severity: warning", "severity: fatal",
     "FW4004 error `fatal` is no severity [fatal]\n"},
    {"TextForAList", "[K8S-02]", "K8S-02", "FW4004 error `controls` is a list of texts [K8S-02]\n"},
    {"ListForAText", "on: kubernetes/Pod", "on: [a]", "FW4004 error `on` is a text [[a]]\n"},
    {"NoRules", "rules:", "rule:", "FW4004 error unknown key `rule` [rule]\n"},
    {"RulesThatAreNoList", "rules:\n", "rules: {}\nrule:\n",
     "FW4004 error `rules` is a list [{}]\nFW4004 error unknown key `rule` [rule]\n"},
};

INSTANTIATE_TEST_SUITE_P(Rules, RuleErrors, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(CompileRules, AnIdIsUsedOnce) {
  TestRules t;
  std::string text = kRule;
  text += text.substr(text.find("  - id"));
  EXPECT_FALSE(t.compile(text));
  EXPECT_EQ(t.errors(), "FW4005 error the rule `K8S-POD-003` is there twice [K8S-POD-003]\n");
}

TEST(CompileRules, ExpressionsAreCheckedAgainstTheSpec) {
  TestRules t;
  EXPECT_TRUE(t.one("spec.tier == \"production\"")) << t.errors();
  EXPECT_FALSE(t.one("spec.tire == \"production\""));
  EXPECT_NE(t.errors().find("tire"), std::string::npos);
  EXPECT_FALSE(t.one("objct.x"));
  EXPECT_NE(t.errors().find("[objct]"), std::string::npos) << t.errors();
}

TEST(CompileRules, KnowsWhichRulesAskForMoreThanTheObject) {
  TestRules t;
  const auto reads = [&t](const std::string& assertion) {
    EXPECT_TRUE(t.one(assertion)) << t.errors();
    return !t.rules_.empty() && t.rules_[0].reads_context;
  };
  EXPECT_FALSE(reads("object.spec.name == \"spec\""));
  EXPECT_TRUE(reads("spec.tier == \"x\""));
  EXPECT_TRUE(reads("object.x == name"));
  EXPECT_TRUE(reads("file != \"x\" or object.y"));
}

}  // namespace
}  // namespace formwork
