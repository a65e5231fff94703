#include "drift/addresses.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

LockResources resources(const std::vector<std::string>& rows) {
  // "address", "address digest", "address digest name", "address digest name type"
  LockResources out;
  for (const std::string& row : rows) {
    std::vector<std::string> parts{""};
    for (const char c : row) {
      if (c == ' ')
        parts.emplace_back();
      else
        parts.back() += c;
    }
    parts.resize(4);
    out[parts[0]] = {parts[3], parts[2], parts[1].empty() ? "0" : parts[1], {}};
  }
  return out;
}

std::string told(const std::vector<std::string>& before, const std::vector<std::string>& after,
                 const std::vector<AddressMove>& moves = {}) {
  std::string out;
  for (const ResourceChange& change :
       compare_addresses(resources(before), resources(after), moves)) {
    if (!out.empty()) out += "; ";
    out += change.action == ResourceAction::lose ? "lose" : std::string(name(change.action));
    out += " " + change.address;
    if (!change.from.empty()) out += " from " + change.from;
    if (!change.note.empty()) out += ": " + change.note;
  }
  return out;
}

TEST(Addresses, SayWhatComesChangesAndGoes) {
  EXPECT_EQ(told({"a.x"}, {"a.x"}), "");
  EXPECT_EQ(told({"a.x"}, {"a.x", "a.y"}), "add a.y");
  EXPECT_EQ(told({"a.x 1"}, {"a.x 2"}), "change a.x");
  EXPECT_EQ(told({"a.x", "a.y"}, {"a.x"}), "lose a.y");
  EXPECT_EQ(told({"a.x 1 old"}, {"a.x 2 new"}), "replace a.x: `old` becomes `new`");
  EXPECT_EQ(told({"b.x"}, {"a.x"}), "add a.x; lose b.x");
}

TEST(Addresses, ARecordThatAMergeLeftUndecidedIsNoChange) {
  LockResources before = resources({"a.x"});
  before["a.x"].digest.clear();
  EXPECT_TRUE(compare_addresses(before, resources({"a.x 1"}), {}).empty());
}

TEST(Addresses, MovesAreFollowedThroughModulesInstancesAndChains) {
  EXPECT_EQ(told({"a.x"}, {"a.y"}, {{"a.x", "a.y"}}), "move a.y from a.x");
  EXPECT_EQ(
      told({"module.m.a.x[\"k\"]"}, {"module.n[0].a.x[\"k\"]"}, {{"module.m", "module.n[0]"}}),
      "move module.n[0].a.x[\"k\"] from module.m.a.x[\"k\"]");
  EXPECT_EQ(told({"a.x"}, {"a.z"}, {{"a.x", "a.y"}, {"a.y", "a.z"}}), "move a.z from a.x");
  EXPECT_EQ(told({"a.x 1"}, {"a.y 2"}, {{"a.x", "a.y"}}), "move a.y from a.x; change a.y");
  EXPECT_EQ(told({"a.xy"}, {"a.z"}, {{"a.x", "a.z"}}), "lose a.xy; add a.z") << "a.xy is not a.x";
  EXPECT_EQ(told({"a.x"}, {"a.x[0]"}, {{"a.x", "a.x[0]"}}), "move a.x[0] from a.x");
  EXPECT_EQ(told({"a.x[0]"}, {"a.x[0]"}, {{"a.x", "a.x[0]"}}), "") << "it has moved before";
  EXPECT_EQ(told({"a.x[1]"}, {"a.x[0]"}, {{"a.x", "a.x[0]"}}), "add a.x[0]; lose a.x[1]");
  EXPECT_EQ(told({"a.x"}, {"a.x.y"}, {{"a.x", "a.x.y"}}), "move a.x.y from a.x");
  EXPECT_EQ(told({"a.x"}, {}, {{"a.x", "a.y"}}), "lose a.x") << "there is no a.y";
  EXPECT_EQ(told({"a.x"}, {}, {{"a.x", "a.y"}, {"a.y", "a.x"}}), "lose a.x") << "a circle";
}

TEST(Addresses, WhatIsRemovedIsDestroyedOrForgotten) {
  EXPECT_EQ(told({"module.m.a.x[0]"}, {}, {{"module.m", ""}}), "destroy module.m.a.x[0]");
  EXPECT_EQ(told({"a.x"}, {}, {{"a.x", "", false}}), "forget a.x");
  EXPECT_EQ(told({"a.x"}, {"a.x"}, {{"a.x", ""}}), "") << "it is there";
  EXPECT_EQ(told({"a.x"}, {}, {{"a.x", "a.y"}, {"a.y", ""}}), "destroy a.x");
}

TEST(Addresses, ABicepResourceIsWhatItIsCalled) {
  EXPECT_EQ(told({"one 1 kv T"}, {"two 1 kv T"}), "move two from one");
  EXPECT_EQ(told({"one 1 kv T"}, {"two 2 kv T"}), "move two from one; change two");
  EXPECT_EQ(told({"one 1 kv T"}, {"two 2 kv U"}), "lose one; add two") << "another type";
  EXPECT_EQ(told({"one 1 kv T", "two 1 kv T"}, {"two 1 kv T"}), "lose one") << "two was there";
}

TEST(Addresses, ABicepModuleIsWhatItsResourcesAreCalled) {
  // A lock, named as all locks, goes with the module whose vault has a name of its own.
  EXPECT_EQ(told({"module.old.vault 0 kv vaults", "module.old.lock 0 keep locks",
                  "module.old.module.dns.zone 0  zones", "module.db.lock 0 keep locks"},
                 {"module.new.vault 0 kv vaults", "module.new.lock 0 keep locks",
                  "module.new.module.dns.zone 0  zones", "module.db.lock 0 keep locks"}),
            "move module.new.lock from module.old.lock; move module.new.module.dns.zone from "
            "module.old.module.dns.zone; move module.new.vault from module.old.vault");
  // A name that several have says nothing.
  EXPECT_EQ(told({"module.old.lock 0 keep locks", "module.db.lock 0 keep locks"},
                 {"module.db.lock 0 keep locks", "module.new.lock 0 keep locks"}),
            "add module.new.lock; lose module.old.lock");
  // Nor is what a renamed module no longer has anywhere.
  EXPECT_EQ(told({"module.old.vault 0 kv vaults", "module.old.lock 0  locks"},
                 {"module.new.vault 0 kv vaults"}),
            "move module.new.vault from module.old.vault; lose module.old.lock");
}

TEST(Addresses, AnItemOfABicepLoopIsWhatItIsCalled) {
  using Rows = std::vector<std::string>;
  const Rows three = {"z[0] 0 a T", "z[1] 0 b T", "z[2] 0 c T"};
  EXPECT_EQ(told(three, {"z[0] 0 a T", "z[1] 0 x T", "z[2] 0 b T", "z[3] 0 c T"}),
            "add z[1]; move z[2] from z[1]; move z[3] from z[2]");
  EXPECT_EQ(told(three, {"z[0] 0 x T", "z[1] 0 a T", "z[2] 0 b T", "z[3] 0 c T"}),
            "add z[0]; move z[1] from z[0]; move z[2] from z[1]; move z[3] from z[2]");
  EXPECT_EQ(told(three, {"z[0] 0 a T", "z[1] 0 c T"}), "lose z[1]: b; move z[1] from z[2]");
  EXPECT_EQ(told(three, {"z[0] 0 c T", "z[1] 0 b T", "z[2] 0 a T"}),
            "move z[0] from z[2]; move z[2] from z[0]");
  EXPECT_EQ(told(three, {"z[0] 0 a T", "z[1] 0 x T", "z[2] 1 b T"}),
            "add z[1]; move z[2] from z[1]; change z[2]; lose z[2]: c");
  EXPECT_EQ(told(three, {"z[0] 0 a T", "z[1] 1 x T", "z[2] 0 c T"}),
            "replace z[1]: `b` becomes `x`")
      << "what is called otherwise at its place is made anew";
  EXPECT_EQ(told({"y 0 a T"}, {"y 1 b T", "z 0 a T"}), "replace y: `a` becomes `b`; add z")
      << "no loop: the name may be another parent's";
  // What is in the modules of a loop goes with them, whatever it is called.
  EXPECT_EQ(told({"module.z[0] 0  module", "module.z[0].dns 0 a T", "module.z[0].lock 0 keep L",
                  "module.z[1] 0  module", "module.z[1].dns 0 b T", "module.z[1].lock 0 keep L"},
                 {"module.z[0] 0  module", "module.z[0].dns 0 b T", "module.z[0].lock 0 keep L"}),
            "lose module.z[0]; move module.z[0] from module.z[1]; lose module.z[0].dns: a; move "
            "module.z[0].dns from module.z[1].dns; lose module.z[0].lock: keep; move "
            "module.z[0].lock from module.z[1].lock");
  // Terraform knows a resource by its address, and makes what moves anew.
  EXPECT_EQ(told({"z[0] 0 a", "z[1] 0 b"}, {"z[0] 0 x", "z[1] 1 a", "z[2] 0 b"}),
            "replace z[1]: `b` becomes `a`; add z[2]");
}

TEST(Addresses, InstancesThatAreNotKnownStandForAll) {
  EXPECT_EQ(told({"a.x[*]"}, {"a.x[\"k\"]", "a.x[\"l\"]"}), "");
  EXPECT_EQ(told({"a.x[\"k\"]"}, {"a.x[*]"}), "add a.x[*]");
  EXPECT_EQ(told({"module.m[*].a.x"}, {"module.m[\"]\"].a.x"}), "");
  EXPECT_EQ(told({"a.x[*]"}, {"a.y[*]"}), "lose a.x[*]; add a.y[*]");
}

}  // namespace
}  // namespace formwork
