// Whatever can change an output is an input, and `check` notices it: each leaf of each file of the
// spec, the pins, an overlay, a file that is copied, changed one by one. What must be found is
// worked out from the bytes that a compile would write, compared with the bytes that are committed.
#include "base/parallel.h"
#include "checker.h"
#include "document/yaml.h"
#include "due.h"
#include "mutations.h"
#include "spec_leaves.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <mutex>
#include <thread>

namespace formwork::mutation {
namespace {

class Inputs : public testing::TestWithParam<std::string> {
 protected:
  const Workspace ws_ = Workspace::load(GetParam());
};

TEST_P(Inputs, EachLeafOfTheSpecThatMovesAnOutputIsNoticed) {
  struct Leaf {
    std::string file;
    Node node;
  };
  SourceMap sources;
  Diagnostics diagnostics;
  std::vector<Document> documents;
  std::vector<Leaf> all;
  std::vector<std::string> files;
  for (const auto& [path, entry] : ws_.tree.entries())
    if (is_input(path)) files.push_back(path);
  documents.reserve(files.size());
  for (const std::string& path : files) {
    auto document = parse_yaml(sources.add(path, ws_.tree.at(path).bytes), sources, diagnostics);
    ASSERT_TRUE(document);
    documents.push_back(std::move(*document));
    std::vector<Node> found;
    leaves(documents.back().root(), found);
    for (const Node node : found) all.push_back({path, node});
  }
  std::mutex mutex;
  std::vector<std::string> wrong, unchanged;
  std::size_t changes = 0, moved = 0;
  for_each_index(all.size(), std::max(1U, std::thread::hardware_concurrency()), [&](std::size_t i) {
    bool any = false;
    const auto change = [&](const std::optional<std::string>& text) {
      FixtureTree tree = ws_.tree;
      tree.at(all[i].file).bytes = with_leaf(all[i].node, text);
      const Checker checker(tree);
      if (!checker.ok()) return false;  // `check` refuses it, with an error
      const std::string expected = due(ws_, checker.compiled(), "DR001");
      const std::string found = told(checker.check(tree, {}));
      const std::lock_guard lock(mutex);
      ++changes;
      any = true;
      if (!expected.empty()) ++moved;
      if (found != expected) {
        wrong.push_back(fmt::format("{} {} = {}\nexpected\n{}found\n{}", all[i].file,
                                    all[i].node.path(), text.value_or("(absent)"), expected,
                                    found));
      }
      return true;
    };
    for (const std::string& text : others(all[i].node))
      if (change(text)) break;
    if (all[i].node.parent()) change(std::nullopt);
    const std::lock_guard lock(mutex);
    if (!any) unchanged.push_back(all[i].file + " " + all[i].node.path());
  });
  for (std::size_t i = 0; i < wrong.size() && i < 20; ++i) ADD_FAILURE() << wrong[i];
  EXPECT_EQ(wrong.size(), 0U);
  EXPECT_GT(moved, changes / 2) << "most of what is set is read by something";
  std::string missed;
  for (const std::string& one : unchanged) missed += "\n" + one;
  // What names the format, the file and the one language that there is has no other value.
  EXPECT_LT(unchanged.size(), 3 * files.size() + 2 + all.size() / 20)
      << "no other value was accepted of:" << missed;
  RecordProperty("leaves", static_cast<int>(all.size()));
  RecordProperty("changes", static_cast<int>(changes));
}

/// What is found and what is due once `change` has moved inputs of the overlaid workspace.
void expect_noticed(const std::string& what, const char* stale, bool moves_outputs,
                    const std::function<void(FixtureTree&)>& change) {
  static const Workspace ws = Workspace::load("overlaid");
  FixtureTree tree = ws.tree;
  change(tree);
  const Checker checker(tree);
  ASSERT_TRUE(checker.ok()) << what << "\n" << shown(checker.refused());
  const std::string expected = due(ws, checker.compiled(), stale);
  EXPECT_EQ(told(checker.check(tree, {})), expected) << what;
  EXPECT_NE(expected, "") << what << " moves nothing";
  EXPECT_EQ(expected.find(stale) != std::string::npos, moves_outputs) << what << "\n" << expected;
}

TEST(OtherInputs, AreNoticedWhereTheyMoveAnOutput) {
  const std::string service = "overlays/kubernetes/service.yaml";
  expect_noticed("a line of an overlaid template", "DR002", true,
                 [&](FixtureTree& t) { t.at(service).bytes += "# and more\n"; });
  expect_noticed("a comment of an overlaid template", "DR002", false,
                 [&](FixtureTree& t) { t.at(service).bytes += "<%# only for us %>\n"; });
  expect_noticed("an overlay that goes", "DR002", true, [&](FixtureTree& t) { t.remove(service); });
  expect_noticed("an overlay that comes", "DR002", true, [](FixtureTree& t) {
    std::ifstream in(FORMWORK_SOURCE_DIR "/templates/kubernetes/pdb.yaml");
    t.set("overlays/kubernetes/pdb.yaml",
          std::string(std::istreambuf_iterator<char>(in), {}) + "# of our own\n");
  });
  expect_noticed("a byte of an overlaid plain file", "DR002", true, [](FixtureTree& t) {
    t.at("overlays/docker/healthcheck.rs").bytes += "// and more\n";
  });
  expect_noticed("a pin", "DR001", true, [](FixtureTree& t) {
    std::string& pins = t.at("pins.yaml").bytes;
    pins[pins.find("01234567}") + 7] = '8';
  });
  expect_noticed("pins that go", "DR001", true, [](FixtureTree& t) { t.remove("pins.yaml"); });
  expect_noticed("a pack that comes", "DR002", true, [](FixtureTree& t) {
    t.set("overlays/notes/pack.yaml",
          "pack: notes\ndescription: D.\ntarget: kubernetes\nartifacts:\n  - {output: 'infra/<%= "
          "metadata.name %>/kubernetes/service.txt', template: n.txt, language: text}\n");
    t.set("overlays/notes/n.txt", "x\n");
    std::string& mine = t.at("overlays/kubernetes/service.yaml").bytes;
    mine += "# moved as well\n";
  });
}

INSTANTIATE_TEST_SUITE_P(Mutation, Inputs, testing::ValuesIn(Workspace::names()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace formwork::mutation
