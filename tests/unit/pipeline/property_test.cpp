// What is true of every compile, over examples/actix-kubernetes: nothing but the values of the spec
// decides the bytes.
#include "document/yaml.h"
#include "pipeline/inspect.h"
#include "report/report.h"
#include "unit/pipeline/compiled.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <locale>
#include <random>

namespace formwork {
namespace {

using testing::Compiled;

const std::string kExample = FORMWORK_SOURCE_DIR "/examples/actix-kubernetes/";

std::string read(const std::string& path) {
  std::ifstream in(kExample + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

MemoryTree example() {
  MemoryTree tree;
  for (const char* path : {"formwork.yaml", "environments/base.yaml", "environments/dev.yaml",
                           "environments/staging.yaml", "environments/prod.yaml",
                           "releases/dev.yaml", "releases/staging.yaml", "releases/prod.yaml"}) {
    tree.set(path, read(path));
  }
  return tree;
}

std::map<std::string, std::string> bytes_of(const Tree& tree) {
  const Compiled compiled(tree);
  EXPECT_FALSE(compiled.diagnostics.has_errors()) << compiled.diagnostics.items()[0].message;
  std::map<std::string, std::string> out;
  for (const auto& [path, output] : compiled.outputs) out[path] = output.bytes;
  EXPECT_GT(out.size(), 50U);
  return out;
}

/// Numbers as `1.234,5`, and letters that are none elsewhere.
class Foreign : public std::numpunct<char> {
 protected:
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(Bytes, DependOnNoLocaleAndNoTimeZone) {
  const auto plain = bytes_of(example());
  const std::locale before = std::locale::global(std::locale(std::locale(), new Foreign));
  for (const char* name : {"tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8"}) {
    if (std::setlocale(LC_ALL, name) != nullptr) break;  // what the machine has
  }
  setenv("TZ", "Asia/Kathmandu", 1);
  tzset();
  const auto foreign = bytes_of(example());
  unsetenv("TZ");
  tzset();
  std::locale::global(before);
  std::setlocale(LC_ALL, "C");
  EXPECT_EQ(foreign, plain);
}

TEST(Bytes, DoNotChangeWithAnEmptyLayer) {
  const auto plain = bytes_of(example());
  MemoryTree tree = example();
  for (const char* empty : {"{}\n", "services: {}\nedge: {hosts: {}}\n"}) {
    tree.set("environments/empty.yaml", empty);
    for (const char* name : {"dev", "staging", "prod"}) {
      std::string spec = read("environments/" + std::string(name) + ".yaml");
      const std::size_t at = spec.find("[base.yaml]");
      ASSERT_NE(at, std::string::npos);
      spec.replace(at, 11, "[empty.yaml, base.yaml, ../environments/empty.yaml]");
      tree.set("environments/" + std::string(name) + ".yaml", spec);
    }
    EXPECT_EQ(bytes_of(tree), plain) << empty;
  }
}

/// `node` as flow YAML, the keys of each map in an order of chance.
void shuffle(Node node, std::mt19937_64& random, std::string& out) {
  if (node.is(Kind::map)) {
    std::vector<Node> children(node.begin(), node.end());
    std::shuffle(children.begin(), children.end(), random);
    out += '{';
    for (const Node child : children) {
      out += '"' + std::string(child.key()) + "\": ";
      shuffle(child, random, out);
      out += ", ";
    }
    out += '}';
  } else if (node.is(Kind::list)) {
    out += '[';
    for (const Node child : node) {
      shuffle(child, random, out);
      out += ", ";
    }
    out += ']';
  } else if (node.style() == Style::plain) {
    out += node.text();
  } else {
    out += '"' + std::string(node.text()) + '"';
  }
}

TEST(Bytes, DoNotChangeWithTheOrderOfKeys) {
  const MemoryTree plain = example();
  MemoryTree tree = example();
  std::mt19937_64 random(7);
  for (const auto& [path, text] : plain.files()) {
    SourceMap sources;
    Diagnostics diagnostics;
    const auto document = parse_yaml(sources.add(path, text), sources, diagnostics);
    ASSERT_TRUE(document);
    std::string shuffled;
    shuffle(document->root(), random, shuffled);
    tree.set(path, shuffled + "\n");
  }
  EXPECT_EQ(bytes_of(tree), bytes_of(plain));
}

/// All that a command sees of the units: digests, locks, findings.
std::string seen(const MemoryTree& tree, unsigned jobs) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto inputs = load_inputs(tree, {}, sources, diagnostics);
  if (!inputs) return "no inputs";
  Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
  auto reports = inspect_all(*inputs, units_of(*inputs, false), tree, sources, &verifier, jobs,
                             [](std::size_t) {});
  std::string out;
  for (UnitReport& unit : reports) {
    out += write_lock(unit.output.lock);
    for (const FileFact& fact : unit.files)
      out += fact.state.path + ' ' + std::to_string(static_cast<int>(fact.verdict)) + '\n';
    diagnostics.append(std::move(unit.output.diagnostics));
  }
  return out + report(Format::json, diagnostics.sorted(sources), sources, {});
}

TEST(Bytes, AreTheSameOnOneThreadAndOnEight) {
  MemoryTree tree = example();
  // Findings as well: a rule that every environment breaks.
  tree.set("overlays/extra/pack.yaml",
           "pack: extra\ndescription: D.\ntarget: kubernetes\nrules: [rules.yaml]\n");
  tree.set("overlays/extra/rules.yaml",
           "rules:\n  - {id: EXTRA-001, title: none, on: kubernetes/Deployment, assert: "
           "object.metadata.name == \"x\", message: it is, help: rename it, severity: warning}\n");
  const std::string one = seen(tree, 1);
  EXPECT_THAT(one, ::testing::HasSubstr("EXTRA-001"));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(seen(tree, 8), one);
}

}  // namespace
}  // namespace formwork
