#include "base/text.h"
#include "csp/edge.h"
#include "function/function_groups.h"

namespace formwork::function {
namespace {

Value policy_text(EvalContext& context, Arguments a) {
  std::vector<csp::Problem> problems;
  const csp::Policy policy = csp::from_spec(a[0].node(), problems);
  if (!problems.empty()) {
    fail(context, problems.front().message, problems.front().help);
    if (context.error && problems.front().node) context.error->span = problems.front().node.span();
    return Value::unknown();
  }
  return make_text(context, csp::serialize(policy));
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
  add(out, "csp_pieces(policy, edge)", {string(), edge_type()}, list_of_strings(), policy_pieces,
      "a policy cut into the values that an edge puts together again (docs/csp.md)");
}

}  // namespace formwork::function
