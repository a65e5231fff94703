#include "pipeline/edge_proof.h"

#include "base/text.h"
#include "csp/security_headers.h"
#include "pipeline/module_files.h"
#include "pipeline/other_edges.h"
#include "pipeline/root_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace formwork {
namespace {

bool wants_some(const SentPolicy& policy) {
  const csp::Expected& expected = policy.expected;
  return !expected.policy.empty() || (expected.others && !expected.others->empty());
}

bool is_of(const SentPolicy& policy, const csp::Carrier& carrier) {
  return std::find(policy.sets.begin(), policy.sets.end(), carrier.name) != policy.sets.end();
}

/// Rule sets that a policy is for and that are not there join `carriers`, as sending nothing; so
/// does one for a shared policy that nothing carries.
void add_missing(const std::vector<SentPolicy>& policies, Node node,
                 std::vector<csp::Carrier>& carriers) {
  const std::size_t found = carriers.size();
  for (const SentPolicy& policy : policies) {
    if (!wants_some(policy)) continue;
    if (policy.sets.empty() && found == 0 && policies.size() == 1)
      carriers.push_back({.place = "all", .node = node});
    for (const std::string& set : policy.sets) {
      if (std::none_of(carriers.begin(), carriers.end(),
                       [&](const csp::Carrier& carrier) { return carrier.name == set; }))
        carriers.push_back({.place = fmt::format("rule set `{}`", set), .name = set, .node = node});
    }
  }
}

/// The policies that `carrier` has to send: of a route those of the hosts it answers for, else that
/// of its rule set. None where another carrier of the same says it all.
std::vector<const SentPolicy*> due(const std::vector<SentPolicy>& policies,
                                   const csp::Carrier& carrier) {
  const auto own_or_shared = [&](const auto& is_own) {
    const auto own = std::find_if(policies.begin() + 1, policies.end(), is_own);
    return own == policies.end() ? &policies.front() : &*own;
  };
  const SentPolicy* of_set =
      own_or_shared([&](const SentPolicy& one) { return is_of(one, carrier); });
  if (!carrier.of_route) return {of_set};
  std::vector<const SentPolicy*> out;
  for (const std::string& host : carrier.hosts.value_or(std::vector<std::string>())) {
    const SentPolicy* of_host = own_or_shared([&](const SentPolicy& one) {
      return std::find(one.hosts.begin(), one.hosts.end(), host) != one.hosts.end();
    });
    if (std::find(out.begin(), out.end(), of_host) == out.end()) out.push_back(of_host);
  }
  if (out.empty()) out.push_back(of_set);
  // The rule set is a carrier itself.
  if (!carrier.name.empty()) std::erase(out, of_set);
  return out;
}

class Judge {
 public:
  Judge(const csp::Edge& edge, std::string_view path, const std::function<Span(Node)>& origin,
        Diagnostics& out)
      : edge_(edge), path_(path), origin_(origin), out_(out) {}

  void judge(const csp::Carrier& carrier, const std::vector<SentPolicy>& policies) {
    for (const SentPolicy* policy : due(policies, carrier)) judge(carrier, *policy);
    // Whose policy it has to send hangs on whom it answers for, where hosts differ.
    if (carrier.of_route && !carrier.hosts && policies.size() > 1) {
      add(carrier.node,
          fmt::format(
              "{} of `{}` may send the policy of another host: whom it answers for is known "
              "only after deployment",
              carrier.place, path_),
          "policy");
    }
  }

 private:
  void judge(const csp::Carrier& carrier, const SentPolicy& policy) {
    const csp::Expected& expected = policy.expected;
    const std::string whose =
        policy.hosts.empty() ? "the spec" : fmt::format("`{}`", policy.host());
    auto headers = csp::header_divergences(carrier, expected);
    if (auto why = csp::divergence(carrier, expected)) {
      // What sends nothing at all is one finding.
      std::vector<std::string> gone;
      if (carrier.policies.empty() && carrier.others.empty()) {
        for (const csp::HeaderDivergence& one : headers) gone.push_back("`" + one.name + "`");
        headers.clear();
      }
      if (!gone.empty()) *why += ", and so are " + join(gone, ", ");
      const bool sent = !carrier.policies.empty() && carrier.policies.front().node;
      add(sent ? carrier.policies.front().node : carrier.node,
          fmt::format("{} of `{}` does not send the policy of {}: {}", carrier.place, path_, whose,
                      *why),
          "policy");
    }
    for (const csp::HeaderDivergence& one : headers) {
      add(one.node ? one.node : carrier.node,
          fmt::format("{} of `{}` does not send `{}` as the spec has it: {}", carrier.place, path_,
                      one.name, one.why),
          "header");
    }
  }

  void add(Node marked, std::string message, std::string_view what) {
    Diagnostic d =
        make(Code::DR020, origin_(marked), std::move(message),
             fmt::format("mend the template, or what overlays it: {} takes the {} from {}",
                         edge_.title, what, edge_.carrier));
    d.path = path_;
    out_.add(std::move(d));
  }

  const csp::Edge& edge_;
  std::string_view path_;
  const std::function<Span(Node)>& origin_;
  Diagnostics& out_;
};

}  // namespace

void judge_carriers(const csp::Edge& edge, const std::vector<csp::Carrier>& carriers,
                    std::string_view path, const std::vector<SentPolicy>& policies,
                    const std::function<Span(Node)>& origin, Diagnostics& out) {
  Judge judge(edge, path, origin, out);
  for (const csp::Carrier& carrier : carriers) judge.judge(carrier, policies);
}

namespace {

std::vector<std::string> texts(const Expr& list, const Frame& frame, EvalContext& context) {
  std::vector<std::string> out;
  if (!list) return out;
  const Value found = evaluate(list, frame, context);
  for (const Node item : found.node()) out.push_back(read(context, item).to_string());
  return out;
}

csp::Expected expected_of(const PolicyRow& row, const Frame& frame, EvalContext& context) {
  csp::Expected out;
  const Value policy = evaluate(row.policy, frame, context);
  out.policy = policy.to_string();
  out.node = policy.node();
  out.header =
      row.header ? evaluate(row.header, frame, context).to_string() : "Content-Security-Policy";
  if (!row.headers) return out;
  const Value others = evaluate(row.headers, frame, context);
  if (others.is(Kind::null)) return out;
  out.others.emplace();
  for (const Node header : others.node()) {
    const std::string value = read(context, header).to_string();
    if (!value.empty()) out.others->emplace(csp::lower_name(header.key()), value);
  }
  csp::take_tried(out);
  return out;
}

SentPolicy sent_policy(const csp::Edge* edge, const Artifact& artifact, const PolicyRow& row,
                       const Frame& frame, EvalContext& context) {
  SentPolicy out{edge, artifact.path, expected_of(row, frame, context)};
  out.hosts = texts(row.hosts, frame, context);
  if (row.serves) out.serves = texts(row.serves, frame, context);
  out.sets = texts(row.sets, frame, context);
  return out;
}

}  // namespace

std::vector<SentPolicy> carried_policies(const Artifact& artifact, EvalContext& context) {
  const CspRow& row = artifact.row->csp;
  const csp::Edge* edge = csp::find_edge(row.edge);
  if (edge == nullptr) return {};  // the manifest's schema knows them all
  Frame frame = artifact.frame;
  std::vector<SentPolicy> out{sent_policy(edge, artifact, row.shared, frame, context)};
  if (!row.each) return out;
  const std::size_t slot = 1 + artifact.row->each_names;
  frame.resize(std::max(frame.size(), slot + row.each_names));
  for_each_item(row.each, frame, slot, context, [&](const Frame& bound) {
    if (row.when) {
      const Value yes = evaluate(row.when, bound, context);
      if (yes.is(Kind::boolean) ? !yes.as_bool() : yes.is_null()) return true;
    }
    out.push_back(sent_policy(edge, artifact, row.own, bound, context));
    return true;
  });
  return out;
}

csp::Reading reading_of(const Verifier::Parsed& parsed) {
  return {[&](Node leaf) -> std::optional<std::string> {
            const Value value = parsed.value(leaf);
            if (value.is(Kind::unknown)) return {};
            return value.to_string();
          },
          parsed.key};
}

std::vector<csp::Carrier> carriers_of(const csp::Edge& edge, const Verifier::Parsed& parsed) {
  const csp::Reading reading = reading_of(parsed);
  if (edge.id == "static-web-apps")  // a JSON file is a list of one document
    return csp::static_web_apps_carriers(parsed.root.at(0), reading);
  struct Reader {
    std::string_view edge{}, type{};
    std::vector<csp::Carrier> (*carriers)(Node, const csp::Reading&) = nullptr;
  };
  static constexpr std::array<Reader, 3> kReaders = {{
      {"alb", "kubernetes/Ingress", csp::alb_carriers},
      {"gateway", "kubernetes/HTTPRoute", csp::gateway_carriers},
      {"ingress-nginx", "kubernetes/ConfigMap", csp::ingress_nginx_carriers},
  }};
  const auto reader = std::find_if(kReaders.begin(), kReaders.end(),
                                   [&](const Reader& r) { return r.edge == edge.id; });
  std::vector<csp::Carrier> out;
  if (reader == kReaders.end()) return out;
  for (const Object& object : *parsed.objects) {
    if (object.type != reader->type) continue;
    for (csp::Carrier& carrier : reader->carriers(object.body, reading))
      out.push_back(std::move(carrier));
  }
  return out;
}

std::vector<csp::Carrier> carriers_of(const Root& root) {
  std::vector<csp::OutputObject> objects;
  for (const Object& object : root.folded.objects)
    objects.push_back({object.type, object.name, object.body});
  return csp::front_door_carriers(objects, csp::as_it_stands());
}

bool stands_in(const std::string& artifact, const std::string& root) {
  const std::string folder = folder_of(artifact);
  // Of several parameter files in a folder, each is a root.
  return root == folder || (root.ends_with(".bicepparam") && folder_of(root) == folder);
}

void prove_parsed(const Artifact& artifact, const Verifier::Parsed& parsed,
                  const std::vector<SentPolicy>& policies, Diagnostics& diagnostics) {
  const csp::Edge& edge = *policies.front().edge;
  std::vector<csp::Carrier> carriers = carriers_of(edge, parsed);
  add_missing(policies, parsed.root, carriers);
  judge_carriers(edge, carriers, artifact.path, policies, parsed.origin, diagnostics);
}

void prove_policies(const Artifact& artifact, const Rendered& rendered, const Value& spec,
                    const std::vector<SentPolicy>& policies, Verifier& verifier,
                    Diagnostics& diagnostics) {
  if (is_folded_edge(policies.front().edge->id)) return;  // its headers are made by the modules
  verifier.read(artifact, rendered, spec, [&](const Verifier::Parsed& parsed) {
    prove_parsed(artifact, parsed, policies, diagnostics);
  });
}

bool is_folded_edge(std::string_view edge) {
  return edge == "front-door";
}

namespace {

using Carriers = std::function<std::vector<csp::Carrier>()>;

/// What is due at one root: of the edges that stand in it, or of the spec where none does.
void prove_root(const std::string& root, const Carriers& carriers,
                const std::vector<FoldedEdge>& edges, Node spec,
                const std::function<Span(Node)>& place, Diagnostics& diagnostics) {
  bool declared = false;
  for (const FoldedEdge& one : edges) {
    // A row may be for an edge that the environment has not.
    if (!stands_in(one.artifact->path, root) ||
        std::none_of(one.policies.begin(), one.policies.end(), wants_some))
      continue;
    declared = true;
    std::vector<csp::Carrier> found = carriers();
    add_missing(one.policies, {}, found);
    const auto or_row = [&](Node node) {
      const Span span = place(node);
      return span.valid() ? span : one.artifact->row->csp.shared.policy.span();
    };
    judge_carriers(*one.policies.front().edge, found, root, one.policies, or_row, diagnostics);
  }
  if (!declared) prove_other_front_door(carriers(), root, spec, place, diagnostics);
}

/// Nothing is said of where: whatever is found is told of the folded roots.
bool holds_recalled(RecalledRoots& recalled, const std::string& own,
                    const std::vector<FoldedEdge>& edges, Node spec) {
  Diagnostics found;
  for (std::size_t r = 0; r < recalled.remembered->roots.size(); ++r) {
    Document document;
    std::vector<std::pair<const Object*, NodeId>> bound;
    for (const RememberedRoots::Kept& kept : recalled.remembered->kept) {
      if (kept.root == r && kept.edge)
        bound.emplace_back(&kept.object, recalled.bind(document, kept.object.body));
    }
    std::vector<csp::OutputObject> objects;
    for (const auto& [object, body] : bound)
      objects.push_back({object->type, object->name, document.node(body)});
    prove_root(
        own + recalled.remembered->roots[r].below,
        [&] { return csp::front_door_carriers(objects, csp::as_it_stands()); }, edges, spec,
        [](Node) { return Span(); }, found);
  }
  return found.empty();
}

}  // namespace

void prove_folded(const Inputs& inputs, Roots& roots, const std::vector<FoldedEdge>& edges,
                  Node spec, const SourceMap& sources, Diagnostics& diagnostics) {
  if (roots.recalled() != nullptr) {
    if (holds_recalled(*roots.recalled(), roots.own(), edges, spec)) return;
    Diagnostics told_before;
    (void)roots.fold(inputs, sources, told_before);
  }
  const auto place = [&](Node node) {
    return node ? roots.place(node.span(), sources).span : Span{};
  };
  prove_roots(roots, edges, spec, place, diagnostics);
}

void prove_roots(const Roots& roots, const std::vector<FoldedEdge>& edges, Node spec,
                 const std::function<Span(Node)>& place, Diagnostics& diagnostics) {
  for (const Root& root : roots.all()) {
    prove_root(
        root.path, [&] { return carriers_of(root); }, edges, spec, place, diagnostics);
  }
}

}  // namespace formwork
