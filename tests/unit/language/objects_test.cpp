#include "language/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> objects(Dialect dialect, std::string text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId id = sources.add("output.yaml", std::move(text));
  const Language& yaml = *language(LanguageId::yaml);
  const auto document = yaml.parse(id, sources, dialect, diagnostics);
  EXPECT_TRUE(document && !diagnostics.has_errors());
  std::vector<std::string> out;
  if (!document) return out;
  for (const Object& o : yaml.objects(document->root(), dialect)) {
    EXPECT_TRUE(o.body);
    out.push_back(o.type + " " + o.name);
  }
  return out;
}

TEST(KubernetesObjects, ShowPodsAndContainersOfEveryWorkload) {
  EXPECT_THAT(
      objects(Dialect::kubernetes,
              "kind: Deployment\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n      "
              "initContainers:\n"
              "        - name: wait\n      containers:\n        - name: api\n        - name: "
              "proxy\n---\n"
              "kind: CronJob\nmetadata: {name: backup}\nspec:\n  jobTemplate:\n    spec:\n      "
              "template:\n"
              "        spec:\n          containers:\n            - name: dump\n---\n"
              "kind: Pod\nmetadata: {name: one}\nspec:\n  containers:\n    - name: c\n---\n"
              "kind: Service\nmetadata: {name: api}\nspec: {}\n"),
      ElementsAre("kubernetes/Deployment api", "kubernetes/Pod api",
                  "kubernetes/Container api/wait", "kubernetes/Container api/api",
                  "kubernetes/Container api/proxy", "kubernetes/CronJob backup",
                  "kubernetes/Pod backup", "kubernetes/Container backup/dump", "kubernetes/Pod one",
                  "kubernetes/Pod one", "kubernetes/Container one/c", "kubernetes/Service api"));
  EXPECT_THAT(objects(Dialect::kubernetes,
                      "kind: ScaledJob\nmetadata: {name: importer}\nspec:\n  jobTargetRef:\n    "
                      "template:\n      spec:\n        containers:\n          - name: run\n"),
              ElementsAre("kubernetes/ScaledJob importer", "kubernetes/Pod importer",
                          "kubernetes/Container importer/run"));
  EXPECT_THAT(
      objects(Dialect::kubernetes,
              "kind: AnalysisTemplate\nmetadata: {name: api}\nspec:\n  metrics:\n"
              "    - name: errors\n      provider: {prometheus: {query: up}}\n"
              "    - name: smoke\n      provider:\n        job:\n          spec:\n            "
              "template:\n              spec:\n                containers:\n"
              "                  - name: ask\n"),
      ElementsAre("kubernetes/AnalysisTemplate api", "kubernetes/Pod api/smoke",
                  "kubernetes/Container api/smoke/ask"));
  EXPECT_THAT(objects(Dialect::kubernetes,
                      "kind: List\nitems:\n  - kind: Secret\n    metadata: {name: s}\n"),
              ElementsAre("kubernetes/Secret s"));
}

TEST(WorkflowObjects, ShowJobsAndSteps) {
  EXPECT_THAT(
      objects(Dialect::workflow,
              "name: ci\non: push\njobs:\n  build:\n    steps:\n      - run: a\n      - uses: b\n  "
              "call:\n"
              "    uses: c\n"),
      ElementsAre("workflow ci", "workflow/job jobs.build", "workflow/step jobs.build.steps[0]",
                  "workflow/step jobs.build.steps[1]", "workflow/job jobs.call"));
  EXPECT_THAT(objects(Dialect::workflow,
                      "name: setup\nruns:\n  using: composite\n  steps:\n    - run: a\n"),
              ElementsAre("action setup", "workflow/step runs.steps[0]"));
}

TEST(ComposeObjects, ShowServices) {
  EXPECT_THAT(objects(Dialect::compose, "services:\n  a: {image: b}\n"),
              ElementsAre("compose/service a"));
  EXPECT_THAT(objects(Dialect::none, "kind: Pod\n"), ElementsAre());
}

TEST(KubernetesObjects, KeepHolesOfAShape) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId id = sources.add("a.yaml",
                                  "kind: Pod\nmetadata: {name: \xEE\x80\x80"
                                  "0\xEE\x80\x81}\nspec:\n  containers: []\n");
  const Language& yaml = *language(LanguageId::yaml);
  const auto document = yaml.parse(id, sources, Dialect::kubernetes, diagnostics);
  ASSERT_TRUE(document);
  EXPECT_EQ(yaml.objects(document->root(), Dialect::kubernetes)
                .at(0)
                .body.find_path("metadata.name")
                .kind(),
            Kind::hole);
}

}  // namespace
}  // namespace formwork
