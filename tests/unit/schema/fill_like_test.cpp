// A document that is filled like another comes out as it does when it is filled alone.
#include "unit/schema/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace formwork {
namespace {

using testing::Bench;
using testing::Lines;

const char* const kSchema = R"(section: s
required: [metadata]
properties:
  metadata: {type: object, description: M., additionalProperties: false, required: [name, tier], properties: {name: {type: string, description: N.}, tier: {type: string, description: T., enum: [development, staging, production]}}}
  edge: {type: object, description: E., additionalProperties: false, properties: {domain: {type: string, default: acme.test, description: D.}}}
  replicas: {type: integer, description: R., x-tier: {development: 1, staging: 2, production: 3}}
  services:
    type: object
    description: S.
    propertyNames: {pattern: "^[a-z]+$"}
    additionalProperties: {$ref: "#/$defs/service"}
  hosts: {type: array, x-expr: 'map(k, s in services ?? {}, s.host ?? "none")', readOnly: true, description: H., items: {type: string, description: H.}}
  shared:
    type: object
    x-expr: '{name: metadata.name ~ "-shared", copies: metadata.name == "twice" ? 2 : 1}'
    description: S.
    additionalProperties: false
    required: [name, copies]
    properties:
      name: {type: string, pattern: "^[a-z0-9-]+$", description: N.}
      copies: {type: integer, description: C.}
      label: {type: string, x-expr: 'self.name ~ "/" ~ self.copies', description: L.}
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
      big: {type: string, x-expr: 'self.port > 9000 ? "big" : null', description: B.}
)";

std::string everything(const Document& document, const Filled& filled) {
  std::string out;
  for (NodeId id = 1; id <= document.count(); ++id) {
    const Node node = document.node(id);
    if (!node.parent() && node != document.root()) continue;
    out += node.path() + " = " + std::string(name(node.kind())) + ' ' + std::string(node.text()) +
           " @" + std::to_string(node.span().source) + ':' + std::to_string(node.span().begin);
    if (const auto* const reads = filled.reads.find(id)) {
      std::map<std::string, int> sorted;
      for (const NodeId read : *reads) ++sorted[document.node(read).path()];
      for (const auto& [path, times] : sorted) out += " <" + path;
    }
    out += '\n';
  }
  for (const NodeId id : filled.assumed) out += "assumed " + document.node(id).path() + '\n';
  return out;
}

/// Whether `other` is filled like `model`; it must then be what filling alone gives.
bool alike(const std::string& model, const std::string& other) {
  Bench bench(kSchema);
  EXPECT_EQ(bench.said(), Lines{});
  EXPECT_EQ(bench.fill(model), Lines{});
  const Document first = std::move(bench.document);
  const Filled of_first = std::move(*bench.filled);

  EXPECT_EQ(bench.validate(other), Lines{});
  Document like = std::move(bench.document);
  const auto filled_like = fill_like(*bench.schema, like, first, of_first);

  Diagnostics found;
  bench.document = Document();
  EXPECT_EQ(bench.validate(other), Lines{});  // its second reading has places of its own
  const SourceId shift = bench.document.root().span().source - like.root().span().source;
  const auto alone = fill(*bench.schema, bench.document, found);
  if (!filled_like) return false;
  EXPECT_TRUE(alone.has_value());
  if (!alone) return true;
  std::string one = everything(like, *filled_like);
  const std::string at = " @" + std::to_string(like.root().span().source) + ':';
  const std::string moved = " @" + std::to_string(like.root().span().source + shift) + ':';
  for (std::size_t i = one.find(at); i != std::string::npos; i = one.find(at, i + 1))
    one.replace(i, at.size(), moved);
  EXPECT_EQ(one, everything(bench.document, *alone)) << other;
  return true;
}

const std::string kModel =
    "metadata: {name: one, tier: staging}\nedge: {}\nservices: {web: {upstream: api}, api: {port: "
    "3000}}\n";

std::string changed(const std::string& from, const std::string& to) {
  std::string out = kModel;
  out.replace(out.find(from), from.size(), to);
  return out;
}

TEST(FillLike, ComputesWhatDependsOnAScalarThatDiffers) {
  EXPECT_TRUE(alike(kModel, kModel));
  EXPECT_TRUE(alike(kModel, changed("name: one", "name: another")));
  EXPECT_TRUE(alike(kModel, changed("name: one", "name: twice"))) << "an integer, and a text of it";
  EXPECT_TRUE(alike(kModel, changed("port: 3000", "port: 3001"))) << "through another's url";
  EXPECT_TRUE(alike("edge: {domain: a.test}\n" + changed("edge: {}\n", ""),
                    "edge: {domain: b.test}\n" + changed("edge: {}\n", "")));
}

TEST(FillLike, LeavesOthersAlone) {
  EXPECT_FALSE(alike(kModel, changed("upstream: api", "upstream: web")))
      << "waits for a field that came later";
  EXPECT_FALSE(alike(kModel, changed("port: 3000", "port: 9001"))) << "a field more";
  EXPECT_FALSE(alike(changed("port: 3000", "port: 9001"), kModel)) << "a field less";
  EXPECT_FALSE(alike(kModel, changed("tier: staging", "tier: production"))) << "other defaults";
  EXPECT_FALSE(alike(kModel, changed("{port: 3000}", "{}")));
  EXPECT_FALSE(alike(kModel, changed("edge: {}", "edge: {domain: a.test}")));
  EXPECT_FALSE(alike(kModel, changed("web: {upstream: api}, ", "")));
  EXPECT_FALSE(alike(kModel, changed("api: {port: 3000}", "apj: {port: 3000}")));
  EXPECT_FALSE(alike(kModel, changed("name: one", "name: ONE"))) << "fill must tell of the pattern";
}

TEST(FillLike, LeavesTheDocumentAsItWasWhereItCannot) {
  Bench bench(kSchema);
  ASSERT_EQ(bench.fill(kModel), Lines{});
  const Document first = std::move(bench.document);
  const Filled of_first = std::move(*bench.filled);
  ASSERT_EQ(bench.validate(changed("port: 3000", "port: 9001")), Lines{});
  const std::size_t nodes = bench.document.count();
  EXPECT_FALSE(fill_like(*bench.schema, bench.document, first, of_first));
  EXPECT_EQ(bench.document.count(), nodes);
  Diagnostics found;
  EXPECT_TRUE(fill(*bench.schema, bench.document, found));
  EXPECT_EQ(bench.text("services.api.big"), "big");
}

}  // namespace
}  // namespace formwork
