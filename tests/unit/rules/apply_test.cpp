#include "rules_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(ApplyRules, AnAssertionHoldsOrIsBroken) {
  TestRules t;
  ASSERT_TRUE(t.one("object.user > 10000"));
  EXPECT_EQ(t.judge("user: 10001\n"), "");
  EXPECT_EQ(t.judge("user: 0\n"), "FW4001 error `api`: it is wrong\n");
  EXPECT_EQ(t.judge("user: 0\n", "other"), "") << "not an object of this rule";
}

TEST(ApplyRules, AFindingSaysWhereAndWhoAsks) {
  TestRules t;
  ASSERT_TRUE(t.one(
      "object.a",
      "    severity: warning\n    controls: [K8S-03]\n    sources: [CKV_K8S_22, KSV-0014]\n"));
  EXPECT_EQ(t.judge("a: false\n"), "FW4001 warning `api`: it is wrong\n");
  const Diagnostic& d = t.diagnostics_.items().at(0);
  EXPECT_EQ(d.rule, "T-001");
  EXPECT_EQ(d.help, "mend it");
  EXPECT_EQ(d.path, "infra/prod/api.yaml");
  ASSERT_EQ(d.notes.size(), 2U);
  EXPECT_EQ(d.notes[0].path, "infra/prod/api.yaml");
  EXPECT_EQ(d.notes[0].text, "in thing `api`");
  EXPECT_EQ(d.notes[1].text, "asked by CKV_K8S_22, KSV-0014; control K8S-03");
}

TEST(ApplyRules, WhatIsNotThereIsNull) {
  TestRules t;
  ASSERT_TRUE(t.one("object.a.b.c == true"));
  EXPECT_EQ(t.judge("x: 1\n"), "FW4001 error `api`: it is wrong\n");
  ASSERT_TRUE(t.one("object.a.b"));
  EXPECT_EQ(t.judge("a: {b: 1}\n"), "") << "anything that is there is true";
  EXPECT_EQ(t.judge("a: {}\n"), "FW4001 error `api`: it is wrong\n");
}

TEST(ApplyRules, AWhenLeavesOthersAlone) {
  TestRules t;
  ASSERT_TRUE(t.one("object.limit != null", "    when: object.kind == \"server\"\n"));
  EXPECT_EQ(t.judge("kind: job\n"), "");
  EXPECT_EQ(t.judge("kind: server\n"), "FW4001 error `api`: it is wrong\n");
  EXPECT_EQ(t.judge("{kind: server, limit: 1}\n"), "");
}

TEST(ApplyRules, ARuleThatWasLeftUnreadNeverSaysThatAllIsWell) {
  TestRules t;
  t.due_ = [](std::string_view on) { return on != "thing"; };
  ASSERT_TRUE(t.one("object.user > ")) << "its expression is not read";
  ASSERT_EQ(t.rules_.size(), 1U) << "a waiver may still name it";
  EXPECT_FALSE(t.rules_[0].assertion);
  EXPECT_EQ(t.judge("user: 10001\n"),
            "FW4002 error `api`: the rule T-001 cannot be decided: a title\n");
  EXPECT_EQ(t.judge("user: 0\n", "other"), "");
}

TEST(ApplyRules, TypesMatchByGlob) {
  TestRules t;
  ASSERT_TRUE(t.one("false"));
  t.rules_[0].on = "kubernetes/*";
  EXPECT_NE(t.judge("a: 1\n", "kubernetes/Pod"), "");
  EXPECT_EQ(t.judge("a: 1\n", "workflow/job"), "");
}

TEST(ApplyRules, RulesMayAskTheSpecTheNameAndTheFile) {
  TestRules t;
  ASSERT_TRUE(t.one("spec.tier != \"production\" or object.replicas >= 3"));
  EXPECT_NE(t.judge("replicas: 1\n"), "");
  EXPECT_EQ(t.judge("replicas: 1\n", "thing", "tier: development\n"), "");
  ASSERT_TRUE(t.one("name == \"api\" and file == \"infra/prod/api.yaml\" and type == \"thing\""));
  EXPECT_EQ(t.judge("a: 1\n"), "");
}

class Undecided : public testing::Test {
 protected:
  Undecided() {
    t_.hole_ = [](Node) { return Value::unknown("var.x"); };
  }
  /// A body whose `a` is a hole.
  std::string judge() {
    return t_.judge(
        "a: \xEE\x80\x80"
        "0\xEE\x80\x81\nb: 1\n");
  }
  TestRules t_;
};

TEST_F(Undecided, AVerdictThatDependsOnAnUnknownIsAWarning) {
  ASSERT_TRUE(t_.one("object.a == 1"));
  EXPECT_EQ(judge(), "FW4002 warning `api`: the rule T-001 cannot be decided: a title\n");
  EXPECT_TRUE(t_.touched_);
}

TEST_F(Undecided, AnUnknownThatDoesNotMatterIsNone) {
  ASSERT_TRUE(t_.one("object.b == 1 or object.a == 1"));
  EXPECT_EQ(judge(), "");
  ASSERT_TRUE(t_.one("object.a == 1", "    when: object.b == 2\n"));
  EXPECT_EQ(judge(), "");
}

TEST(Holes, AreResolvedAndSeen) {
  TestRules t;
  std::int64_t user = 10'001;
  t.hole_ = [&user](Node leaf) {
    EXPECT_EQ(leaf.text(),
              "\xEE\x80\x80"
              "0\xEE\x80\x81");
    return Value::of_int(user);
  };
  const std::string body =
      "user: \xEE\x80\x80"
      "0\xEE\x80\x81\nname: x\n";
  ASSERT_TRUE(t.one("object.user > 10000"));
  EXPECT_EQ(t.judge(body), "");
  EXPECT_TRUE(t.touched_) << "another value may give another verdict";
  user = 0;
  EXPECT_EQ(t.judge(body), "FW4001 error `api`: it is wrong\n");
  ASSERT_TRUE(t.one("object.name == \"x\""));
  EXPECT_EQ(t.judge(body), "");
  EXPECT_FALSE(t.touched_) << "the verdict holds for every artifact of the shape";
  ASSERT_TRUE(t.one("spec.tier == \"production\""));
  EXPECT_EQ(t.judge(body), "");
  EXPECT_TRUE(t.touched_) << "another environment may give another verdict";
}

TEST(FailedRules, AreErrorsOfTheirOwn) {
  TestRules t;
  ASSERT_TRUE(t.one("object.a / object.b == 1")) << t.errors();
  const std::string found = t.judge("{a: 1, b: 0}\n");
  EXPECT_EQ(found.substr(0, 62), "FW4003 error the rule T-001 cannot be evaluated on `api`: divi");
}

class Waived : public testing::Test {
 protected:
  Waived() { EXPECT_TRUE(t_.one("object.a")); }
  std::string with(const std::string& id, const std::string& subject) {
    t_.waivers_ = {{.key = "w", .id = id, .subject = subject}};
    return t_.judge("a: false\n");
  }
  TestRules t_;
};

TEST_F(Waived, TakesAFindingAwayAndIsUsed) {
  for (const char* subject :
       {"", "infra/prod/api.yaml", "infra/prod/*", "infra/prod/api.yaml#api", "**#api"}) {
    EXPECT_EQ(with("T-001", subject), "") << subject;
    EXPECT_TRUE(t_.waivers_[0].used);
    EXPECT_TRUE(t_.touched_) << "another environment may have no waiver";
  }
}

TEST_F(Waived, LeavesOthersAlone) {
  EXPECT_NE(with("T-002", ""), "");
  EXPECT_NE(with("T-001", "infra/dev/*"), "");
  EXPECT_NE(with("T-001", "infra/prod/api.yaml#web"), "");
  EXPECT_FALSE(t_.waivers_[0].used);
}

TEST_F(Waived, IsNotUsedWhereTheRuleHolds) {
  t_.waivers_ = {{.key = "w", .id = "T-001"}};
  EXPECT_EQ(t_.judge("a: true\n"), "");
  EXPECT_FALSE(t_.waivers_[0].used);
}

TEST(WaiversOf, ReadsTheMapInOrderOfItsKeys) {
  TestRules t;
  const auto waivers =
      waivers_of(t.parse("waivers:\n  b: {id: K8S-1, subject: \"infra/*\", reason: r, owner: o, "
                         "expires: \"2027-03-31\"}\n  a: {id: K8S-2}\n"));
  ASSERT_EQ(waivers.size(), 2U);
  EXPECT_EQ(waivers[0].key, "a");
  EXPECT_EQ(waivers[1].id, "K8S-1");
  EXPECT_EQ(waivers[1].subject, "infra/*");
  EXPECT_EQ(waivers[1].reason, "r");
  EXPECT_EQ(waivers[1].owner, "o");
  EXPECT_EQ(waivers[1].expires, "2027-03-31");
  EXPECT_TRUE(waivers[1].span.valid());
  EXPECT_TRUE(waivers_of(t.parse("a: 1\n")).empty());
  EXPECT_TRUE(waivers_of(Node()).empty());
}

}  // namespace
}  // namespace formwork
