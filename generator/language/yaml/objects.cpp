#include "language/yaml/objects.h"

#include <fmt/format.h>

#include <array>
#include <string>

namespace formwork::lang::yaml {
namespace {

std::string text_of(Node node) {
  return node && node.is_scalar() ? std::string(node.text()) : std::string();
}

/// The pod template of a workload: `spec.template`, of a CronJob or KEDA's ScaledJob within its job
/// template; a Pod is its own. Known by what it holds, so that Argo's Rollout and other custom
/// workloads are seen too.
Node pod_of(Node object) {
  static constexpr std::array<std::string_view, 4> kPaths = {
      "spec.template", "spec.jobTemplate.spec.template", "spec.jobTargetRef.template", ""};
  for (const std::string_view path : kPaths) {
    const Node pod = object.find_path(path);
    if (pod && pod.find_path("spec.containers").is(Kind::list)) return pod;
  }
  return {};
}

void add_pod(Node pod, const std::string& workload, std::vector<Object>& out) {
  out.push_back({"kubernetes/Pod", workload, pod});
  static constexpr std::array<std::string_view, 3> kLists = {"initContainers", "containers",
                                                             "ephemeralContainers"};
  for (const std::string_view list : kLists) {
    for (const Node container : pod.find("spec").find(list)) {
      out.push_back({"kubernetes/Container",
                     fmt::format("{}/{}", workload, text_of(container.find("name"))), container});
    }
  }
}

/// The pods of jobs that an Argo AnalysisTemplate or AnalysisRun starts to measure something.
void add_measuring_pods(Node object, const std::string& name, std::vector<Object>& out) {
  for (const Node metric : object.find_path("spec.metrics")) {
    const Node pod = metric.find_path("provider.job.spec.template");
    if (pod && pod.find_path("spec.containers").is(Kind::list)) {
      add_pod(pod, fmt::format("{}/{}", name, text_of(metric.find("name"))), out);
    }
  }
}

void add_kubernetes(Node document, std::vector<Object>& out) {
  const std::string kind = text_of(document.find("kind"));
  if (kind.empty()) return;
  if (kind == "List") {
    for (const Node item : document.find("items")) add_kubernetes(item, out);
    return;
  }
  const std::string object_name = text_of(document.find_path("metadata.name"));
  out.push_back({"kubernetes/" + kind, object_name, document});
  if (const Node pod = pod_of(document)) add_pod(pod, object_name, out);
  if (kind.starts_with("Analysis") || kind == "ClusterAnalysisTemplate") {
    add_measuring_pods(document, object_name, out);
  }
}

void add_steps(Node steps, const std::string& path, std::vector<Object>& out) {
  std::size_t index = 0;
  for (const Node step : steps)
    out.push_back({"workflow/step", fmt::format("{}.steps[{}]", path, index++), step});
}

void add_workflow(Node document, std::vector<Object>& out) {
  if (const Node runs = document.find("runs")) {
    out.push_back({"action", text_of(document.find("name")), document});
    add_steps(runs.find("steps"), "runs", out);
    return;
  }
  out.push_back({"workflow", text_of(document.find("name")), document});
  for (const Node job : document.find("jobs")) {
    const std::string path = fmt::format("jobs.{}", job.key());
    out.push_back({"workflow/job", path, job});
    add_steps(job.find("steps"), path, out);
  }
}

}  // namespace

std::vector<Object> objects(Node documents, Dialect dialect) {
  std::vector<Object> out;
  for (const Node document : documents) {
    if (!document.is(Kind::map)) continue;
    switch (dialect) {
      case Dialect::kubernetes:
      case Dialect::applicationset:
        add_kubernetes(document, out);
        break;
      case Dialect::workflow:
        add_workflow(document, out);
        break;
      case Dialect::compose:
        for (const Node service : document.find("services")) {
          out.push_back({"compose/service", std::string(service.key()), service});
        }
        break;
      case Dialect::none:
      case Dialect::prometheus:
        break;
    }
  }
  return out;
}

}  // namespace formwork::lang::yaml
