// Roots that are recalled are what folding gives: the same records, parity and findings, whatever
// the environments hold and in whatever order they come.
#include "pipeline/module_files.h"
#include "pipeline/root_memory.h"
#include "unit/pipeline/azure_workspace.h"
#include "unit/pipeline/compiled.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace formwork {
namespace {

using testing::azure_workspace;
using testing::source_file;

struct Judged {
  std::map<std::string, LockResources> resources{};
  std::vector<std::string> findings{};
  std::size_t hits = 0;
  std::map<std::string, parity::Coverage> parity{};
};

Judged judge(const Tree& tree, VerifyMode mode, bool backwards = false) {
  Judged out;
  SourceMap sources;
  Diagnostics diagnostics;
  auto inputs = load_inputs(tree, {}, sources, diagnostics);
  for (const Diagnostic& d : diagnostics.items()) ADD_FAILURE() << d.message;
  if (!inputs) return out;
  Verifier verifier(inputs->packs, sources, mode);
  auto units = units_of(*inputs, true);
  if (backwards) std::reverse(units.begin(), units.end());
  for (const Unit& unit : units) {
    UnitOutput output = render_unit(*inputs, unit, sources, &verifier, {});
    for (auto& [root, records] : output.lock.resources) out.resources[root] = records;
    for (const Diagnostic& d : output.diagnostics.items()) {
      std::string line = fmt::format("{} {} {} {}", unit.name, d.rule, d.message, d.path);
      const Position at = d.span.valid() ? sources.begin(d.span) : Position();
      line += fmt::format(" {}:{}", at.line, d.notes.size());
      out.findings.push_back(std::move(line));
    }
    out.parity[unit.name] = output.parity;
  }
  std::sort(out.findings.begin(), out.findings.end());
  out.hits = inputs->module_files->memory().hits();
  return out;
}

void expect_same(const Judged& recalled, const Judged& folded) {
  EXPECT_EQ(recalled.findings, folded.findings);
  ASSERT_EQ(recalled.resources.size(), folded.resources.size());
  for (const auto& [root, records] : folded.resources) {
    const LockResources& others = recalled.resources.at(root);
    ASSERT_EQ(records.size(), others.size()) << root;
    for (const auto& [address, record] : records) {
      ASSERT_TRUE(others.contains(address)) << address;
      EXPECT_EQ(others.at(address).digest, record.digest) << root << " " << address;
      EXPECT_EQ(others.at(address).name, record.name) << root << " " << address;
      EXPECT_EQ(others.at(address).type, record.type) << root << " " << address;
    }
  }
  for (const auto& [unit, coverage] : folded.parity) {
    const parity::Coverage& other = recalled.parity.at(unit);
    EXPECT_EQ(other.equal, coverage.equal) << unit;
    EXPECT_EQ(other.pairs, coverage.pairs) << unit;
    EXPECT_EQ(other.reference, coverage.reference) << unit;
    EXPECT_EQ(other.unknown, coverage.unknown) << unit;
    EXPECT_EQ(other.different, coverage.different) << unit;
  }
}

// A module that changes the value of a group's key is found in the one environment where that
// shows, although roots that are made alike passed before it.
TEST(RecalledRoots, GiveTheKeysOfGroupsWhatTheSpecDoes) {
  MemoryTree tree = azure_workspace(14, 1);
  const auto replaced = [](std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
  };
  const std::string module = "azure/modules/terraform/container-app/main.tf";
  tree.set(
      "overlays/" + module,
      replaced(source_file("templates/" + module), "value = env.value",
               "value = env.key == \"FEATURE_BILLING_PORTAL\" ? lower(env.value) : env.value"));
  const std::string spec = "environments/e9.yaml";
  tree.set(spec,
           replaced(*tree.read(spec), "config: {", "config: {FEATURE_BILLING_PORTAL: Loud, "));
  const Judged recalled = judge(tree, VerifyMode::shapes);
  EXPECT_GT(recalled.hits, 0U);
  std::size_t told = 0;
  for (const std::string& finding : recalled.findings) {
    if (finding.find("of the configuration group `flags` is `loud`") == std::string::npos) continue;
    EXPECT_TRUE(finding.starts_with("e9 ")) << finding;
    ++told;
  }
  EXPECT_EQ(told, 1U);
  expect_same(recalled, judge(tree, VerifyMode::full));
}

TEST(RecalledRoots, AreWhatFoldingGives) {
  for (const std::uint32_t seed : {1U, 2U}) {
    const MemoryTree tree = azure_workspace(14, seed);
    const Judged folded = judge(tree, VerifyMode::full);
    for (const bool backwards : {false, true}) {
      const Judged recalled = judge(tree, VerifyMode::shapes, backwards);
      expect_same(recalled, folded);
      EXPECT_GE(recalled.hits, 4U);
    }
  }
}

/// Overlays that make one environment wrong where all others are right.
void expect_found(const std::string& path, const std::string& what, const std::string& by,
                  const std::string& finding) {
  std::string text = source_file("templates/azure/" + path);
  const std::size_t at = text.find(what);
  ASSERT_NE(at, std::string::npos) << path;
  text.replace(at, what.size(), by);
  MemoryTree tree = azure_workspace(12, 3);
  tree.set("overlays/azure/" + path, text);
  const Judged folded = judge(tree, VerifyMode::full);
  std::size_t found = 0;
  for (const std::string& line : folded.findings) {
    if (line.find(finding) == std::string::npos) continue;
    EXPECT_TRUE(line.starts_with("e10 ")) << line;
    ++found;
  }
  EXPECT_GT(found, 0U) << finding;
  for (const bool backwards : {false, true}) {
    const Judged recalled = judge(tree, VerifyMode::shapes, backwards);
    expect_same(recalled, folded);
    EXPECT_GE(recalled.hits, 4U) << "the others are recalled";
  }
}

TEST(RecalledRoots, DoNotHideWhereOneEnvironmentsLanguagesDiffer) {
  expect_found(
      "bicep/main.bicepparam", "param location = <%= azure.location %>",
      "param location = <%= metadata.name == \"e10\" ? \"northeurope\" : azure.location %>",
      "`location` of");
}

TEST(RecalledRoots, DoNotHideWhatARuleFindsInOneEnvironment) {
  expect_found("modules/terraform/registry/main.tf", "admin_enabled                 = false",
               "admin_enabled                 = endswith(var.name, \"e10\")", "AZ-TF-001");
}

TEST(RecalledRoots, DoNotHideAPolicyThatOneEnvironmentDoesNotSend) {
  expect_found(
      "terraform/terraform.tfvars", "front_door = <%= azure.front_door %>",
      "front_door = <%= merge(azure.front_door, {content_security_policy: metadata.name == "
      "\"e10\" ? \"default-src *\" : azure.front_door.content_security_policy}) %>",
      "does not send the policy");
}

}  // namespace
}  // namespace formwork
