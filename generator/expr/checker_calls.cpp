// Calls: the function, its arguments, a literal pattern.
#include "base/text.h"
#include "expr/checker.h"

#include <algorithm>

namespace formwork {
void Checker::check_call(ExprNode*& node) {
  const Step name = node->names[0];
  const Function* function = functions_.find(name.name);
  if (function == nullptr) {
    for (ExprNode*& child : node->children) check(child);
    std::vector<std::string> names;
    for (const Function& known : functions_.all()) names.emplace_back(known.name);
    for (const std::string_view known : {"any", "all", "map", "filter"}) names.emplace_back(known);
    const bool loop = std::find(names.end() - 4, names.end(), name.name) != names.end();
    error(*node, Code::FW5006, arena_.at(name.begin, name.end),
          loop ? "`" + std::string(name.name) + "` cannot stand after `|`"
               : "there is no function `" + printable(name.name) + "`",
          loop ? "write `" + std::string(name.name) + "(x in xs, …)`"
               : suggest(name.name, names, "there are"));
    return;
  }
  node->function = function;
  check_arguments(*node, *function);
}

void Checker::check_arguments(ExprNode& node, const Function& function) {
  const std::vector<TypeRef>& parameters = function.parameters;
  const std::string name = "`" + std::string(function.name) + "`";
  const std::size_t least = std::min(function.optional_from, parameters.size());
  std::vector<TypeRef> given;
  bool wrong = false;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    ExprNode*& child = node.children[i];
    const TypeRef wanted = i < parameters.size() ? parameters[i]
                           : function.variadic   ? parameters.back()
                                                 : nullptr;
    check_value(child);
    given.push_back(child->type);
    if (wanted == nullptr || wanted->kind == TypeKind::any) continue;
    if (child->type->kind == TypeKind::any) {
      node.check_arguments = true;
    } else if (!assignable(child->type, wanted)) {
      wrong = true;
      error(*child, Code::FW5007, span_of(*child),
            name + " takes " + wanted->describe() + " here, " + quoted(*child) + " is " +
                child->type->describe(),
            is_text(wanted) && is_numeric(child->type) ? "turn it into text: `string(…)`" : "");
    }
  }
  const std::size_t count = node.children.size();
  if (count < least || (!function.variadic && count > parameters.size())) {
    const std::string most = function.variadic ? " or more"
                             : least == parameters.size()
                                 ? ""
                                 : " to " + std::to_string(parameters.size());
    const bool one = most.empty() && least == 1;
    error(node, Code::FW5007, span_of(node),
          name + " takes " + std::to_string(least) + most + (one ? " argument" : " arguments") +
              ", here are " + std::to_string(count),
          function.signature.empty() ? "" : "write `" + std::string(function.signature) + "`");
    return;
  }
  if (wrong) {
    node.type = basic_type(TypeKind::any);
    return;
  }
  if (function.pattern < count) compile_pattern(node, *node.children[function.pattern]);
  node.type = function.infer != nullptr ? function.infer(types_, given) : function.result;
  if (node.type == nullptr) {
    std::string kinds;
    for (const TypeRef type : given) kinds += (kinds.empty() ? "" : ", ") + type->describe();
    error(node, Code::FW5007, span_of(node), name + " does not take " + kinds,
          "write `" + std::string(function.signature) + "`: " + std::string(function.help));
    return;
  }
  node.optional = function.optional_result && node.type->kind != TypeKind::any;
}

void Checker::compile_pattern(ExprNode& node, const ExprNode& pattern) {
  if (pattern.op != Op::literal || !pattern.value.is(Kind::string)) return;
  auto made = std::make_unique<const Pattern>(std::string(pattern.value.text()));
  if (const std::string wrong = made->error(); !wrong.empty()) {
    error(node, Code::FW5012, span_of(pattern), "this is no pattern: " + wrong,
          "patterns are RE2: no look-around, no back-references");
    return;
  }
  node.pattern = made.get();
  arena_.patterns.push_back(std::move(made));
}

}  // namespace formwork
