#include "checker.h"
#include "lock_lines.h"
#include "mutations.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

namespace formwork::mutation {
namespace {

namespace fs = std::filesystem;

std::string source(const std::string& path) {
  std::ifstream in(FORMWORK_SOURCE_DIR "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

FixtureTree overlaid() {
  FixtureTree tree = FixtureTree::load(FORMWORK_SOURCE_DIR "/examples/minimal");
  tree.set("overlays/kubernetes/service.yaml",
           source("templates/kubernetes/service.yaml") + "# of our own\n");
  tree.set("overlays/docker/healthcheck.rs",
           source("templates/docker/healthcheck.rs") + "// of our own\n");
  tree.set("pins.yaml",
           "actions:\n  checkout: {version: v99.0.0, commit: "
           "0123456789abcdef0123456789abcdef01234567}\n");
  const Checker checker(tree);
  if (!checker.ok()) throw std::runtime_error("overlaid: " + shown(checker.refused()));
  for (const auto& [path, entry] : checker.compiled()) tree.set(path, entry);
  return tree;
}

}  // namespace

std::vector<std::string> Workspace::names() {
  std::vector<std::string> out = {"overlaid"};
  for (const auto& entry : fs::directory_iterator(FORMWORK_SOURCE_DIR "/examples"))
    out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

Workspace Workspace::load(const std::string& name) {
  return {name, name == "overlaid" ? overlaid()
                                   : FixtureTree::load(FORMWORK_SOURCE_DIR "/examples/" + name)};
}

Workspace::Workspace(std::string workspace_name, FixtureTree files)
    : name(std::move(workspace_name)), tree(std::move(files)) {
  for (const auto& [path, entry] : tree.entries()) {
    const std::string first = path.substr(0, path.find('/'));
    static const std::set<std::string> kInputs = {"environments", "releases",  "bindings",
                                                  "overlays",     "pins.yaml", "formwork.yaml",
                                                  "web",          "extra"};
    if (kInputs.contains(first)) continue;
    (path.ends_with("formwork.lock") ? locks : outputs).push_back(path);
  }
  for (const std::string& lock : locks) {
    for (const std::string& line : lines_of(tree.at(lock).bytes)) {
      if (line.find(",\"b\":1}") != std::string::npos) blocks.push_back(output_of(line));
    }
  }
  std::erase_if(outputs, [&](const std::string& path) {
    return std::find(blocks.begin(), blocks.end(), path) != blocks.end();
  });
}

std::string Workspace::lock_of(const std::string& output) const {
  for (const std::string& lock : locks) {
    const std::string folder = lock.substr(0, lock.rfind('/') + 1);
    if (!folder.empty() && output.starts_with(folder)) return lock;
  }
  return "formwork.lock";
}

std::string Workspace::owned_folder(const std::string& path) const {
  if (path.starts_with("infra/modules/")) return "infra/modules";
  if (!path.starts_with("infra/") || lock_of(path) == "formwork.lock") return {};
  const std::size_t target = path.find('/', path.find('/', 6) + 1);
  return target == std::string::npos ? std::string() : path.substr(0, target);
}

}  // namespace formwork::mutation
