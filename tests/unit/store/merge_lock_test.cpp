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

TEST(MergeLocks, TakesTheHigherOfTwoVersionsThatBothMoved) {
  const struct {
    const char *base, *ours, *theirs, *expected;
  } rows[] = {
      {"0.1.0", "0.2.0", "0.10.0", "0.10.0"}, {"0.1.0", "0.10.0", "0.2.0", "0.10.0"},
      {"0.1.0", "0.1.0", "0.2.0", "0.2.0"},   {"0.2.0", "0.2.0", "0.1.0", "0.1.0"},
      {"0.1.0", "0.2", "0.2.1", "0.2.1"},     {"0.1.0", "odd", "0.2.0", "0.2.0"},
      {"0.1.0", "0.2.0", "odd", "0.2.0"},
  };
  for (const auto& row : rows) {
    Lock base, ours, theirs;
    base.version = row.base;
    ours.version = row.ours;
    theirs.version = row.theirs;
    EXPECT_EQ(merge_locks(base, ours, theirs).version, row.expected)
        << row.ours << " and " << row.theirs;
  }
}

TEST(MergeLocks, TreatsEveryKindAlike) {
  Lock base, ours, theirs;
  base.version = "1";
  ours.version = "1";
  theirs.version = "2";
  base.values["v"] = "0";
  ours.values = {{"v", "1"}, {"mine", "1"}};
  theirs.values = {{"v", "2"}, {"yours", "2"}};
  ours.policies[{"edge", "p", ""}] = "x";
  theirs.policies[{"edge", "p", ""}] = "y";
  base.resources["r"] = {{"changes", {"", "", "0", {}}},
                         {"differs", {"T", "n", "0", {}}},
                         {"goes", {"", "", "0", {}}},
                         {"stays", {"", "", "0", {}}}};
  theirs.resources = base.resources;
  theirs.resources["r"]["differs"].digest = "2";
  ours.resources = base.resources;
  ours.resources["r"].erase("goes");
  ours.resources["r"]["changes"].digest = "1";
  ours.resources["r"]["differs"].digest = "1";
  ours.resources["r"]["comes"].digest = "1";
  const Lock merged = merge_locks(base, ours, theirs);
  EXPECT_EQ(merged.version, "2");
  EXPECT_EQ(merged.values,
            (std::map<std::string, std::string>{{"mine", "1"}, {"v", ""}, {"yours", "2"}}));
  EXPECT_EQ(merged.policies.begin()->second, "") << "null in the file";
  std::string resources;
  for (const auto& [address, resource] : merged.resources.at("r"))
    resources += address + " " + resource.type + resource.name + resource.digest + ";";
  EXPECT_EQ(resources, "changes 1;comes 1;differs Tn;stays 0;") << "`differs` is null in the file";
}

}  // namespace
}  // namespace formwork
