#include "function/functions.h"

#include "function/function_groups.h"

namespace formwork {
namespace function {
namespace {

constexpr std::uint64_t kBytesPerStep = 16;

/// Types that outlive every table of an environment.
TypeTable& shared_types() {
  static TypeTable types;
  return types;
}

}  // namespace

Function& add(std::vector<Function>& out, std::string_view signature,
              std::vector<TypeRef> parameters, TypeRef result,
              Value (*call)(EvalContext&, Arguments), std::string_view help) {
  Function made;
  made.name = signature.substr(0, signature.find('('));
  made.signature = signature;
  made.parameters = std::move(parameters);
  made.result = result;
  made.help = help;
  made.call = call;
  return out.emplace_back(std::move(made));
}

TypeRef list() {
  static const TypeRef type = shared_types().list_of(any());
  return type;
}

TypeRef list_of_strings() {
  static const TypeRef type = shared_types().list_of(string());
  return type;
}

TypeRef map() {
  static const TypeRef type = shared_types().map_of(any());
  return type;
}

TypeRef choice(std::vector<std::string> values) {
  Type type;
  type.kind = TypeKind::enumeration;
  type.values = std::move(values);
  return &shared_types().add(std::move(type));
}

std::optional<std::vector<Value>> items(EvalContext& context, const Value& list) {
  std::vector<Value> out;
  out.reserve(list.node().size());
  for (const Node child : list.node()) {
    out.push_back(read(context, child));
    if (out.back().is(Kind::unknown)) return std::nullopt;
  }
  return out;
}

Value make_list(EvalContext& context, const std::vector<Value>& values) {
  if (!spend(context, values.size())) return Value::unknown();
  const NodeId list = context.scratch.add_list();
  for (const Value& value : values) context.scratch.append(list, store(context, value));
  return Value::of(context.scratch.node(list));
}

Value make_text(EvalContext& context, std::string_view text) {
  if (!spend(context, text.size() / kBytesPerStep)) return Value::unknown();
  return keep(context, text);
}

}  // namespace function

const FunctionTable& builtin_functions() {
  static const FunctionTable table = [] {
    std::vector<Function> functions;
    function::add_text_functions(functions);
    function::add_casing_functions(functions);
    function::add_conversion_functions(functions);
    function::add_list_functions(functions);
    function::add_map_functions(functions);
    function::add_number_functions(functions);
    function::add_unit_functions(functions);
    function::add_name_functions(functions);
    function::add_network_functions(functions);
    function::add_service_level_functions(functions);
    function::add_promql_functions(functions);
    function::add_policy_functions(functions);
    return FunctionTable(std::move(functions));
  }();
  return table;
}

}  // namespace formwork
