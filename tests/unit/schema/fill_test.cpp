// Defaults, tiers and computed fields: what stands in a spec after filling, where it came from and
// what it read.
#include "unit/schema/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace formwork {
namespace {

using testing::Bench;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Lines;

const std::string kMetadata = R"(
section: s
required: [metadata]
properties:
  metadata:
    type: object
    description: M.
    additionalProperties: false
    required: [tier]
    properties:
      name: {type: string, x-type: identifier, pattern: "^[a-z]+$", default: prod, description: N.}
      tier: {type: string, enum: [development, staging, production], description: T.}
)";

std::vector<std::string> keys(Node map) {
  std::vector<std::string> out;
  for (const Node entry : map) out.emplace_back(entry.key());
  return out;
}

TEST(Defaults, FillPresentRecordsParentFirst) {
  Bench bench(kMetadata + R"(
  edge:
    type: object
    description: E.
    default: {}
    additionalProperties: false
    properties:
      tls:
        type: object
        description: T.
        default: {version: "1.2"}
        additionalProperties: false
        properties:
          ciphers: {type: array, default: [a, b], description: C., items: {type: string, description: C.}}
          version: {type: string, description: V.}
  database:
    type: object
    description: D.
    additionalProperties: false
    properties: {port: {type: integer, default: 5432, description: P.}}
)");
  ASSERT_EQ(bench.fill("metadata: {tier: production}\n"), Lines{});
  EXPECT_EQ(bench.text("edge.tls.version"), "1.2");
  EXPECT_TRUE(bench.document.root().find_path("edge.tls.version").is(Kind::string));
  EXPECT_EQ(bench.document.root().find_path("edge.tls.ciphers").size(), 2U);
  EXPECT_FALSE(bench.document.root().find("database"))
      << "a section nobody asked for has no default";
  ASSERT_EQ(bench.fill("metadata: {tier: production}\ndatabase: {}\n"), Lines{});
  EXPECT_EQ(bench.document.root().find_path("database.port").as_int(), 5432);
}

TEST(Defaults, AreListedAndPointAtTheSchema) {
  Bench bench(kMetadata + R"(
  edge: {type: object, description: E., default: {}, additionalProperties: false, properties: {on: {type: boolean, default: true, description: O.}}}
)");
  ASSERT_EQ(bench.fill("metadata: {tier: production}\n"), Lines{});
  std::vector<std::string> paths;
  for (const NodeId id : bench.filled->assumed) {
    const Node node = bench.document.node(id);
    paths.push_back(node.path());
    EXPECT_EQ(bench.sources.path(node.span().source), "a.yaml");
    EXPECT_EQ(bench.sources.path(node.key_span().source), "a.yaml");
    EXPECT_TRUE(node.replaced().empty());
  }
  EXPECT_THAT(paths, ElementsAre("metadata.name", "edge", "edge.on"));
  EXPECT_EQ(bench.sources.text(bench.document.root().find_path("edge.on").span()), "true");
}

TEST(Tiers, DecideByMetadata) {
  Bench bench(kMetadata + R"(
  replicas: {type: integer, x-tier: {development: 1, staging: 2, production: 3}, description: R.}
)");
  for (const auto& [tier, count] :
       {std::pair{"development", 1}, {"staging", 2}, {"production", 3}}) {
    ASSERT_EQ(bench.fill(fmt::format("metadata: {{tier: {}}}\n", tier)), Lines{});
    EXPECT_EQ(bench.document.root().find("replicas").as_int(), count);
  }
  ASSERT_EQ(bench.fill("metadata: {tier: production}\nreplicas: 7\n"), Lines{});
  EXPECT_EQ(bench.document.root().find("replicas").as_int(), 7) << "what the user wrote stays";
}

TEST(Tiers, BesideTheThreeTakeWhatDevelopmentTakes) {
  std::string more = kMetadata;
  const std::string three = "[development, staging, production]";
  more.replace(more.find(three), three.size(), "[preview, development, staging, production]");
  Bench bench(more + R"(
  replicas: {type: integer, x-tier: {development: 1, staging: 2, production: 3}, description: R.}
  kind: {type: string, x-expr: 'metadata.tier == "preview" ? "own" : "shared"', description: K.}
)");
  ASSERT_EQ(bench.fill("metadata: {tier: preview}\n"), Lines{});
  EXPECT_EQ(bench.document.root().find("replicas").as_int(), 1);
  EXPECT_EQ(bench.document.root().find("kind").text(), "own");
}

TEST(Tiers, AreWhatAValueChosenByTierReads) {
  Bench bench(kMetadata + R"(
  size: {type: object, description: S., x-tier: {development: {cpu: 1}, staging: {cpu: 2}, production: {cpu: 3}}, additionalProperties: false, properties: {cpu: {type: integer, description: C.}}}
)");
  ASSERT_EQ(bench.fill("metadata: {tier: staging}\n"), Lines{});
  const Node root = bench.document.root();
  const std::vector<NodeId> tier = {root.find_path("metadata.tier").id()};
  EXPECT_EQ(*bench.filled->reads.find(root.find("size").id()), tier);
  EXPECT_EQ(*bench.filled->reads.find(root.find_path("size.cpu").id()), tier);
}

const std::string kServices = kMetadata + R"(
  edge:
    type: object
    description: E.
    additionalProperties: false
    properties: {domain: {type: string, default: acme.test, description: D.}}
  services:
    type: object
    description: S.
    propertyNames: {pattern: "^[a-z]+$"}
    additionalProperties: {$ref: "#/$defs/service"}
  hosts: {type: array, x-expr: 'map(k, s in services ?? {}, s.host ?? "none")', readOnly: true, description: H., items: {type: string, description: H.}}
$defs:
  service:
    type: object
    description: A service.
    additionalProperties: false
    properties:
      url: {type: string, x-expr: '"https://" ~ (self.host ?? "none") ~ ":" ~ self.port', description: U.}
      port: {type: integer, default: 8080, description: P.}
      host: {type: string, x-expr: 'edge ? key ~ "." ~ edge.domain : null', description: H.}
      upstream: {type: string, description: 'Another service.'}
      target: {type: string, x-expr: 'services and self.upstream ? services[self.upstream].url ?? null : null', description: T.}
)";

TEST(ComputedFields, FindTheirOrderAsTheyRun) {
  Bench bench(kServices);
  ASSERT_EQ(bench.said(), Lines{});
  ASSERT_EQ(bench.fill("metadata: {tier: production}\nedge: {}\nservices: {web: {upstream: api}, "
                       "api: {port: 3000}}\n"),
            Lines{});
  EXPECT_EQ(bench.text("services.web.url"), "https://web.acme.test:8080");
  EXPECT_EQ(bench.text("services.web.target"), "https://api.acme.test:3000");
  EXPECT_EQ(bench.text("services.api.target"), "(absent)");
  EXPECT_THAT(keys(bench.document.root().find_path("services.web")),
              ElementsAre("upstream", "url", "port", "host", "target"))
      << "what was written, then the schema's order";
  const Node hosts = bench.document.root().find("hosts");
  ASSERT_EQ(hosts.size(), 2U);
  EXPECT_EQ(hosts.at(0).text(), "api.acme.test") << "in the order of keys";
  for (NodeId id = 1; id <= bench.document.count(); ++id) {
    const Node node = bench.document.node(id);
    EXPECT_FALSE(node.parent() && node.is(Kind::hole)) << node.path();
  }
}

TEST(ComputedFields, ThatGiveNullStayAbsent) {
  Bench bench(kServices);
  ASSERT_EQ(bench.fill("metadata: {tier: production}\nservices: {web: {}}\n"), Lines{});
  EXPECT_EQ(bench.text("services.web.host"), "(absent)");
  EXPECT_EQ(bench.text("services.web.url"), "https://none:8080");
  EXPECT_EQ(bench.document.root().find("hosts").at(0).text(), "none");
}

TEST(ComputedFields, AreWhatTheUserWroteWhereTheyMaySaySo) {
  Bench bench(kServices);
  ASSERT_EQ(bench.fill(
                "metadata: {tier: production}\nedge: {}\nservices: {web: {host: www.acme.test}}\n"),
            Lines{});
  EXPECT_EQ(bench.text("services.web.url"), "https://www.acme.test:8080");
}

TEST(ComputedFields, SayWhatTheyRead) {
  Bench bench(kServices);
  ASSERT_EQ(
      bench.fill("metadata: {tier: production}\nedge: {domain: a.test}\nservices: {web: {}}\n"),
      Lines{});
  const auto read = [&](std::string_view path) {
    std::vector<std::string> out;
    const Node node = bench.document.root().find_path(path);
    for (const NodeId id : *bench.filled->reads.find(node.id()))
      out.push_back(bench.document.node(id).path());
    return out;
  };
  const std::vector<std::string> url = read("services.web.url");
  EXPECT_NE(std::find(url.begin(), url.end(), "services.web.host"), url.end());
  EXPECT_NE(std::find(url.begin(), url.end(), "services.web.port"), url.end());
  bench.filled->reads.each([&](NodeId, const std::vector<NodeId>& nodes) {
    for (const NodeId node : nodes) EXPECT_FALSE(bench.document.node(node).is(Kind::hole));
  });
  const std::vector<std::string> host = read("services.web.host");
  EXPECT_NE(std::find(host.begin(), host.end(), "edge.domain"), host.end());
}

TEST(ComputedFields, HaveNotReadWhatStayedAbsent) {
  Bench bench(kServices);
  ASSERT_EQ(bench.fill("metadata: {tier: production}\nservices: {web: {}}\n"), Lines{});
  const Node hosts = bench.document.root().find("hosts");
  for (const NodeId node : *bench.filled->reads.find(hosts.id())) {
    EXPECT_FALSE(bench.document.node(node).is(Kind::hole));
    EXPECT_TRUE(bench.document.node(node).parent() || node == bench.document.root().id());
  }
}

TEST(ComputedFields, ThatNeedEachOtherThroughKeysAreFoundAsTheyRun) {
  Bench bench(kServices);
  const std::string loop =
      "metadata: {tier: production}\nservices: {a: {upstream: b}, b: {upstream: a}}\n";
  ASSERT_EQ(bench.fill(loop), Lines{}) << "`target` reads `url`, which reads no `target`";
  Bench cyclic(kMetadata + R"(
  nodes:
    type: object
    description: N.
    propertyNames: {pattern: "^[a-z]+$"}
    additionalProperties: {$ref: "#/$defs/node"}
$defs:
  node:
    type: object
    description: A node.
    additionalProperties: false
    properties:
      next: {type: string, description: 'Another node.'}
      length: {type: integer, x-expr: 'nodes and self.next ? 1 + (nodes[self.next].length ?? 0) : 1', description: L.}
)");
  ASSERT_EQ(
      cyclic.fill("metadata: {tier: production}\nnodes: {a: {next: b}, b: {next: c}, c: {}}\n"),
      Lines{});
  EXPECT_EQ(cyclic.document.root().find_path("nodes.a.length").as_int(), 3);
  const Lines said =
      cyclic.fill("metadata: {tier: production}\nnodes: {a: {next: b}, b: {next: a}}\n");
  ASSERT_EQ(said.size(), 1U);
  EXPECT_THAT(said[0], HasSubstr("FW3201 `nodes.a.length` cannot be computed: it needs itself"));
}

TEST(ComputedFields, AreHeldAgainstTheirField) {
  Bench bench(kMetadata + R"(
  short: {type: string, maxLength: 4, x-expr: metadata.name ~ "-" ~ metadata.tier, description: S.}
  half: {type: integer, x-expr: length(metadata.name) / 3, description: H.}
)");
  ASSERT_EQ(bench.said(), Lines{});
  const Lines said = bench.fill("metadata: {tier: production}\n");
  ASSERT_EQ(said.size(), 2U);
  EXPECT_THAT(
      said[0],
      HasSubstr("FW3202 `short` is computed, but `short` has 15 characters, expected at most 4"));
  EXPECT_THAT(said[1], HasSubstr("FW3201 `half` cannot be computed: "));
  EXPECT_EQ(bench.sources.path(bench.document.root().span().source), "spec.yaml");
}

TEST(ComputedRecords, AreFilledInTurn) {
  Bench bench(kMetadata + R"(
  probe:
    type: object
    description: P.
    x-expr: '{path: "/" ~ metadata.name}'
    additionalProperties: false
    required: [path]
    properties:
      path: {type: string, description: P.}
      port: {type: integer, default: 80, description: P.}
      url: {type: string, x-expr: '"http://localhost:" ~ self.port ~ self.path', description: U.}
)");
  ASSERT_EQ(bench.said(), Lines{});
  ASSERT_EQ(bench.fill("metadata: {tier: production}\n"), Lines{});
  EXPECT_EQ(bench.text("probe.url"), "http://localhost:80/prod");
  EXPECT_THAT(keys(bench.document.root().find("probe")), ElementsAre("path", "port", "url"));
}

TEST(Unions, AreFilledByTheirVariant) {
  Bench bench(kMetadata + R"(
  volume:
    description: V.
    oneOf:
      - type: object
        additionalProperties: false
        required: [kind]
        properties: {kind: {type: string, const: disk, description: K.}, size: {type: integer, default: 5, description: S.}}
      - type: object
        additionalProperties: false
        required: [kind]
        properties: {kind: {type: string, const: memory, description: K.}}
)");
  ASSERT_EQ(bench.fill("metadata: {tier: production}\nvolume: {kind: disk}\n"), Lines{});
  EXPECT_EQ(bench.document.root().find_path("volume.size").as_int(), 5);
  ASSERT_EQ(bench.fill("metadata: {tier: production}\nvolume: {kind: memory}\n"), Lines{});
  EXPECT_FALSE(bench.document.root().find_path("volume.size"));
}

TEST(Filling, AgainChangesNothing) {
  Bench bench(kServices);
  ASSERT_EQ(bench.fill("metadata: {tier: production}\nedge: {}\nservices: {web: {}}\n"), Lines{});
  Document again;
  again.set_root(again.copy(bench.document.root()));
  Diagnostics found;
  const auto filled = fill(*bench.schema, again, found);
  ASSERT_TRUE(filled.has_value());
  EXPECT_TRUE(filled->assumed.empty());
  EXPECT_TRUE(filled->reads.empty());
  EXPECT_TRUE(equal(again.root(), bench.document.root()));
}

}  // namespace
}  // namespace formwork
