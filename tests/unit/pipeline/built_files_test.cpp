// Built files from the tree to the outputs: what is found in them, where it goes, and that no
// change of them is missed.
#include "base/integrity.h"
#include "pipeline/asset_findings.h"
#include "pipeline/check.h"
#include "pipeline/compile.h"
#include "unit/pipeline/compiled.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace formwork::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPage =
    "<!DOCTYPE html>\n<title>a</title>\n<style>p{}</style>\n<script src=/app.js></script>\n"
    "<script>start()</script>\n<p onclick=\"go()\">";

MemoryTree workspace() {
  MemoryTree tree;
  tree.set("formwork.yaml", "apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n");
  tree.set("environments/dev.yaml", R"(apiVersion: formwork.dev/v1alpha1
kind: Environment
metadata: {name: dev, tier: development, owner: team-shop}
targets: [kubernetes]
naming: {organisation: acme, workload: shop}
registry: {server: ghcr.io/acme}
services:
  web: {assets: [web/dist/index.html, "web/dist/**/*.js"]}
edge:
  hosts: {web: {domain: shop.acme.example}}
  csp: {hashes: true}
)");
  tree.set("releases/dev.yaml",
           "services: {web: {image: {tag: \"1\", digest: sha256:" + std::string(64, 'a') + "}}}\n");
  tree.set("web/dist/index.html", kPage);
  tree.set("web/dist/app.js", "app()");
  tree.set("web/dist/chunks/one.js", "one()");
  tree.set("web/dist/readme.txt", "not listed");
  return tree;
}

std::string source(std::string_view code) {
  return "'" + hash_expression(HashAlgorithm::sha256, code) + "'";
}

/// What compile would write, by path, with the lock.
struct Written {
  std::map<std::string, std::string> files;
  std::string lock;
  std::vector<std::string> findings;  // "DR027 web/dist/app.js: …"
};

std::vector<std::string> told(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::vector<std::string> out;
  for (const Diagnostic& d : diagnostics.items()) {
    const std::string place = d.span.valid() ? std::string(sources.path(d.span.source)) + ":" +
                                                   std::to_string(sources.begin(d.span).line)
                                             : d.path;
    out.push_back(std::string(info(d.code).id) + " " + place + ": " + d.message);
  }
  return out;
}

Written written(const Tree& tree) {
  Written out;
  SourceMap sources;
  Diagnostics diagnostics;
  const auto inputs = load_inputs(tree, {}, sources, diagnostics);
  if (inputs) {
    Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
    const std::vector<Unit> units = units_of(*inputs, true);
    auto reports = inspect_all(*inputs, units, tree, sources, &verifier, 1, {});
    judge_built_files(*inputs, reports);
    diagnostics.append(std::move(reports[0].output.diagnostics));
    out.lock = write_lock(reports[0].output.lock);
    (void)render_unit(*inputs, units[0], sources, nullptr,
                      [&](std::size_t, const Artifact& artifact, std::string_view bytes) {
                        out.files[artifact.path] = bytes;
                      });
  }
  out.findings = told(diagnostics, sources);
  return out;
}

/// The tree as it is after a compile.
MemoryTree compiled(MemoryTree tree) {
  const Written w = written(tree);
  for (const auto& [path, bytes] : w.files) tree.set(path, bytes);
  tree.set("infra/dev/formwork.lock", w.lock);
  return tree;
}

std::vector<std::string> drift(const Tree& tree) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto inputs = load_inputs(tree, {}, sources, diagnostics);
  if (inputs) {
    Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
    for (const UnitReport& report :
         inspect_all(*inputs, units_of(*inputs, true), tree, sources, &verifier, 1, {}))
      report_drift(*inputs, report, tree, sources, {}, diagnostics);
  }
  return told(diagnostics, sources);
}

constexpr const char* kRoute = "infra/dev/kubernetes/edge/hosts/web.yaml";
constexpr const char* kManifest = "infra/dev/kubernetes/services/web/integrity.json";

TEST(BuiltFiles, GoIntoThePolicyTheManifestAndTheLock) {
  const Written w = written(workspace());
  const std::string& route = w.files.at(kRoute);
  EXPECT_THAT(route, HasSubstr("script-src 'self' " + source("start()")));
  EXPECT_THAT(route, HasSubstr("style-src 'self' " + source("p{}")));
  EXPECT_THAT(route, Not(HasSubstr(source("go()"))));  // not without 'unsafe-hashes'
  const std::string app = hash_expression(HashAlgorithm::sha384, "app()");
  EXPECT_THAT(w.files.at(kManifest), HasSubstr("\"web/dist/app.js\": \"" + app + "\""));
  EXPECT_THAT(w.files.at(kManifest), HasSubstr("web/dist/chunks/one.js"));
  EXPECT_THAT(w.files.at(kManifest), HasSubstr("web/dist/index.html"));
  EXPECT_THAT(w.files.at(kManifest), Not(HasSubstr("readme")));
  EXPECT_THAT(w.lock, HasSubstr("{\"k\":\"sri\",\"p\":\"web/dist/app.js\",\"d\":\"" + app + "\"}"));
  EXPECT_THAT(w.lock, Not(HasSubstr("built")));  // they are no values of the spec
  EXPECT_THAT(w.findings,
              Contains(HasSubstr("FW4017 web/dist/index.html:6: the event handler "
                                 "`onclick` is blocked by `script-src` in the policy of "
                                 "`dev`")));
  EXPECT_EQ(w.findings.size(), 1U);
}

TEST(BuiltFiles, WithoutBeingAskedNoHashIsInThePolicy) {
  MemoryTree tree = workspace();
  std::string spec = *tree.read("environments/dev.yaml");
  tree.set("environments/dev.yaml", spec.substr(0, spec.find("  csp:")));
  const Written w = written(tree);
  EXPECT_THAT(w.files.at(kRoute), Not(HasSubstr("sha256-")));
  EXPECT_EQ(w.findings.size(), 3U);  // style, script, handler
}

TEST(BuiltFiles, HandlersAreAllowedWhereTheSpecSaysSo) {
  MemoryTree tree = workspace();
  std::string spec = *tree.read("environments/dev.yaml");
  spec.replace(spec.find("{hashes: true}"), 14,
               "{hashes: true, policy: {script-src: [\"'self'\", \"'unsafe-hashes'\"]}}");
  tree.set("environments/dev.yaml", spec);
  const Written w = written(tree);
  EXPECT_THAT(w.files.at(kRoute), HasSubstr("script-src 'self' 'unsafe-hashes' " + source("go()")));
  EXPECT_TRUE(w.findings.empty()) << w.findings[0];
}

TEST(BuiltFiles, NothingIsDriftWhereNothingMoved) {
  EXPECT_TRUE(drift(compiled(workspace())).empty());
}

// Each input in turn.
TEST(BuiltFiles, EveryChangeIsFound) {
  const MemoryTree base = compiled(workspace());
  const struct {
    const char* what;
    std::function<void(MemoryTree&)> change;
    const char* finding;
  } rows[] = {
      {"a byte of a script file", [](MemoryTree& t) { t.set("web/dist/app.js", "app(1)"); },
       "DR027 web/dist/app.js: the built file `web/dist/app.js` is not the one that was compiled"},
      {"its line ends", [](MemoryTree& t) { t.set("web/dist/app.js", "app()\r\n"); },
       "DR027 web/dist/app.js"},
      {"text of a page",
       [](MemoryTree& t) { t.set("web/dist/index.html", kPage + std::string("x")); },
       "DR027 web/dist/index.html"},
      {"an inline script",
       [](MemoryTree& t) {
         std::string page = kPage;
         page.replace(page.find("start()"), 7, "other()");
         t.set("web/dist/index.html", page);
       },
       "DR002 infra/dev/kubernetes/edge/hosts/web.yaml"},
      {"a file is emptied", [](MemoryTree& t) { t.set("web/dist/chunks/one.js", ""); },
       "DR027 web/dist/chunks/one.js"},
      {"a file is gone that a pattern fits",
       [](MemoryTree& t) { t.remove("web/dist/chunks/one.js"); },
       "DR027 web/dist/chunks/one.js: the built file `web/dist/chunks/one.js` is gone"},
      {"a file comes that a pattern fits",
       [](MemoryTree& t) { t.set("web/dist/chunks/deep/two.js", ""); },
       "DR027 web/dist/chunks/deep/two.js: the built file `web/dist/chunks/deep/two.js` came"},
      {"a listed file is gone", [](MemoryTree& t) { t.remove("web/dist/index.html"); },
       "DR027 environments/dev.yaml:8: the built file `web/dist/index.html` is missing"},
      {"a file is renamed",
       [](MemoryTree& t) {
         t.remove("web/dist/app.js");
         t.set("web/dist/app2.js", "app()");
       },
       "DR027 web/dist/app2.js"},
      {"two files change places",
       [](MemoryTree& t) {
         t.set("web/dist/app.js", "one()");
         t.set("web/dist/chunks/one.js", "app()");
       },
       "DR027 web/dist/chunks/one.js"},
      {"the lock's record",
       [](MemoryTree& t) {
         std::string lock = *t.read("infra/dev/formwork.lock");
         const std::size_t at = lock.find("sha384-") + 7;
         lock[at] = lock[at] == 'A' ? 'B' : 'A';
         t.set("infra/dev/formwork.lock", lock);
       },
       "DR027 web/dist/app.js"},
      {"the lock's record is taken out",
       [](MemoryTree& t) {
         std::string lock = *t.read("infra/dev/formwork.lock");
         const std::size_t at = lock.find("{\"k\":\"sri\"");
         lock.erase(at, lock.find('\n', at) + 1 - at);
         t.set("infra/dev/formwork.lock", lock);
       },
       "DR027 web/dist/app.js"},
      {"the manifest",
       [](MemoryTree& t) {
         std::string text = *t.read(kManifest);
         text[text.find("sha384-") + 7] ^= 1;
         t.set(kManifest, text);
       },
       "DR004 infra/dev/kubernetes/services/web/integrity.json"},
      {"the file and the lock together",
       [](MemoryTree& t) {
         t.set("web/dist/app.js", "app(1)");
         std::string lock = *t.read("infra/dev/formwork.lock");
         const std::string was = hash_expression(HashAlgorithm::sha384, "app()");
         lock.replace(lock.find(was), was.size(), hash_expression(HashAlgorithm::sha384, "app(1)"));
         t.set("infra/dev/formwork.lock", lock);
       },
       "DR004 infra/dev/kubernetes/services/web/integrity.json"},
      {"whether hashes are wanted",
       [](MemoryTree& t) {
         std::string spec = *t.read("environments/dev.yaml");
         spec.replace(spec.find("hashes: true"), 12, "hashes: false");
         t.set("environments/dev.yaml", spec);
       },
       "DR001 infra/dev/kubernetes/edge/hosts/web.yaml"},
  };
  for (const auto& row : rows) {
    MemoryTree tree = base;
    row.change(tree);
    EXPECT_THAT(drift(tree), Contains(HasSubstr(row.finding))) << row.what;
    EXPECT_TRUE(row.finding == std::string(rows[7].finding) || drift(compiled(tree)).empty())
        << row.what << ": compiled again, it is right";
  }
  MemoryTree tree = base;
  tree.set("web/dist/readme.txt", "no input");
  EXPECT_TRUE(drift(tree).empty());
}

TEST(BuiltFiles, WhatTheListLosesIsNamedBySpec) {
  MemoryTree tree = compiled(workspace());
  std::string spec = *tree.read("environments/dev.yaml");
  spec.replace(spec.find(", \"web/dist/**/*.js\""), 20, "");
  tree.set("environments/dev.yaml", spec);
  const auto found = drift(tree);
  EXPECT_THAT(found, Contains(HasSubstr("DR001 infra/dev/kubernetes/services/web/integrity.json")));
  EXPECT_THAT(found, Not(Contains(HasSubstr("DR027"))));
}

TEST(BuiltFiles, APathThatLeadsNowhereIsAnError) {
  const struct {
    const char *listed, *finding;
  } rows[] = {
      {"web/dist/none.js",
       "DR027 environments/dev.yaml:8: the built file `web/dist/none.js` is missing"},
      {"web/dist/*.css", "DR027 environments/dev.yaml:8: no file fits `web/dist/*.css`"},
      {"web/dist", "DR027 environments/dev.yaml:8: the built file `web/dist` is missing"},
      {"infra/dev/kubernetes/namespace.yaml", "DR027 environments/dev.yaml:8: `infra/dev"},
      {"../secret", "FW3"},
      {"/etc/passwd", "FW3"},
      {"web/../../x", "FW3"},
  };
  for (const auto& row : rows) {
    MemoryTree tree = workspace();
    std::string spec = *tree.read("environments/dev.yaml");
    spec.replace(spec.find("web/dist/index.html"), 19, row.listed);
    tree.set("environments/dev.yaml", spec);
    EXPECT_THAT(written(tree).findings, Contains(HasSubstr(row.finding))) << row.listed;
  }
}

TEST(BuiltFiles, AnIntegrityOfAnotherFileIsFound) {
  const auto with = [](const std::string& integrity, const std::string& url) {
    MemoryTree tree = workspace();
    tree.set("web/dist/index.html",
             "<script src='" + url + "' integrity='" + integrity + "'></script>");
    return written(tree).findings;
  };
  const std::string right = hash_expression(HashAlgorithm::sha384, "app()");
  const std::string wrong = hash_expression(HashAlgorithm::sha384, "app(1)");
  for (const char* url : {"/app.js", "app.js", "./app.js?v=1", "/dist/app.js"}) {
    EXPECT_TRUE(with(right, url).empty()) << url;
    EXPECT_THAT(with(wrong, url), Contains(HasSubstr("DR027 web/dist/index.html:1: "))) << url;
  }
  // Files that are not listed, or of others, are not known.
  for (const char* url : {"/none.js", "https://cdn.example/app.js", "//cdn.example/app.js"})
    EXPECT_TRUE(with(wrong, url).empty()) << url;
}

}  // namespace
}  // namespace formwork::testing
