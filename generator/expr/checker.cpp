#include "expr/checker.h"

#include "base/text.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr std::size_t kListedNames = 8;

TypeRef any() {
  return basic_type(TypeKind::any);
}

}  // namespace

std::string suggest(std::string_view word, const std::vector<std::string>& names,
                    std::string_view what) {
  if (const auto near = nearest(word, names)) return "did you mean `" + *near + "`?";
  if (names.empty() || names.size() > kListedNames) return {};
  return std::string(what) + ": `" + join(names, "`, `") + "`";
}

Checker::Narrow::Narrow(Checker& checker, const ExprNode& test, bool when) : checker_(checker) {
  std::vector<std::string> paths = narrowed_by(test, when);
  count_ = paths.size();
  for (std::string& path : paths) {
    const std::size_t local = checker.local_of(path);
    checker.narrowed_.push_back({local, std::move(path)});
  }
}

std::string Checker::quoted(const ExprNode& node) const {
  constexpr std::size_t kShown = 60;
  std::string text = printable(arena_.written(node));
  if (text.size() > kShown) return "this expression";
  return '`' + text + '`';
}

void Checker::error(ExprNode& node, Code code, Span span, std::string message, std::string help) {
  failed_ = true;
  node.type = any();
  node.optional = false;
  diagnostics_.add(code, span, std::move(message), std::move(help));
}

ExprNode* Checker::wrap(Op op, ExprNode* node) {
  ExprNode& made = arena_.nodes.emplace_back();
  made.op = op;
  made.span = node->span;
  made.depth = static_cast<std::uint16_t>(node->depth + 1);
  made.type = basic_type(TypeKind::boolean);
  made.children = {node};
  return &made;
}

void Checker::check(ExprNode*& node) {
  switch (node->op) {
    case Op::literal:
      return check_literal(*node);
    case Op::path:
      return check_path(*node);
    case Op::field:
      return check_field(*node);
    case Op::index:
      return check_index(*node);
    case Op::list:
      return check_list(*node);
    case Op::record:
      return check_record(*node);
    case Op::call:
      return check_call(node);
    case Op::negate:
      return check_negate(node);
    case Op::logical_not:
      check_condition(node->children[0]);
      node->type = basic_type(TypeKind::boolean);
      return;
    case Op::logical_and:
    case Op::logical_or: {
      check_condition(node->children[0]);
      const Narrow narrow(*this, *node->children[0], node->op == Op::logical_and);
      check_condition(node->children[1]);
      node->type = basic_type(TypeKind::boolean);
      return;
    }
    case Op::coalesce:
      return check_coalesce(*node);
    case Op::conditional:
      return check_conditional(*node);
    case Op::equal:
    case Op::not_equal:
      return check_equality(node);
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return check_order(*node);
    case Op::in:
      return check_in(*node);
    case Op::join:
      return check_join(*node);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo:
      return check_arithmetic(*node);
    case Op::any:
    case Op::all:
    case Op::map:
    case Op::filter:
      return check_comprehension(*node);
    case Op::present:
    case Op::absent:
    case Op::truth:
      return;  // made here, already checked
  }
}

void Checker::check_condition(ExprNode*& node) {
  check(node);
  const TypeKind kind = node->type->kind;
  if (kind == TypeKind::any) {
    node = wrap(Op::truth, node);
  } else if (kind == TypeKind::boolean) {
    if (!node->optional) return;
    error(*node, Code::FW5009, span_of(*node),
          quoted(*node) +
              " may be absent, and as a condition it could mean its value or its presence",
          "write `(" + std::string(arena_.written(*node)) +
              " ?? false)`, or `!= null` to ask for presence");
  } else if (kind != TypeKind::null && (node->optional || node->declared_optional)) {
    node = wrap(Op::present, node);
  } else {
    const bool null = kind == TypeKind::null;
    error(*node, Code::FW5009, span_of(*node),
          "a condition is boolean, " + quoted(*node) + " is " + node->type->describe(),
          null                  ? "write `false`"
          : is_text(node->type) ? "compare it: `… == \"…\"`"
          : is_numeric(node->type)
              ? "compare it: `… > 0`"
              : "it is always present; compare it, or ask for `length(…) > 0`");
  }
}

void Checker::require_present(ExprNode& node) {
  if (node.type->kind == TypeKind::null) {
    error(node, Code::FW5004, span_of(node), "`null` cannot stand here",
          "`null` can be compared with `==` and `!=`, or be a side of `? :`");
  } else if (node.optional) {
    const std::string written(arena_.written(node));
    const bool path = node.op == Op::path;
    error(node, Code::FW5004, span_of(node), quoted(node) + " may be absent",
          path ? "give a default: `(" + written + " ?? …)`; or test it first: `" + written +
                     " ? … : …`, `if " + written + "`"
               : "give a default: `(… ?? …)`");
  }
}

void Checker::check_value(ExprNode*& node) {
  check(node);
  require_present(*node);
}

void Checker::check_literal(ExprNode& node) {
  switch (node.value.kind()) {
    case Kind::boolean:
      node.type = basic_type(TypeKind::boolean);
      break;
    case Kind::integer:
      node.type = basic_type(TypeKind::integer);
      break;
    case Kind::number:
      node.type = basic_type(TypeKind::number);
      break;
    case Kind::string:
      if (is_plain_word(node.value.text())) {
        // A word is an enumeration of one: it fits where an identifier's text or an enumeration is
        // due, and comparing it with an enumeration that lacks it is an error.
        Type word;
        word.kind = TypeKind::enumeration;
        word.values = {std::string(node.value.text())};
        node.type = &types_.add(std::move(word));
      } else {
        node.type = basic_type(TypeKind::string);
      }
      break;
    default:
      node.type = basic_type(TypeKind::null);
      node.optional = true;
      break;
  }
}

void Checker::check_list(ExprNode& node) {
  TypeRef element = basic_type(TypeKind::null);
  bool constant = true;
  for (ExprNode*& child : node.children) {
    check_value(child);
    constant = constant && child->op == Op::literal;
    const TypeRef both = common_type(types_, element, child->type);
    if (both == nullptr) {
      error(node, Code::FW5005, span_of(*child),
            "a list has items of one type: " + quoted(*child) + " is " + child->type->describe() +
                ", the ones before it are " + element->describe());
      return;
    }
    element = both;
  }
  node.type = types_.list_of(element);
  if (!constant || failed_) return;
  // A list of literals is made once, here.
  Document& document = arena_.constants;
  const NodeId list = document.add_list();
  EvalContext context{document};
  for (const ExprNode* child : node.children) document.append(list, store(context, child->value));
  node.op = Op::literal;
  node.value = Value::of(document.node(list));
}

void Checker::check_record(ExprNode& node) {
  Type type;
  type.kind = TypeKind::record;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    check(node.children[i]);
    const ExprNode& child = *node.children[i];
    type.fields.push_back({std::string(node.names[i].name), child.type, child.optional});
  }
  node.type = &types_.add(std::move(type));
}

void Checker::check_coalesce(ExprNode& node) {
  check(node.children[0]);
  check(node.children[1]);
  const ExprNode& left = *node.children[0];
  const ExprNode& right = *node.children[1];
  const TypeRef both = common_type(types_, left.type, right.type);
  if (both == nullptr) {
    error(node, Code::FW5005, span_of(right),
          "both sides of `??` have one type: " + quoted(left) + " is " + left.type->describe() +
              ", " + quoted(right) + " is " + right.type->describe());
    return;
  }
  node.type = both;
  node.optional = left.optional && right.optional;
}

void Checker::check_conditional(ExprNode& node) {
  check_condition(node.children[0]);
  {
    const Narrow narrow(*this, *node.children[0], true);
    check(node.children[1]);
  }
  {
    const Narrow narrow(*this, *node.children[0], false);
    check(node.children[2]);
  }
  const ExprNode& yes = *node.children[1];
  const ExprNode& no = *node.children[2];
  const TypeRef both = common_type(types_, yes.type, no.type);
  if (both == nullptr) {
    error(node, Code::FW5005, span_of(no),
          "both results of `? :` have one type: " + quoted(yes) + " is " + yes.type->describe() +
              ", " + quoted(no) + " is " + no.type->describe());
    return;
  }
  node.type = both;
  node.optional = yes.optional || no.optional;
}

void Checker::check_comprehension(ExprNode& node) {
  check_value(node.children[0]);
  ExprNode& source = *node.children[0];
  const TypeKind kind = source.type->kind;
  const bool pairs = node.names.size() == 2;
  TypeRef item = any();
  TypeRef key = basic_type(TypeKind::string);
  if (kind == TypeKind::list || kind == TypeKind::map) {
    item = source.type->element;
    if (kind == TypeKind::map && source.type->key != nullptr) key = source.type->key;
    if (pairs != (kind == TypeKind::map)) {
      const std::string name(node.names[0].name);
      error(node, Code::FW5005, span_of(source), quoted(source) + " is " + source.type->describe(),
            pairs ? "a list is looped over with one name: `" + name + " in …`"
                  : "a map is looped over with two names: `key, " + name + " in …`");
    }
  } else if (kind != TypeKind::any) {
    error(
        source, Code::FW5005, span_of(source),
        "a list or map is due to loop over, " + quoted(source) + " is " + source.type->describe());
  }
  if (pairs && node.names[0].name == node.names[1].name) {
    error(node, Code::FW5001, arena_.at(node.names[1].begin, node.names[1].end),
          "key and value need two different names");
  }
  if (locals_.size() + node.names.size() > kMaxLocals) {
    error(node, Code::FW5011, span_of(node), "this expression is nested too deeply");
    return;
  }
  node.slot = static_cast<std::uint32_t>(locals_.size());
  if (pairs) locals_.push_back({node.names[0].name, key});
  locals_.push_back({node.names.back().name, item});
  ExprNode*& body = node.children[1];
  if (node.op == Op::map) {
    check_value(body);
  } else {
    check_condition(body);
  }
  locals_.resize(node.slot);
  switch (node.op) {
    case Op::map:
      node.type = types_.list_of(body->type);
      break;
    case Op::filter:
      node.type = source.type;
      break;
    default:
      node.type = basic_type(TypeKind::boolean);
      break;
  }
}

bool check_expr(Arena& arena, ExprNode*& root, bool condition, const Scope& scope,
                const FunctionTable& functions, TypeTable& types, Diagnostics& diagnostics) {
  Checker checker(arena, scope, functions, types, diagnostics);
  if (condition) {
    checker.check_condition(root);
  } else {
    checker.check(root);
  }
  return !checker.failed();
}

}  // namespace formwork
