#include "drift/compare.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

// Three contents, and a fourth that nobody has.
const Digest kOne = sha256("one"), kTwo = sha256("two"), kThree = sha256("three");

struct Row {
  const char* name;
  std::optional<Digest> rendered, found;
  std::optional<LockOut> locked;
  MovedInputs moved;
  Verdict verdict;
  const char* id;
};

LockOut record(const Digest& digest) {
  return {digest.hex(), false, {}};
}
const LockOut kUnknown{std::nullopt, false, {}};
const std::nullopt_t kNone = std::nullopt;

MovedInputs moved(bool value, bool input, bool version) {
  MovedInputs out;
  if (value) out.values.push_back({"services.api.port", {}});
  if (input) out.inputs.push_back({"overlays/kubernetes/deployment.yaml", {}});
  out.version = version;
  return out;
}
const MovedInputs kNothing;
const MovedInputs kEverything = moved(true, true, true);

// The table of behaviour, section 3, row by row, then what it leaves to be inferred.
const std::vector<Row>& rows() {
  static const std::vector<Row> kRows = {
      {"RightAndRecorded", kOne, kOne, record(kOne), kNothing, Verdict::clean, ""},
      {"RightAndRecordedWhateverMoved", kOne, kOne, record(kOne), kEverything, Verdict::clean, ""},
      {"RightButLockDiffers", kOne, kOne, record(kTwo), kNothing, Verdict::lock_behind, "DR006"},
      {"RightButLockDiffersAndInputsMoved", kOne, kOne, record(kTwo), kEverything,
       Verdict::lock_behind, "DR006"},
      {"RightButLockAbsent", kOne, kOne, kNone, kNothing, Verdict::lock_behind, "DR006"},
      {"RightButBytesUnknownToTheLock", kOne, kOne, kUnknown, kNothing, Verdict::lock_behind,
       "DR006"},
      {"AsLockedAndAValueMoved", kOne, kTwo, record(kTwo), moved(true, false, false),
       Verdict::stale_spec, "DR001"},
      {"AsLockedAndAValueMovedBesidesAllElse", kOne, kTwo, record(kTwo), kEverything,
       Verdict::stale_spec, "DR001"},
      {"AsLockedAndATemplateMoved", kOne, kTwo, record(kTwo), moved(false, true, false),
       Verdict::stale_template, "DR002"},
      {"AsLockedAndTemplateAndVersionMoved", kOne, kTwo, record(kTwo), moved(false, true, true),
       Verdict::stale_template, "DR002"},
      {"AsLockedAndOnlyTheVersionMoved", kOne, kTwo, record(kTwo), moved(false, false, true),
       Verdict::stale_compiler, "DR003"},
      {"AsLockedAndNothingMoved", kOne, kTwo, record(kTwo), kNothing, Verdict::forged, "DR004"},
      {"EditedByHand", kOne, kTwo, record(kOne), kNothing, Verdict::edited, "DR004"},
      {"EditedByHandWhateverMoved", kOne, kTwo, record(kOne), kEverything, Verdict::edited,
       "DR004"},
      {"StaleAndEdited", kOne, kTwo, record(kThree), moved(true, false, false),
       Verdict::stale_and_edited, "DR005"},
      {"StaleByVersionAndEdited", kOne, kTwo, record(kThree), moved(false, false, true),
       Verdict::stale_and_edited, "DR005"},
      {"AllThreeDifferAndNothingMoved", kOne, kTwo, record(kThree), kNothing, Verdict::edited,
       "DR004"},
      {"MissingButInTheLock", kOne, kNone, record(kOne), kNothing, Verdict::missing, "DR007"},
      {"MissingAndBytesUnknown", kOne, kNone, kUnknown, kNothing, Verdict::missing, "DR007"},
      {"NeverCompiled", kOne, kNone, kNone, kNothing, Verdict::not_compiled, "DR008"},
      {"StrangerInTheWay", kOne, kTwo, kNone, kNothing, Verdict::stranger, "DR010"},
      {"StrangerInTheWayWhateverMoved", kOne, kTwo, kNone, kEverything, Verdict::stranger, "DR010"},
      {"InTheLockButNoOutput", kNone, kOne, record(kOne), kNothing, Verdict::orphan, "DR009"},
      {"EditedOrphan", kNone, kOne, record(kTwo), kNothing, Verdict::orphan, "DR009"},
      {"UnknownFileInAnOwnedFolder", kNone, kOne, kNone, kNothing, Verdict::orphan, "DR009"},
      {"RecordOfNothing", kNone, kNone, record(kOne), kNothing, Verdict::gone, "DR006"},
      {"Nothing", kNone, kNone, kNone, kNothing, Verdict::clean, ""},
      {"BothSidesOfAMergeChangedIt", kOne, kTwo, kUnknown, kNothing, Verdict::merged, "DR001"},
      {"BothSidesOfAMergeChangedItAndInputsMoved", kOne, kTwo, kUnknown, kEverything,
       Verdict::merged, "DR001"},
  };
  return kRows;
}

class Judge : public ::testing::TestWithParam<Row> {};

TEST_P(Judge, GivesTheRowOfTheTable) {
  const Row& row = GetParam();
  const Verdict verdict = judge({"a", row.rendered, row.found, row.locked, {}}, row.moved);
  EXPECT_EQ(verdict, row.verdict);
  const auto code = code_of(verdict);
  EXPECT_EQ(code ? std::string(info(*code).id) : "", row.id);
}

INSTANTIATE_TEST_SUITE_P(Table, Judge, ::testing::ValuesIn(rows()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(JudgeAlways, FindsAFileRightWhateverLockAndInputsSay) {
  for (const std::optional<LockOut>& locked :
       {std::optional<LockOut>(), std::optional(record(kOne)), std::optional(record(kTwo)),
        std::optional(kUnknown)}) {
    for (const MovedInputs& inputs : {kNothing, kEverything}) {
      const Verdict verdict = judge({"a", kOne, kOne, locked, {}}, inputs);
      EXPECT_TRUE(verdict == Verdict::clean || verdict == Verdict::lock_behind);
    }
  }
}

TEST(JudgeAlways, NeverFindsAWrongFileRight) {
  for (const std::optional<LockOut>& locked :
       {std::optional<LockOut>(), std::optional(record(kOne)), std::optional(record(kTwo)),
        std::optional(kUnknown)}) {
    for (const MovedInputs& inputs : {kNothing, kEverything}) {
      const auto code = code_of(judge({"a", kOne, kTwo, locked, {}}, inputs));
      ASSERT_TRUE(code.has_value());
      EXPECT_NE(*code, Code::DR006);
    }
  }
}

TEST(Judge, ComparesTheExecutableBitOfTheRecordWhereItIsAsked) {
  EXPECT_EQ(judge({"a", kOne, kOne, record(kOne), true}, kNothing), Verdict::lock_behind);
  EXPECT_EQ(judge({"a", kOne, kOne, record(kOne), false}, kNothing), Verdict::clean);
}

TEST(MayOverwrite, SparesHandEditsStrangersAndOrphans) {
  std::string spared;
  for (const Row& row : rows()) {
    if (!may_overwrite(row.verdict)) spared += std::string(row.name) + " ";
  }
  EXPECT_EQ(spared,
            "AsLockedAndNothingMoved EditedByHand EditedByHandWhateverMoved StaleAndEdited "
            "StaleByVersionAndEdited AllThreeDifferAndNothingMoved StrangerInTheWay "
            "StrangerInTheWayWhateverMoved InTheLockButNoOutput EditedOrphan "
            "UnknownFileInAnOwnedFolder ");
}

TEST(MovedInputs, AreThoseThatChangedCameOrWent) {
  Lock locked, now;
  locked.version = "0.1.0";
  now.version = "0.2.0";
  locked.values = {{"same", "1"}, {"changed", "1"}, {"gone", "1"}, {"undecided", ""}};
  now.values = {{"same", "1"}, {"changed", "2"}, {"came", "1"}, {"undecided", "1"}};
  locked.inputs = {{"overlays/a", "1"}};
  now.inputs = {{"overlays/a", "2"}};
  const MovedInputs inputs = moved_inputs(locked, now);
  std::string values;
  for (const auto& value : inputs.values) values += value.path + " ";
  EXPECT_EQ(values, "came changed gone undecided ");
  ASSERT_EQ(inputs.inputs.size(), 1U);
  EXPECT_TRUE(inputs.version);
  EXPECT_EQ(inputs.locked_version, "0.1.0");
  EXPECT_FALSE(moved_inputs(now, now).any());
}

}  // namespace
}  // namespace formwork
