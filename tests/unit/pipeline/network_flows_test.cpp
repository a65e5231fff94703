// The network policies let through what the spec declares and nothing else: each workload is asked
// about every other, about what lies around it and about each port, once with Kubernetes' own
// policies and once with Cilium's. What is declared is written down here, not taken from a
// template.
#include "unit/pipeline/compiled.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace formwork {
namespace {

using testing::Compiled;

const std::string kSpec = R"(apiVersion: formwork.dev/v1alpha1
kind: Environment
metadata: {name: prod, tier: production, owner: team-shop}
targets: [kubernetes]
naming: {organisation: acme, workload: shop}
registry: {server: ghcr.io/acme}
services:
  web: {needs: [api]}
  api:
    port: 8081
    needs: [billing, database]
  billing:
    needs: [database]
    egress: {networks: {mail: {cidr: 203.0.113.0/24, port: 587}}}
  worker: {kind: worker, needs: [api], egress: {internet: true}}
  lonely: {}
jobs:
  sweeper: {service: api, command: [/app/api, sweep], schedule: "17 3 * * *"}
database:
  host: shop.postgres.acme.internal
  networks: [10.20.4.0/24]
  migrations: {service: api, command: [/app/api, migrate]}
  backup: {destination: {bucket: acme-shop-backups, region: eu-west-1}}
secrets: {store: {name: vault}}
edge: {hosts: {shop: {domain: shop.acme.example, service: web, routes: {api: {path: /api}}}}}
observability: {traces: {}}
)";

const std::string kRelease = [] {
  std::string out = "services:\n";
  for (const char* service : {"web", "api", "billing", "worker", "lonely"}) {
    out += std::string("  ") + service +
           ": {image: {tag: v1.0.0, digest: sha256:" + std::string(64, 'a') + "}}\n";
  }
  return out;
}();

using Labels = std::map<std::string, std::string>;

/// Who may be at either end: a pod with its namespace and labels, or an address outside.
struct Peer {
  std::string name{};
  std::string space{};  // namespace; empty outside
  Labels labels{};
  std::uint32_t address = 0;
};

struct Port {
  std::string protocol{};
  int number = 0;
  friend bool operator<(const Port& a, const Port& b) {
    return std::tie(a.protocol, a.number) < std::tie(b.protocol, b.number);
  }
};

std::uint32_t address(std::string_view text) {
  std::uint32_t out = 0;
  std::uint32_t part = 0;
  for (const char c : text) {
    if (c == '.') {
      out = (out << 8) | part;
      part = 0;
    } else {
      part = part * 10 + static_cast<std::uint32_t>(c - '0');
    }
  }
  return (out << 8) | part;
}

bool within(std::uint32_t host, std::string_view cidr) {
  const std::size_t slash = cidr.find('/');
  const int bits = std::stoi(std::string(cidr.substr(slash + 1)));
  const std::uint32_t mask = bits == 0 ? 0 : ~std::uint32_t{0} << (32 - bits);
  return (host & mask) == (address(cidr.substr(0, slash)) & mask);
}

bool has_all(Node wanted, const Labels& labels) {
  return std::all_of(wanted.begin(), wanted.end(), [&](Node label) {
    const auto it = labels.find(std::string(label.key()));
    return it != labels.end() && it->second == label.text();
  });
}

bool in_block(Node block, std::uint32_t host) {
  if (!within(host, block.find("cidr").text())) return false;
  const Node except = block.find("except");
  return std::none_of(except.begin(), except.end(),
                      [&](Node cidr) { return within(host, cidr.text()); });
}

/// A policy of either kind, as far as the templates use them.
class Policies {
 public:
  explicit Policies(const Compiled& compiled) {
    for (const auto& [path, output] : compiled.outputs) {
      if (path.find("/kubernetes/") == std::string::npos) continue;
      for (const Node object : output.document.root()) {
        const Node kind = object.find("kind");
        if (!kind) continue;
        if (kind.text() == "NetworkPolicy") plain_.push_back(object);
        if (kind.text() == "CiliumNetworkPolicy") cilium_.push_back(object);
        for (const char* at : {"spec.template", "spec.jobTemplate.spec.template"}) {
          if (const Node pod = object.find_path(at); pod && pod.find_path("spec.containers"))
            add_pod(std::string(object.find_path("metadata.name").text()), pod);
        }
        for (const Node metric : object.find_path("spec.metrics")) {
          if (const Node pod = metric.find_path("provider.job.spec.template"))
            add_pod(std::string(object.find_path("metadata.name").text()), pod);
        }
      }
    }
  }

  [[nodiscard]] const std::vector<Peer>& pods() const { return pods_; }
  [[nodiscard]] std::size_t plain() const { return plain_.size(); }
  [[nodiscard]] std::size_t cilium() const { return cilium_.size(); }

  /// Whether a connection is let out at one end and in at the other.
  [[nodiscard]] bool lets(const Peer& from, const Peer& to, const Port& port) const {
    return (from.space != kSpace || passes(from, to, port, true)) &&
           (to.space != kSpace || passes(to, from, port, false));
  }

  static constexpr std::string_view kSpace = "shop-prod";

 private:
  void add_pod(std::string name, Node pod) {
    // Of a migration the digest is part of its name.
    if (name.starts_with("migrate-")) name = "migrate";
    if (name.starts_with("seed-")) name = "seed";
    Peer peer{name, std::string(kSpace), {}, 0};
    for (const Node label : pod.find_path("metadata.labels"))
      peer.labels[std::string(label.key())] = std::string(label.text());
    pods_.push_back(std::move(peer));
  }

  [[nodiscard]] bool passes(const Peer& own, const Peer& other, const Port& port, bool out) const {
    bool isolated = false;
    for (const Node policy : plain_) {
      if (!has_all(policy.find_path("spec.podSelector.matchLabels"), own.labels)) continue;
      isolated = true;  // each names both directions; a rule of the pack sees to that
      for (const Node rule : policy.find_path(out ? "spec.egress" : "spec.ingress")) {
        if (plain_peer(rule.find(out ? "to" : "from"), other) &&
            plain_port(rule.find("ports"), port))
          return true;
      }
    }
    for (const Node policy : cilium_) {
      if (!has_all(policy.find_path("spec.endpointSelector.matchLabels"), own.labels)) continue;
      isolated = true;
      for (const Node rule : policy.find_path(out ? "spec.egress" : "spec.ingress")) {
        if (cilium_peer(rule, other, out) && cilium_port(rule.find("toPorts"), port)) return true;
      }
    }
    return !isolated;
  }

  static bool plain_peer(Node peers, const Peer& other) {
    return std::any_of(peers.begin(), peers.end(), [&](Node peer) {
      if (const Node block = peer.find("ipBlock"))
        return other.space.empty() && in_block(block, other.address);
      const Node space = peer.find_path("namespaceSelector.matchLabels");
      const Labels names = {{"kubernetes.io/metadata.name", other.space}};
      if (space ? !has_all(space, names) : other.space != kSpace) return false;
      return has_all(peer.find_path("podSelector.matchLabels"), other.labels);
    });
  }

  static bool plain_port(Node ports, const Port& port) {
    return std::any_of(ports.begin(), ports.end(), [&](Node p) {
      return p.find("protocol").text() == port.protocol &&
             p.find("port").text() == std::to_string(port.number);
    });
  }

  static bool cilium_peer(Node rule, const Peer& other, bool out) {
    const Node endpoints = rule.find(out ? "toEndpoints" : "fromEndpoints");
    for (const Node endpoint : endpoints) {
      Labels labels = other.labels;
      labels["k8s:io.kubernetes.pod.namespace"] = other.space;
      const Node wanted = endpoint.find("matchLabels");
      const bool names_space = static_cast<bool>(wanted.find("k8s:io.kubernetes.pod.namespace"));
      if (has_all(wanted, labels) && (names_space || other.space == kSpace)) return true;
    }
    const Node blocks = rule.find("toCIDRSet");
    return other.space.empty() && std::any_of(blocks.begin(), blocks.end(), [&](Node block) {
             return in_block(block, other.address);
           });
  }

  static bool cilium_port(Node lists, const Port& port) {
    return std::any_of(lists.begin(), lists.end(),
                       [&](Node list) { return plain_port(list.find("ports"), port); });
  }

  std::vector<Node> plain_{}, cilium_{};
  std::vector<Peer> pods_{};
};

/// What lies around the workloads.
const std::vector<Peer> kAround = {
    {"gateway",
     "envoy-gateway-system",
     {{"gateway.envoyproxy.io/owning-gateway-name", "shop"},
      {"gateway.envoyproxy.io/owning-gateway-namespace", "shop-prod"}},
     0},
    {"another gateway",
     "envoy-gateway-system",
     {{"gateway.envoyproxy.io/owning-gateway-name", "shop"},
      {"gateway.envoyproxy.io/owning-gateway-namespace", "shop-dev"}},
     0},
    {"prometheus", "monitoring", {{"app.kubernetes.io/name", "prometheus"}}, 0},
    {"dns", "kube-system", {{"k8s-app", "kube-dns"}}, 0},
    {"kube-system", "kube-system", {{"k8s-app", "metrics-server"}}, 0},
    {"collector", "observability", {{"app.kubernetes.io/name", "otel-collector"}}, 0},
    {"vault", "vault", {{"app.kubernetes.io/name", "vault"}}, 0},
    {"mesh", "linkerd", {{"linkerd.io/control-plane-component", "destination"}}, 0},
    // Of the same name as one of ours, elsewhere.
    {"foreign api", "default", {{"app.kubernetes.io/name", "api"}}, 0},
    {"foreign web", "shop-dev", {{"app.kubernetes.io/name", "web"}}, 0},
    {"database", "", {}, address("10.20.4.17")},
    {"private", "", {}, address("10.20.5.17")},
    {"metadata", "", {}, address("169.254.169.254")},
    {"mail", "", {}, address("203.0.113.9")},
    {"internet", "", {}, address("198.51.100.7")},
};

const std::array<Port, 13> kPorts = {{{"UDP", 53},
                                      {"TCP", 53},
                                      {"TCP", 80},
                                      {"TCP", 443},
                                      {"TCP", 587},
                                      {"TCP", 4317},
                                      {"TCP", 5432},
                                      {"TCP", 8080},
                                      {"TCP", 8081},
                                      {"TCP", 8086},
                                      {"TCP", 8200},
                                      {"TCP", 8888},
                                      {"TCP", 9090}}};

using Flow = std::tuple<std::string, std::string, std::string, int>;

/// Where traces go: to a collector that is there, or to one of the environment's own.
enum class Traces { elsewhere, own };
/// How secrets come: copied by an operator, which is not of the environment, or fetched by an agent
/// in each pod that is given some.
enum class Secrets { copied, fetched };
/// Whether proxies of a mesh stand beside services and jobs.
enum class Mesh { none, linkerd };

std::set<Flow> declared(Traces traces, Secrets secrets, Mesh mesh) {
  std::set<Flow> out = {
      {"gateway", "web", "TCP", 8080},
      {"gateway", "api", "TCP", 8081},
      {"web", "api", "TCP", 8081},
      {"worker", "api", "TCP", 8081},
      {"api", "billing", "TCP", 8080},
      {"sweeper", "billing", "TCP", 8080},
      {"api", "database", "TCP", 5432},
      {"billing", "database", "TCP", 5432},
      {"sweeper", "database", "TCP", 5432},
      {"migrate", "database", "TCP", 5432},
      {"backup", "database", "TCP", 5432},
      {"billing", "mail", "TCP", 587},
      {"worker", "internet", "TCP", 443},
      {"worker", "mail", "TCP", 443},
      // The bucket's address is anybody's guess, but never the node's metadata.
      {"backup", "internet", "TCP", 443},
      {"backup", "mail", "TCP", 443},
      {"backup", "database", "TCP", 443},
      {"backup", "private", "TCP", 443},
  };
  const char* collector = traces == Traces::own ? "otel-collector" : "collector";
  for (const char* service : {"web", "api", "billing", "worker", "lonely"}) {
    out.insert({"prometheus", service, "TCP", 9090});
    out.insert({service, collector, "TCP", 4317});
  }
  out.insert({"sweeper", collector, "TCP", 4317});
  if (traces == Traces::own) {
    out.insert({"prometheus", collector, "TCP", 8888});
    out.insert({collector, "mail", "TCP", 4317});
    out.insert({collector, "dns", "UDP", 53});
    out.insert({collector, "dns", "TCP", 53});
  }
  for (const char* pod :
       {"web", "api", "billing", "worker", "lonely", "sweeper", "migrate", "backup"}) {
    out.insert({pod, "dns", "UDP", 53});
    out.insert({pod, "dns", "TCP", 53});
  }
  if (secrets == Secrets::fetched) {
    for (const char* pod : {"api", "billing", "sweeper", "migrate", "backup"})
      out.insert({pod, "vault", "TCP", 8200});
  }
  if (mesh == Mesh::linkerd) {
    for (const char* pod : {"web", "api", "billing", "worker", "lonely", "sweeper"}) {
      out.insert({pod, "mesh", "TCP", 8080});
      out.insert({pod, "mesh", "TCP", 8086});
    }
  }
  return out;
}

Compiled compiled(const std::string& more, Traces traces = Traces::elsewhere,
                  Secrets secrets = Secrets::copied) {
  MemoryTree tree;
  std::string spec = kSpec;
  if (traces == Traces::own) {
    const std::string_view outside = "traces: {}";
    spec.replace(spec.find(outside), outside.size(),
                 "traces: {collector: {host: traces.acme.example, cidr: 203.0.113.0/24}}");
  }
  if (secrets == Secrets::fetched) {
    const std::string_view store = "{store: {name: vault}}";
    spec.replace(spec.find(store), store.size(),
                 "{delivery: vault-agent, hashicorp: {address: \"https://vault.vault.svc:8200\", "
                 "namespace: vault, agent_image: \"docker.io/hashicorp/vault:1.21.1@sha256:" +
                     std::string(64, 'b') + "\"}}");
  }
  tree.set("formwork.yaml", "apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n");
  tree.set("environments/prod.yaml", spec + more);
  tree.set("releases/prod.yaml", kRelease);
  return Compiled(tree);
}

void expect_exactly_what_is_declared(const Policies& policies, Traces traces = Traces::elsewhere,
                                     Secrets secrets = Secrets::copied, Mesh mesh = Mesh::none) {
  const std::size_t pods = traces == Traces::own ? 9 : 8;
  ASSERT_EQ(policies.pods().size(), pods);
  std::vector<Peer> all = policies.pods();
  all.insert(all.end(), kAround.begin(), kAround.end());
  const std::set<Flow> wanted = declared(traces, secrets, mesh);
  std::size_t asked = 0;
  for (const Peer& from : all) {
    for (const Peer& to : all) {
      // Nobody here decides about flows that neither begin nor end here.
      if (from.space != Policies::kSpace && to.space != Policies::kSpace) continue;
      if (from.name == to.name) continue;
      for (const Port& port : kPorts) {
        ++asked;
        EXPECT_EQ(policies.lets(from, to, port),
                  wanted.contains({from.name, to.name, port.protocol, port.number}))
            << from.name << " to " << to.name << ", " << port.protocol << " " << port.number;
      }
    }
  }
  EXPECT_EQ(asked, (pods * (pods - 1) + 2 * pods * 15U) * 13U);
}

TEST(NetworkFlows, OfKubernetesPoliciesAreThoseOfTheSpec) {
  const Compiled workspace = compiled("");
  ASSERT_FALSE(workspace.diagnostics.has_errors()) << workspace.diagnostics.items()[0].message;
  const Policies policies(workspace);
  EXPECT_EQ(policies.plain(), 10U);  // eight workloads, the ACME solver, default-deny
  EXPECT_EQ(policies.cilium(), 0U);
  expect_exactly_what_is_declared(policies);
}

TEST(NetworkFlows, OfCiliumPoliciesAreThoseOfTheSpec) {
  const Compiled workspace = compiled("platform: {kubernetes: {network_policies: cilium}}\n");
  ASSERT_FALSE(workspace.diagnostics.has_errors()) << workspace.diagnostics.items()[0].message;
  const Policies policies(workspace);
  EXPECT_EQ(policies.plain(), 1U);  // default-deny
  EXPECT_EQ(policies.cilium(), 9U);
  expect_exactly_what_is_declared(policies);
}

TEST(NetworkFlows, OfACollectorOfItsOwnAreThoseOfTheSpec) {
  for (const char* policies : {"kubernetes", "cilium"}) {
    const Compiled workspace = compiled(
        std::string("platform: {kubernetes: {network_policies: ") + policies + "}}\n", Traces::own);
    ASSERT_FALSE(workspace.diagnostics.has_errors()) << workspace.diagnostics.items()[0].message;
    expect_exactly_what_is_declared(Policies(workspace), Traces::own);
  }
}

TEST(NetworkFlows, OfAgentsOfVaultAreThoseOfTheSpec) {
  for (const char* policies : {"kubernetes", "cilium"}) {
    const Compiled workspace =
        compiled(std::string("platform: {kubernetes: {network_policies: ") + policies + "}}\n",
                 Traces::elsewhere, Secrets::fetched);
    ASSERT_FALSE(workspace.diagnostics.has_errors()) << workspace.diagnostics.items()[0].message;
    expect_exactly_what_is_declared(Policies(workspace), Traces::elsewhere, Secrets::fetched);
  }
}

// A preview's database is one of its pods: who needs it gets there, and it goes nowhere.
TEST(NetworkFlows, OfAPreviewEndAtItsOwnDatabase) {
  std::string spec = kSpec.substr(0, kSpec.find("database:\n  host"));
  spec.replace(spec.find("tier: production"), 16, "tier: preview");
  spec.replace(spec.find("workload: shop"), 14, "workload: shop, namespace: shop-prod");
  spec +=
      "database: {migrations: {service: api, command: [/app/api, migrate]}, preview: {seed: "
      "{command: [/app/api, seed]}}}\n"
      "secrets: {store: {name: vault}}\n"
      "repository: {owner: acme, name: shop}\n"
      "delivery: {gitops: argo-cd}\n";
  for (const char* kind : {"kubernetes", "cilium"}) {
    MemoryTree tree;
    tree.set("formwork.yaml", "apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n");
    tree.set("environments/prod.yaml",
             spec + "platform: {kubernetes: {network_policies: " + kind + "}}\n");
    tree.set("releases/prod.yaml", kRelease);
    const Compiled workspace(tree);
    ASSERT_FALSE(workspace.diagnostics.has_errors()) << workspace.diagnostics.items()[0].message;
    const Policies policies(workspace);
    ASSERT_EQ(policies.pods().size(), 9U);
    std::vector<Peer> all = policies.pods();
    for (const Peer& around : kAround) {
      if (around.name != "database") all.push_back(around);
    }
    const std::set<std::string> let_in = {"api", "billing", "sweeper", "migrate", "seed"};
    for (const Peer& other : all) {
      if (other.name == "database") continue;
      const Peer& database =
          *std::find_if(all.begin(), all.end(), [](const Peer& p) { return p.name == "database"; });
      for (const Port& port : kPorts) {
        EXPECT_EQ(policies.lets(other, database, port),
                  port.number == 5432 && let_in.contains(other.name))
            << kind << ": " << other.name << ", " << port.number;
        EXPECT_FALSE(policies.lets(database, other, port)) << kind << ": " << other.name;
      }
    }
  }
}

// A pod that is a role of AWS reaches what makes it one, and no more of the node than that.
TEST(NetworkFlows, OfARoleReachWhatGivesIt) {
  const Peer agent{"agent", "", {}, address("169.254.170.23")};
  const Peer metadata{"metadata", "", {}, address("169.254.169.254")};
  const Peer internet{"internet", "", {}, address("198.51.100.7")};
  const Peer endpoint{"endpoint", "", {}, address("10.20.9.9")};
  struct Case {
    std::string aws, policies;
    const Peer& to;
    int port;
  };
  for (const Case& one : {Case{"", "kubernetes", internet, 443},
                          Case{", endpoints: [10.20.9.0/24]", "kubernetes", endpoint, 443},
                          Case{", identities: pod-identity", "kubernetes", agent, 80},
                          Case{", identities: pod-identity", "cilium", agent, 80}}) {
    std::string more = "platform: {runtime: eks, aws: {region: eu-west-1" + one.aws +
                       "}, kubernetes: {network_policies: " + one.policies + "}}\n";
    MemoryTree tree;
    std::string spec = kSpec;
    const std::string_view plain = "lonely: {}";
    spec.replace(spec.find(plain), plain.size(),
                 "lonely: {identity: {role: \"arn:aws:iam::123456789012:role/lonely\"}}");
    tree.set("formwork.yaml", "apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n");
    tree.set("environments/prod.yaml", spec + more);
    tree.set("releases/prod.yaml", kRelease);
    const Compiled workspace(tree);
    ASSERT_FALSE(workspace.diagnostics.has_errors()) << workspace.diagnostics.items()[0].message;
    const Policies policies(workspace);
    for (const Peer& pod : policies.pods()) {
      for (const Peer* to : {&agent, &metadata, &internet, &endpoint}) {
        if (pod.name == "worker" || pod.name == "backup") continue;  // these reach the internet
        for (const Port& port : kPorts) {
          EXPECT_EQ(policies.lets(pod, *to, port), pod.name == "lonely" && to == &one.to &&
                                                       port.protocol == "TCP" &&
                                                       port.number == one.port)
              << more << pod.name << " to " << to->name << ", " << port.number;
        }
      }
    }
  }
}

TEST(NetworkFlows, OfAMeshAreThoseOfTheSpec) {
  for (const char* policies : {"kubernetes", "cilium"}) {
    const Compiled workspace =
        compiled(std::string("platform: {kubernetes: {mesh: {kind: linkerd}, network_policies: ") +
                 policies + "}}\n");
    ASSERT_FALSE(workspace.diagnostics.has_errors()) << workspace.diagnostics.items()[0].message;
    expect_exactly_what_is_declared(Policies(workspace), Traces::elsewhere, Secrets::copied,
                                    Mesh::linkerd);
  }
}

// The job that asks a new version reaches that service alone, and nobody reaches the job.
TEST(NetworkFlows, OfANewVersionBeginAtItsOwnJob) {
  for (const char* strategy : {"canary", "blue-green"}) {
    for (const char* kind : {"kubernetes", "cilium"}) {
      for (const Mesh mesh : {Mesh::none, Mesh::linkerd}) {
        const Compiled workspace = compiled(
            std::string("delivery: {strategy: ") + strategy + "}\nplatform: {kubernetes: {" +
            (mesh == Mesh::linkerd ? "mesh: {kind: linkerd}, " : "") + "network_policies: " + kind +
            "}}\n");
        ASSERT_FALSE(workspace.diagnostics.has_errors())
            << workspace.diagnostics.items()[0].message;
        const Policies policies(workspace);
        // A worker rolls: nobody asks it anything.
        ASSERT_EQ(policies.pods().size(), 12U);
        std::vector<Peer> all = policies.pods();
        all.insert(all.end(), kAround.begin(), kAround.end());
        for (const char* service : {"web", "api", "billing", "lonely"}) {
          const std::string name = std::string(service) + "-smoke";
          const Peer& job =
              *std::find_if(all.begin(), all.end(), [&](const Peer& p) { return p.name == name; });
          for (const Peer& other : all) {
            if (other.name == name) continue;
            for (const Port& port : kPorts) {
              const bool asked = other.name == service && port.protocol == "TCP" &&
                                 port.number == (other.name == "api" ? 8081 : 8080);
              const bool named = other.name == "dns" && port.number == 53;
              const bool proxied = mesh == Mesh::linkerd && other.name == "mesh" &&
                                   (port.number == 8080 || port.number == 8086);
              EXPECT_EQ(policies.lets(job, other, port), asked || named || proxied)
                  << name << " to " << other.name << ", " << port.number;
              EXPECT_FALSE(policies.lets(other, job, port)) << other.name << " to " << name;
            }
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace formwork
