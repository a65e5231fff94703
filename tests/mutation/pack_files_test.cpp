// Every file of every pack is an input where it is overlaid: template, part of one, rule, manifest,
// table, file that is copied. Each is overlaid as it is and compiled, then changed: `check` has to
// notice, and to name the outputs that a compile would write anew. So are the files of `extra`.
#include "base/parallel.h"
#include "checker.h"
#include "due.h"
#include "mutations.h"
#include "pack/embedded.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace formwork::mutation {
namespace {

std::string extension(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? name : name.substr(dot + 1);
}

/// Other texts of a file of a pack.
std::vector<std::string> changed(const std::string& path, const std::string& text) {
  const std::string kind = extension(path);
  const std::string end = text.empty() || text.back() == '\n' ? "" : "\n";
  const bool slashes = kind == "bicep" || kind == "bicepparam" || kind == "rs" || kind == "js";
  const std::string remark = kind == "lua" ? "-- of our own\n"
                             : slashes     ? "// of our own\n"
                                           : "# of our own\n";
  std::vector<std::string> out = {text + end + remark, remark + text, text + end + "of our own\n"};
  // A word more in a line without tags: JSON keeps no remark, and a branch may not be taken.
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t i = lines.size(); i-- > 0 && out.size() < 12;) {
    const std::string& line = lines[i];
    const std::size_t first = line.find_first_not_of(' ');
    if (line.size() < 4 || first == std::string::npos || line[first] == '#' ||
        line.find("<%") != std::string::npos || line.find("%>") != std::string::npos ||
        std::isalnum(static_cast<unsigned char>(line[line.size() - 2])) == 0)
      continue;
    std::vector<std::string> other = lines;
    other[i].insert(line.size() - 1, "-own");
    out.push_back(joined(other));
  }
  return out;
}

/// A workspace, and the pack files that its outputs are made of.
struct Base {
  Workspace ws;
  std::set<std::string> files{}, packs{};
};

/// The workspace with production alone, which is most of what its packs give: it is compiled a
/// thousand times. The whole of it where the others are needed.
Workspace production_of(const std::string& name) {
  Workspace whole = Workspace::load(name);
  FixtureTree tree = whole.tree;
  for (const std::string& path : whole.outputs) tree.remove(path);
  for (const std::string& lock : whole.locks) {
    tree.remove(lock);
    const std::string folder = lock.substr(0, lock.rfind('/') + 1);  // infra/ENVIRONMENT/
    if (folder.empty() || folder == "infra/prod/") continue;
    const std::string env = folder.substr(6, folder.size() - 7);
    for (const char* kind : {"environments/", "releases/", "bindings/"})
      if (tree.has(kind + env + ".yaml")) tree.remove(kind + env + ".yaml");
  }
  const Checker checker(tree);
  if (!checker.ok()) return whole;
  for (const auto& [path, entry] : checker.compiled()) tree.set(path, entry);
  return {name, tree};
}

Base base_of(const std::string& name) {
  Base out{production_of(name)};
  SourceMap sources;
  Diagnostics diagnostics;
  const auto inputs = load_inputs(out.ws.tree, {}, sources, diagnostics);
  EXPECT_TRUE(inputs) << name;
  if (!inputs) return out;
  for (const Unit& unit : units_of(*inputs, false)) {
    const UnitOutput output = render_unit(*inputs, unit, sources, nullptr, {});
    for (const Artifact& artifact : output.artifacts) {
      out.files.insert(artifact.row->file);
      out.packs.insert(artifact.pack->folder);
    }
  }
  return out;
}

/// What came of one file in one workspace.
enum class Fate : std::uint8_t { refused, silent, recorded, shown };

/// Overlays `file`, compiles, changes it and checks. What is wrong is appended to `wrong`.
Fate overlay_and_change(const Base& base, const std::string& file, std::mutex& mutex,
                        std::vector<std::string>& wrong) {
  const std::string overlay = "overlays/" + file.substr(file.find('/') + 1);
  const std::string built_in(embedded(file));
  if (base.ws.tree.has(overlay)) return Fate::silent;
  FixtureTree overlaid = base.ws.tree;
  overlaid.set(overlay, built_in);
  {
    const Checker checker(overlaid);
    if (!checker.ok()) return Fate::refused;
    for (const auto& [path, entry] : checker.compiled()) {
      const bool lock = path.ends_with("formwork.lock");
      if (!lock && base.ws.tree.has(path) && base.ws.tree.at(path).bytes != entry.bytes) {
        const std::lock_guard guard(mutex);
        wrong.push_back(fmt::format("{}: overlaid as it is, it gives another `{}`", file, path));
      }
      overlaid.set(path, entry);
    }
  }
  const Workspace before(base.ws.name, overlaid);
  Fate best = Fate::refused;
  for (const std::string& text : changed(file, built_in)) {
    FixtureTree tree = overlaid;
    tree.at(overlay).bytes = text;
    const Checker checker(tree);
    if (!checker.ok()) continue;
    std::string expected = due(before, checker.compiled(), "DR002");
    const std::vector<Finding> findings = checker.check(tree, {});
    const std::string found = told(findings);
    // A lock of which a loss is told is not told of again.
    for (const Finding& one : findings) {
      const std::string line = "DR006 " + one.path + "\n";
      const std::size_t at =
          one.id == "DR019" && one.error ? expected.find(line) : std::string::npos;
      if (at != std::string::npos && found.find(line) == std::string::npos)
        expected.erase(at, line.size());
    }
    if (found != expected) {
      const std::lock_guard guard(mutex);
      wrong.push_back(
          fmt::format("{} in {}\nexpected\n{}found\n{}", file, base.ws.name, expected, found));
    }
    const Fate fate = expected.empty()                               ? Fate::silent
                      : expected.find("DR002 ") == std::string::npos ? Fate::recorded
                                                                     : Fate::shown;
    best = std::max(best, fate);
    if (best == Fate::shown) break;
  }
  return best;
}

TEST(PackFiles, EachIsAnInputWhereItIsOverlaid) {
  std::vector<Base> bases;
  for (const std::string& name : Workspace::names())
    if (name != "overlaid") bases.push_back(base_of(name));
  std::sort(bases.begin(), bases.end(), [](const Base& a, const Base& b) {  // the quick ones first
    return a.ws.outputs.size() < b.ws.outputs.size();
  });
  std::vector<std::string> files;
  for (const EmbeddedFile& file : embedded_below("templates/")) {
    const std::string path(file.path);
    // Languages and pins are data that a workspace does not overlay, but sets.
    if (std::count(path.begin(), path.end(), '/') > 1 && !path.starts_with("templates/languages/"))
      files.push_back(path);
  }
  std::mutex mutex;
  std::vector<std::string> wrong, unused, unseen;
  std::map<Fate, std::size_t> fates;
  std::map<std::string, std::size_t> kinds;
  std::size_t changes = 0;
  for_each_index(files.size(), std::max(1U, std::thread::hardware_concurrency()),
                 [&](std::size_t i) {
                   const std::string& file = files[i];
                   const std::string pack = file.substr(10, file.find('/', 10) - 10);
                   // Where it gives an output, else where its pack does.
                   std::vector<const Base*> where;
                   for (const Base& base : bases)
                     if (base.files.contains(file)) where.push_back(&base);
                   const bool direct = !where.empty();
                   for (const Base& base : bases) {
                     if (!direct && base.packs.contains("templates/" + pack))
                       where.push_back(&base);
                   }
                   Fate best = Fate::refused;
                   std::size_t tried = 0;
                   for (const Base* base : where) {
                     if (best == Fate::shown || (best == Fate::recorded && direct)) break;
                     best = std::max(best, overlay_and_change(*base, file, mutex, wrong));
                     ++tried;
                   }
                   const std::lock_guard lock(mutex);
                   ++fates[best];
                   changes += tried;
                   if (direct && best != Fate::shown) unseen.push_back(file);
                   if (best < Fate::recorded) unused.push_back(file);
                 });
  for (std::size_t i = 0; i < wrong.size() && i < 20; ++i) ADD_FAILURE() << wrong[i];
  EXPECT_EQ(wrong.size(), 0U);
  for (const std::string& file : unused) ADD_FAILURE() << file << ": its change is no finding";
  for (const std::string& file : unseen) ADD_FAILURE() << file << ": its change shows in no output";
  std::printf(
      "pack files: %zu, in %zu workspaces; shown in outputs %zu, recorded %zu, silent %zu, "
      "refused %zu\n",
      files.size(), changes, fates[Fate::shown], fates[Fate::recorded], fates[Fate::silent],
      fates[Fate::refused]);
}

// Each line of each file, and that it is there.
TEST(ExtraFiles, AreInputsByteByByte) {
  const std::map<std::string, std::string> extra = {
      {"extra/quota.yaml",
       "apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: quota\n  namespace: payments-prod\n"
       "spec:\n  hard:\n    pods: \"20\"\n"},
      {"extra/notes.yaml",
       "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: notes\n  namespace: "
       "payments-prod\ndata:\n"
       "  NOTE: who is on call\n"}};
  FixtureTree tree = Workspace::load("minimal").tree;
  tree.at("environments/prod.yaml").bytes +=
      "extra:\n  kubernetes/quota.yaml: extra/quota.yaml\n  kubernetes/notes.yaml: "
      "extra/notes.yaml\n";
  for (const auto& [path, text] : extra) tree.set(path, text);
  {
    const Checker checker(tree);
    ASSERT_TRUE(checker.ok()) << shown(checker.refused());
    for (const auto& [path, entry] : checker.compiled()) tree.set(path, entry);
    EXPECT_EQ(shown(checker.check(tree, {})), "");
  }
  const Workspace before("minimal", tree);
  std::size_t changes = 0;
  for (const auto& [path, text] : extra) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') continue;
      FixtureTree other = tree;
      other.at(path).bytes[i] = text[i] == 'x' ? 'y' : 'x';
      const Checker checker(other);
      if (!checker.ok()) continue;  // refused, with an error
      const std::string expected = due(before, checker.compiled(), "DR002");
      EXPECT_NE(expected.find("DR002 "), std::string::npos) << path << " " << i;
      EXPECT_EQ(told(checker.check(other, {})), expected) << path << " " << i;
      ++changes;
    }
    FixtureTree other = tree;
    other.remove(path);
    EXPECT_FALSE(Checker(other).ok()) << path << " is missed";
  }
  EXPECT_GT(changes, 100U);
  std::printf("extra files: %zu changes\n", changes);
}

}  // namespace
}  // namespace formwork::mutation
