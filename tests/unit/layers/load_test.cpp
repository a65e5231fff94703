#include "unit/layers/load.h"

#include "layers/extends.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using ::testing::ElementsAre;
using testing::Files;
using ::testing::IsEmpty;
using testing::Loaded;
using ::testing::SizeIs;

TEST(Load, OrderIsExtendsFileReleaseBindingSet) {
  const Loaded w(Files{{"environments/base.yaml", "a: 1\n"},
                       {"environments/prod.yaml", "extends: [base.yaml]\na: 2\n"},
                       {"releases/prod.yaml", "b: 3\n"},
                       {"bindings/prod.yaml", "c: 4\n"},
                       {"bindings/dev.yaml", "c: 5\n"}},
                 "prod", {"a=6"});
  EXPECT_THAT(w.findings(), IsEmpty());
  EXPECT_THAT(w.paths(), ElementsAre("environments/base.yaml", "environments/prod.yaml",
                                     "releases/prod.yaml", "bindings/prod.yaml", "--set"));
  EXPECT_EQ((*w.layers)[0]->kind, LayerKind::extends);
  EXPECT_EQ((*w.layers)[1]->kind, LayerKind::environment);
  EXPECT_EQ((*w.layers)[2]->kind, LayerKind::release);
  EXPECT_EQ((*w.layers)[3]->kind, LayerKind::binding);
  EXPECT_EQ((*w.layers)[4]->kind, LayerKind::set);
  EXPECT_EQ(w.at("a").text(), "6");
  EXPECT_FALSE(w.at("extends"));
}

TEST(Load, ExtendsIsAPathOrAListRelativeToTheNamingFile) {
  const Loaded w(Files{{"shared/team.yaml", "a: 1\n"},
                       {"environments/common/base.yaml", "extends: ../../shared/team.yaml\nb: 1\n"},
                       {"environments/x.yaml", "c: 1\n"},
                       {"environments/prod.yaml", "extends: [./common/base.yaml, x.yaml]\n"}});
  EXPECT_THAT(w.findings(), IsEmpty());
  EXPECT_THAT(w.paths(), ElementsAre("shared/team.yaml", "environments/common/base.yaml",
                                     "environments/x.yaml", "environments/prod.yaml"));
}

TEST(Load, AFileThatIsReachedTwiceCountsOnceAtItsFirstPlace) {
  const Loaded w(Files{{"environments/base.yaml", "a: base\n"},
                       {"environments/x.yaml", "extends: base.yaml\na: x\n"},
                       {"environments/y.yaml", "extends: base.yaml\nb: y\n"},
                       {"environments/prod.yaml", "extends: [x.yaml, y.yaml]\n"}});
  EXPECT_THAT(w.paths(), ElementsAre("environments/base.yaml", "environments/x.yaml",
                                     "environments/y.yaml", "environments/prod.yaml"));
  EXPECT_EQ(w.at("a").text(), "x") << "base does not undo what x set";
}

TEST(Load, EachFileIsReadOnceHoweverManyEnvironmentsExtendIt) {
  Loaded w(Files{{"environments/base.yaml", "a: 1\n"},
                 {"environments/staging.yaml", "extends: base.yaml\nb: 1\n"},
                 {"environments/prod.yaml", "extends: staging.yaml\nc: 1\n"}});
  EXPECT_EQ(w.sources.size(), 3U);
  const Layer* const as_parent = (*w.layers)[1];
  w.load("staging");
  w.load("prod");
  EXPECT_EQ(w.sources.size(), 3U);
  EXPECT_EQ((*w.layers)[1], as_parent);
  w.load("staging");
  EXPECT_EQ((*w.layers)[1]->kind, LayerKind::environment)
      << "a role is of the run, not of the file";
  EXPECT_EQ((*w.layers)[1]->source, as_parent->source);
}

TEST(Load, ABrokenFileIsReportedForEachEnvironmentThatNeedsIt) {
  Loaded w(Files{{"environments/base.yaml", "a: \"x\n"},
                 {"environments/dev.yaml", "extends: base.yaml\n"},
                 {"environments/prod.yaml", "extends: base.yaml\n"}});
  EXPECT_FALSE(w.layers.has_value());
  EXPECT_THAT(w.findings(), ElementsAre("FW1004 environments/base.yaml:1:4"));
  Diagnostics others;
  EXPECT_FALSE(w.loader.load("environments", "dev", {}, others).has_value());
  EXPECT_THAT(others.items(), SizeIs(1));
}

TEST(Load, AnUnknownEnvironmentIsFW2001WithTheNearestName) {
  const Loaded w(Files{{"environments/prod.yaml", "a: 1\n"}}, "pord");
  EXPECT_THAT(w.findings(), ElementsAre("FW2001 environments/pord.yaml"));
  EXPECT_EQ(w.diagnostics.items()[0].help, "did you mean `prod.yaml`?");
  EXPECT_EQ(w.diagnostics.exit_status(), 2);
}

TEST(Load, ANameThatLeavesTheWorkspaceIsNoEnvironment) {
  const Loaded w(Files{{"environments/prod.yaml", "a: 1\n"}}, "../../prod");
  EXPECT_THAT(w.diagnostics.items(), SizeIs(1));
  EXPECT_EQ(w.diagnostics.items()[0].code, Code::FW2001);
}

TEST(Load, AMissingParentIsFW2002AtItsNameWithTheChain) {
  const Loaded w(Files{{"environments/base.yaml", "a: 1\n"},
                       {"environments/mid.yaml", "extends:\n  - bsae.yaml\n"},
                       {"environments/prod.yaml", "extends: mid.yaml\n"}});
  EXPECT_THAT(w.findings(), ElementsAre("FW2002 environments/mid.yaml:2:5"));
  const Diagnostic& d = w.diagnostics.items()[0];
  EXPECT_EQ(d.help, "did you mean `base.yaml`?");
  ASSERT_THAT(d.notes, SizeIs(1));
  EXPECT_EQ(w.place(d.notes[0].span), "environments/prod.yaml:1:10");
}

TEST(Load, ACircleIsFW2003WithTheChain) {
  const Loaded w(Files{{"environments/a.yaml", "extends: b.yaml\n"},
                       {"environments/b.yaml", "extends: prod.yaml\n"},
                       {"environments/prod.yaml", "extends: a.yaml\n"}});
  EXPECT_THAT(w.findings(), ElementsAre("FW2003 environments/b.yaml:1:10"));
  EXPECT_EQ(w.diagnostics.items()[0].message,
            "`extends` leads in a circle: environments/prod.yaml -> environments/a.yaml -> "
            "environments/b.yaml -> environments/prod.yaml");
  EXPECT_THAT(w.diagnostics.items()[0].notes, SizeIs(2));
  EXPECT_EQ(w.diagnostics.exit_status(), 2);
}

TEST(Load, AFileThatExtendsItselfIsACircle) {
  const Loaded w(Files{{"environments/prod.yaml", "extends: ./prod.yaml\n"}});
  EXPECT_THAT(w.findings(), ElementsAre("FW2003 environments/prod.yaml:1:10"));
}

TEST(Load, SixteenFilesInARowAreReadSeventeenAreFW2007) {
  Files files = {{"environments/prod.yaml", "extends: f1.yaml\n"}};
  for (int i = 1; i < 16; ++i) {
    files["environments/f" + std::to_string(i) + ".yaml"] =
        "extends: f" + std::to_string(i + 1) + ".yaml\n";
  }
  files["environments/f16.yaml"] = "a: 1\n";
  EXPECT_THAT(Loaded(files).paths(), SizeIs(17));
  files["environments/f16.yaml"] = "extends: f17.yaml\n";
  files["environments/f17.yaml"] = "a: 1\n";
  const Loaded w(files);
  EXPECT_THAT(w.findings(), ElementsAre("FW2007 environments/f16.yaml:1:10"));
  EXPECT_THAT(w.diagnostics.items()[0].notes, SizeIs(16)) << "each step of the chain";
  EXPECT_EQ(w.diagnostics.exit_status(), 2);
}

struct BadExtends {
  const char* name;
  const char* text;
  const char* finding;
};
class Extends : public ::testing::TestWithParam<BadExtends> {};

TEST_P(Extends, OfABadFormIsRefusedAtItsPlace) {
  const Loaded w(Files{{"environments/prod.yaml", GetParam().text}});
  EXPECT_THAT(w.findings(), ElementsAre(GetParam().finding));
  EXPECT_FALSE(w.layers.has_value());
  EXPECT_EQ(w.diagnostics.exit_status(), 2);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Extends,
    ::testing::Values(
        BadExtends{"Map", "extends: {a: b}\n", "FW2006 environments/prod.yaml:1:10"},
        BadExtends{"Null", "extends:\n", "FW2006 environments/prod.yaml:1:1"},
        BadExtends{"ListInList", "extends: [[a]]\n", "FW2006 environments/prod.yaml:1:11"},
        BadExtends{"Absolute", "extends: /etc/base.yaml\n", "FW2008 environments/prod.yaml:1:10"},
        BadExtends{"Outside", "extends: ../../base.yaml\n", "FW2008 environments/prod.yaml:1:10"},
        BadExtends{"Backslash", "extends: a\\base.yaml\n", "FW2008 environments/prod.yaml:1:10"},
        BadExtends{"Empty", "extends: ['']\n", "FW2008 environments/prod.yaml:1:11"},
        BadExtends{"GitFolder", "extends: ../.git/config\n", "FW2008 environments/prod.yaml:1:10"}),
    [](const auto& row) { return row.param.name; });

TEST(Load, ReleasesAndBindingsExtendNothing) {
  const Loaded w(
      Files{{"environments/prod.yaml", "a: 1\n"}, {"releases/prod.yaml", "extends: x.yaml\n"}});
  EXPECT_THAT(w.findings(), ElementsAre("FW2006 releases/prod.yaml:1:1"));
}

TEST(Load, ALayerThatIsNoMapIsFW2005) {
  EXPECT_THAT(Loaded(Files{{"environments/prod.yaml", "- a\n"}}).findings(),
              ElementsAre("FW2005 environments/prod.yaml:1:1"));
  EXPECT_THAT(Loaded(Files{{"environments/prod.yaml", "a: 1\n"}, {"bindings/prod.yaml", "text\n"}})
                  .findings(),
              ElementsAre("FW2005 bindings/prod.yaml:1:1"));
}

TEST(Load, AFolderInThePlaceOfAFileIsTheTreesError) {
  const Loaded w(Files{{"environments/prod.yaml/x", "a: 1\n"}});
  EXPECT_FALSE(w.layers.has_value());
  EXPECT_TRUE(w.diagnostics.has_errors());
}

TEST(ResolvePath, StaysInOneSpellingBelowTheRoot) {
  EXPECT_EQ(resolve_path("environments/prod.yaml", "base.yaml"), "environments/base.yaml");
  EXPECT_EQ(resolve_path("environments/prod.yaml", ".././x//y.yaml"), "x/y.yaml");
  EXPECT_EQ(resolve_path("prod.yaml", "base.yaml"), "base.yaml");
  EXPECT_EQ(resolve_path("prod.yaml", "../base.yaml"), "");
  EXPECT_EQ(resolve_path("a/b/prod.yaml", "../../../x"), "");
}

}  // namespace
}  // namespace formwork
