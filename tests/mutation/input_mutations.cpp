// What goes in is changed: the spec, a release, a template that is overlaid, and an output by hand
// beside it. What is due is worked out from what a compile would write.
#include "checker.h"
#include "document/yaml.h"
#include "due.h"
#include "mutations.h"
#include "spec_leaves.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace formwork::mutation {
namespace {

namespace fs = std::filesystem;

constexpr int kTries = 40;

/// Changes one input; the file that was changed, empty where chance picked none.
using Change = std::function<std::string(const Workspace&, FixtureTree&, Chance&)>;

std::string files_of(const Workspace& ws, const std::string& folder, Chance& chance) {
  std::vector<std::string> found;
  for (const auto& [path, entry] : ws.tree.entries())
    if (is_input(path) && path.starts_with(folder)) found.push_back(path);
  return found.empty() ? std::string() : chance.of(found);
}

std::string other_value(const Workspace& ws, FixtureTree& tree, Chance& chance) {
  const std::string path = files_of(ws, "", chance);
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = parse_yaml(sources.add(path, tree.at(path).bytes), sources, diagnostics);
  if (!document) return {};
  std::vector<Node> all;
  leaves(document->root(), all);
  const Node leaf = chance.of(all);
  const std::vector<std::string> values = others(leaf);
  const bool gone = leaf.parent() && chance.below(8) == 0;
  tree.at(path).bytes = with_leaf(leaf, gone ? std::nullopt : std::optional(values.front()));
  return path;
}

/// Another digit of a digest that a release names.
std::string other_release(const Workspace& ws, FixtureTree& tree, Chance& chance) {
  const std::string path = files_of(ws, "releases/", chance);
  if (path.empty()) return {};
  std::string& text = tree.at(path).bytes;
  std::vector<std::size_t> digests;
  for (std::size_t at = text.find("digest: sha256:"); at != std::string::npos;
       at = text.find("digest: sha256:", at + 1))
    digests.push_back(at + 15);
  if (digests.empty()) return {};
  char& digit = text[chance.of(digests) + chance.below(64)];
  digit = digit == 'a' ? 'b' : 'a';
  return path;
}

std::string source(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Templates of YAML that are built in: as they are written, but for one line.
const std::vector<std::string>& templates() {
  static const std::vector<std::string> all = [] {
    const fs::path root = FORMWORK_SOURCE_DIR "/templates";
    std::vector<std::string> out;
    for (const char* pack : {"kubernetes", "github-actions"}) {
      for (const auto& entry : fs::recursive_directory_iterator(root / pack)) {
        const std::string path = entry.path().lexically_relative(root).string();
        if (path.ends_with(".yaml") && path.find("/rules/") == std::string::npos &&
            path.find("/pack.yaml") == std::string::npos)
          out.push_back(path);
      }
    }
    std::sort(out.begin(), out.end());
    return out;
  }();
  return all;
}

/// A word more at the end of a line without tags that an output has.
bool other_line(const Workspace& ws, std::string& text, Chance& chance) {
  std::vector<std::string> lines = lines_of(text);
  std::vector<std::size_t> plain;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.size() > 3 && line.find("<%") == std::string::npos &&
        line.find("%>") == std::string::npos &&
        std::isalnum(static_cast<unsigned char>(line[line.size() - 2])) != 0)
      plain.push_back(i);
  }
  if (plain.empty()) return false;
  std::string& line = lines[chance.of(plain)];
  const std::string known = line.substr(line.find_first_not_of(' '));
  if (std::none_of(ws.outputs.begin(), ws.outputs.end(), [&](const std::string& path) {
        return ws.tree.at(path).bytes.find(known) != std::string::npos;
      }))
    return false;
  line.insert(line.size() - 1, "-own");
  text = joined(lines);
  return true;
}

/// A template that is built in is overlaid from now on.
std::string new_overlay(const Workspace& ws, FixtureTree& tree, Chance& chance) {
  const std::string& name = chance.of(templates());
  const std::string path = "overlays/" + name;
  if (tree.has(path)) return {};
  std::string text = source(FORMWORK_SOURCE_DIR "/templates/" + name);
  if (!other_line(ws, text, chance)) return {};
  tree.set(path, std::move(text));
  return path;
}

/// One that is overlaid is edited, or goes.
std::string other_overlay(const Workspace& ws, FixtureTree& tree, Chance& chance) {
  std::vector<std::string> overlays;
  for (const auto& [path, entry] : ws.tree.entries())
    if (path.starts_with("overlays/")) overlays.push_back(path);
  if (overlays.empty()) return {};
  const std::string path = chance.of(overlays);
  if (chance.below(4) == 0) {
    tree.remove(path);
  } else if (!other_line(ws, tree.at(path).bytes, chance)) {
    return {};
  }
  return path;
}

/// `hand`: an output that chance picked is edited as well. Where a compile would change it too it
/// is stale and edited, else only edited.
MutationKind input_kind(std::string name, std::string stale, const Change& change, bool hand) {
  return {std::move(name), [=](const Workspace& ws, Chance& chance) -> std::optional<Mutant> {
            for (int tries = 0; tries < kTries; ++tries) {
              Mutant mutant;
              mutant.tree = ws.tree;
              mutant.all_units = true;
              mutant.path = change(ws, mutant.tree, chance);
              if (mutant.path.empty()) continue;
              mutant.anew = std::make_shared<Checker>(mutant.tree);
              if (!mutant.anew->ok()) continue;  // `check` refuses it, with an error
              const Files compiled = mutant.anew->compiled();
              std::vector<std::string> lines = lines_of(due(ws, compiled, stale.c_str()));
              for (std::string& line : lines) line.pop_back();
              if (lines.empty()) continue;  // nothing is read of it
              if (hand) {
                std::vector<std::string> behind;
                for (const std::string& line : lines)
                  if (line.starts_with(stale + " ")) behind.push_back(line.substr(6));
                if (behind.empty()) continue;
                const std::string& edited = chance.of(behind);
                if (std::find(ws.blocks.begin(), ws.blocks.end(), edited) != ws.blocks.end())
                  continue;
                std::string& text = mutant.tree.at(edited).bytes;
                edit(text, chance);
                if (text == compiled.at(edited).bytes) continue;
                std::replace(lines.begin(), lines.end(), stale + " " + edited, "DR005 " + edited);
                mutant.path = edited;
              }
              mutant.expected = {std::move(lines)};
              return mutant;
            }
            return std::nullopt;
          }};
}

}  // namespace

std::vector<MutationKind> input_kinds() {
  std::vector<MutationKind> out;
  for (const bool hand : {false, true}) {
    const std::string beside = hand ? ", and a file by hand" : "";
    out.push_back(input_kind("another value of the spec" + beside, "DR001", other_value, hand));
    out.push_back(input_kind("another digest of a release" + beside, "DR001", other_release, hand));
    out.push_back(input_kind("a template is overlaid" + beside, "DR002", new_overlay, hand));
    out.push_back(input_kind("another overlay" + beside, "DR002", other_overlay, hand));
  }
  return out;
}

}  // namespace formwork::mutation
