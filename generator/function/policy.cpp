#include "base/text.h"
#include "csp/edge.h"
#include "csp/hashes.h"
#include "function/function_groups.h"

namespace formwork::function {
namespace {

std::optional<csp::Policy> policy_of(EvalContext& context, const Value& directives) {
  std::vector<csp::Problem> problems;
  csp::Policy policy = csp::from_spec(directives.node(), problems);
  if (problems.empty()) return policy;
  fail(context, problems.front().message, problems.front().help);
  if (context.error && problems.front().node) context.error->span = problems.front().node.span();
  return std::nullopt;
}

Value policy_text(EvalContext& context, Arguments a) {
  const auto policy = policy_of(context, a[0]);
  return policy ? make_text(context, csp::serialize(*policy)) : Value::unknown();
}

Value policy_with_hashes(EvalContext& context, Arguments a) {
  auto policy = policy_of(context, a[0]);
  if (!policy) return Value::unknown();
  csp::InlineHashes hashes;
  for (const Node file : a[1].node()) {
    if (!file.is(Kind::map)) return fail(context, "hashes are maps of hash sources by directive");
    if (!spend(context, 1 + file.size())) return Value::unknown();
    for (const Node kind : file) {
      for (const Node hash : kind) hashes[std::string(kind.key())].emplace(hash.text());
    }
  }
  return make_text(context, csp::serialize(csp::with_hashes(std::move(*policy), hashes)));
}

/// Static type of an edge's name.
TypeRef edge_type() {
  static const TypeRef kType = [] {
    std::vector<std::string> ids;
    for (const csp::Edge& edge : csp::edges()) ids.emplace_back(edge.id);
    return choice(std::move(ids));
  }();
  return kType;
}

Value policy_pieces(EvalContext& context, Arguments a) {
  const csp::Edge* edge = csp::find_edge(a[1].text());
  if (edge == nullptr) return fail(context, "no edge is called `" + printable(a[1].text()) + "`");
  std::vector<Value> out;
  for (const std::string& piece : csp::pieces(*edge, a[0].text()))
    out.push_back(make_text(context, piece));
  return make_list(context, out);
}

}  // namespace

void add_policy_functions(std::vector<Function>& out) {
  add(out, "csp(map)", {map()}, string(), policy_text,
      "a content security policy from a map of directives to lists of sources");
  add(out, "csp_with(map, hashes)", {map(), list()}, string(), policy_with_hashes,
      "the same with hash sources, a map of them for each file, where they allow inline code");
  add(out, "csp_pieces(policy, edge)", {string(), edge_type()}, list_of_strings(), policy_pieces,
      "a policy cut into the values that an edge puts together again (docs/csp.md)");
}

}  // namespace formwork::function
