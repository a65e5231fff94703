#include "store/lock.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

const std::string kA(64, 'a'), kB(64, 'b'), kC(64, 'c');
constexpr const char* kPath = "infra/prod/api.yaml";

Lock with_output(const std::optional<std::string>& digest, bool present = true) {
  Lock lock;
  lock.version = "1";
  if (present) lock.outputs[kPath] = {digest, false, {}};
  return lock;
}

TEST(MergeLocks, MergesEachRecordOfThreeSides) {
  const Lock none = with_output(std::nullopt, false);
  const Lock a = with_output(kA), b = with_output(kB), c = with_output(kC);
  const struct {
    const char* what;
    const Lock &base, &ours, &theirs;
    const Lock& expected;
  } rows[] = {
      {"nobody changed it", a, a, a, a},
      {"ours changed it", a, b, a, b},
      {"theirs changed it", a, a, b, b},
      {"both changed it alike", a, b, b, b},
      {"both changed it apart: ours, bytes unknown", a, b, c, with_output(std::nullopt)},
      {"ours added it", none, a, none, a},
      {"both added it apart", none, a, b, with_output(std::nullopt)},
      {"theirs removed it", a, a, none, none},
      {"both removed it", a, none, none, none},
      {"ours removed, theirs changed it", a, none, b, with_output(std::nullopt)},
      {"ours changed, theirs removed it", a, b, none, with_output(std::nullopt)},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(write_lock(merge_locks(row.base, row.ours, row.theirs)), write_lock(row.expected))
        << row.what;
  }
}

TEST(MergeLocks, MergesDigestAndExecutableBitApart) {
  Lock ours = with_output(kB), theirs = with_output(kA);
  theirs.outputs[kPath].executable = true;
  const Lock merged = merge_locks(with_output(kA), ours, theirs);
  EXPECT_EQ(merged.outputs.at(kPath).digest, std::nullopt) << "both changed the record";
  EXPECT_TRUE(merged.outputs.at(kPath).executable);
}

TEST(MergeLocks, TreatsEveryKindAlike) {
  Lock base, ours, theirs;
  base.version = "1";
  ours.version = "1";
  theirs.version = "2";
  base.values["v"] = "0";
  ours.values = {{"v", "1"}, {"mine", "1"}};
  theirs.values = {{"v", "2"}, {"yours", "2"}};
  ours.policies[{"edge", "p"}] = "x";
  theirs.policies[{"edge", "p"}] = "y";
  base.resources = {{{"r", "stays"}, {}}, {{"r", "goes"}, {}}};
  ours.resources = {{{"r", "stays"}, {}}, {{"r", "comes"}, {}}};
  theirs.resources = base.resources;
  const Lock merged = merge_locks(base, ours, theirs);
  EXPECT_EQ(merged.version, "2");
  EXPECT_EQ(merged.values,
            (std::map<std::string, std::string>{{"mine", "1"}, {"v", ""}, {"yours", "2"}}));
  EXPECT_EQ(merged.policies.begin()->second, "") << "null in the file";
  EXPECT_TRUE(merged.resources.contains({"r", "comes"}));
  EXPECT_TRUE(merged.resources.contains({"r", "stays"}));
  EXPECT_FALSE(merged.resources.contains({"r", "goes"}));
}

}  // namespace
}  // namespace formwork
