#include "csp/csp.h"
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

}  // namespace

void add_policy_functions(std::vector<Function>& out) {
  add(out, "csp(map)", {map()}, string(), policy_text,
      "a content security policy from a map of directives to lists of sources");
}

}  // namespace formwork::function
