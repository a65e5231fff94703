#include "fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

using expr_test::Bench;
using Paths = std::vector<std::string>;

Paths reads(std::string_view text) {
  Bench bench;
  const auto expr = bench.compile(text);
  EXPECT_TRUE(expr) << text << ": " << bench.errors();
  if (expr) (void)bench.run(*expr);
  Paths out = bench.marked();
  std::sort(out.begin(), out.end());
  return out;
}

const Paths kCache = {"cache", "cache.size"};
const Paths kTags = {"services.api.tags", "services.api.tags[0]", "services.api.tags[1]"};

TEST(ReadSet, APathMarksItsLeafAlone) {
  EXPECT_EQ(reads("replicas"), Paths{"replicas"});
  EXPECT_EQ(reads("metadata.name"), Paths{"metadata.name"});
  EXPECT_EQ(reads("service.probes.path ?? \"\""), Paths{"services.api.probes.path"});
  EXPECT_EQ(reads("hosts[1]"), Paths{"hosts[1]"});
  EXPECT_EQ(reads("services[\"a\" ~ \"pi\"].port ?? 1"), Paths{"services.api.port"});
  EXPECT_EQ(reads("(database ?? cache ?? {size: 1}).size"), Paths{"cache.size"});
  EXPECT_EQ(reads("1 + 2"), Paths{});
}

TEST(ReadSet, WhatIsHandedOutIsReadWhole) {
  EXPECT_EQ(reads("cache"), kCache);
  EXPECT_EQ(reads("service.tags"), kTags);
  EXPECT_EQ(reads("length(service.tags)"), kTags);
  EXPECT_EQ(reads("any(t in service.tags, t == \"a\")"), kTags);
  EXPECT_EQ(reads("\"a\" in service.tags"), kTags);
  EXPECT_EQ(reads("service.tags == [\"a\"]"), kTags);
  EXPECT_EQ(reads("database ?? cache"), kCache);
  EXPECT_EQ(reads("enabled ? cache : database"), (Paths{"cache", "cache.size", "enabled"}));
}

TEST(ReadSet, APresenceTestMarksTheNodeTested) {
  EXPECT_EQ(reads("cache != null"), Paths{"cache"});
  EXPECT_EQ(reads("cache ? 1 : 2"), Paths{"cache"});
  EXPECT_EQ(reads("cache and enabled"), (Paths{"cache", "enabled"}));
  EXPECT_EQ(reads("cache ? cache.size : 0"), kCache);
  EXPECT_EQ(reads("service.host == null"), Paths{"services.api.host"});
  EXPECT_EQ(reads("database != null"), Paths{}) << "what is absent has no node";
  EXPECT_EQ(reads("metadata.name in services"), (Paths{"metadata.name"}));
}

TEST(ReadSet, BranchesNotTakenAreNotRead) {
  EXPECT_EQ(reads("enabled or replicas > 1"), Paths{"enabled"});
  EXPECT_EQ(reads("enabled ? replicas : length(hosts)"), (Paths{"enabled", "replicas"}));
  EXPECT_EQ(reads("service.host ?? edge.domain"), Paths{"services.api.host"});
}

TEST(ReadSet, ALookupReadsTheEntryItGives) {
  EXPECT_EQ(reads("lookup(flags, \"alpha\") ?? \"\""), Paths{"flags.alpha"});
  EXPECT_EQ(reads("lookup(flags, metadata.name) ?? \"\""), Paths{"metadata.name"});
  EXPECT_EQ(reads("lookup(services, \"api\") != null"), Paths{})
      << "only walked through: what is read of it is marked when it is";
  EXPECT_EQ(reads("values(flags)"), (Paths{"flags", "flags.alpha", "flags.zeta"}));
}

TEST(ReadSet, ALoopOverAMapReadsWhatItsBodyReads) {
  const Paths names = {"services", "services.api", "services.sweeper"};
  const Paths ports = {"services", "services.api", "services.api.port", "services.sweeper",
                       "services.sweeper.port"};
  EXPECT_EQ(reads("any(name, s in services, s.port == 1)"), ports);
  EXPECT_EQ(reads("map(name, s in services, s.port)"), ports);
  EXPECT_EQ(reads("any(name, s in services, name == \"x\")"), names);
}

TEST(ReadSet, WhatIsReadOfAFilteredEntryIsReadOfTheEntry) {
  const Paths kinds = {"services", "services.api", "services.api.kind", "services.sweeper",
                       "services.sweeper.kind"};
  const auto with = [&](Paths more) {
    more.insert(more.end(), kinds.begin(), kinds.end());
    std::sort(more.begin(), more.end());
    return more;
  };
  EXPECT_EQ(reads("keys(filter(name, s in services, s.kind == \"web\"))"), kinds);
  EXPECT_EQ(reads("any(name, s in filter(n, t in services, t.kind == \"web\"), s.port == 1)"),
            with({"services.api.port"}));
  EXPECT_EQ(reads("any(name, s in filter(n, t in filter(a, b in services, b.kind == \"web\"), "
                  "t.port > 0), \"a\" in s.tags)"),
            with({"services.api.port", "services.api.tags", "services.api.tags[0]",
                  "services.api.tags[1]"}));
  EXPECT_EQ(reads("filter(name, s in services, s.kind == \"worker\")"),
            with({"services.sweeper.port", "services.sweeper.tags"}))
      << "handed out whole";
  EXPECT_EQ(reads("keys(flags)"), (Paths{"flags", "flags.alpha", "flags.zeta"}))
      << "a key may come or go";
  EXPECT_EQ(reads("keys(services)"), (Paths{"services", "services.api", "services.sweeper"}))
      << "what it holds is not asked for";
}

TEST(ReadSet, OtherDocumentsAreIgnoredAndSetsMerge) {
  Bench bench;
  ReadSet a(bench.document);
  ReadSet b(bench.document);
  const Node name = bench.document.root().find_path("metadata.name");
  const Node replicas = bench.document.root().find("replicas");
  a.mark(name);
  b.mark(replicas);
  a.merge(b);
  EXPECT_TRUE(a.has(name.id()) && a.has(replicas.id()));
  const Document other = expr_test::environment();
  ReadSet c(bench.document);
  c.mark_tree(other.root());
  EXPECT_FALSE(c.has(other.root().id()));
  a.clear();
  EXPECT_FALSE(a.has(name.id()));
}

}  // namespace
}  // namespace formwork
