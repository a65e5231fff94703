#include "base/text.h"
#include "expr/checker.h"

#include <algorithm>

namespace formwork {
namespace {

bool is_any(TypeRef type) {
  return type->kind == TypeKind::any;
}
bool is_null(const ExprNode& node) {
  return node.op == Op::literal && node.value.is_null();
}
bool is_record(TypeRef type) {
  return type->kind == TypeKind::record || type->kind == TypeKind::map ||
         type->kind == TypeKind::tagged;
}

std::string_view symbol(Op op) {
  switch (op) {
    case Op::add:
      return "+";
    case Op::subtract:
      return "-";
    case Op::multiply:
      return "*";
    case Op::divide:
      return "/";
    case Op::modulo:
      return "%";
    case Op::less:
      return "<";
    case Op::less_equal:
      return "<=";
    case Op::greater:
      return ">";
    case Op::greater_equal:
      return ">=";
    default:
      return "~";
  }
}

/// Could a value of one type equal a value of the other?
bool may_equal(TypeRef a, TypeRef b) {
  if (is_any(a) || is_any(b)) return true;
  if (a->kind == TypeKind::enumeration && b->kind == TypeKind::enumeration) {
    return std::any_of(a->values.begin(), a->values.end(), [&](const std::string& value) {
      return std::find(b->values.begin(), b->values.end(), value) != b->values.end();
    });
  }
  if (is_text(a) && is_text(b)) return true;
  if (is_numeric(a) && is_numeric(b)) return true;
  if (is_record(a) && is_record(b)) return true;
  if (a->kind == TypeKind::list && b->kind == TypeKind::list) {
    return a->element->kind == TypeKind::null || b->element->kind == TypeKind::null ||
           may_equal(a->element, b->element);
  }
  return a->kind == b->kind;
}

}  // namespace

void Checker::comparable(const ExprNode& at, const ExprNode& left, TypeRef left_type,
                         const ExprNode& right, TypeRef right_type) {
  if (may_equal(left_type, right_type)) return;
  failed_ = true;
  // A word that an enumeration lacks: point at the word.
  const bool left_word = left.op == Op::literal;
  const ExprNode& word = left_word ? left : right;
  const TypeRef known = left_word ? right_type : left_type;
  if (word.op == Op::literal && word.value.is(Kind::string) &&
      known->kind == TypeKind::enumeration) {
    const std::string text(word.value.text());
    std::string help;
    if (const auto near = nearest(text, known->values)) {
      help = "did you mean `\"" + *near + "\"`?";
    } else {
      help = "it is " + known->describe();
    }
    diagnostics_.add(Code::FW5010, span_of(word),
                     quoted(left_word ? right : left) + " is never `\"" + printable(text) + "\"`",
                     std::move(help));
    return;
  }
  diagnostics_.add(Code::FW5010, span_of(at),
                   quoted(left) + " is " + left_type->describe() + " and " + quoted(right) +
                       " is " + right_type->describe() + ": they are never equal",
                   is_text(left_type) || is_text(right_type)
                       ? "turn the text into a number: `int(…)`, or drop the quotes"
                       : "");
}

void Checker::check_equality(ExprNode*& node) {
  const bool equal = node->op == Op::equal;
  ExprNode*& left = node->children[0];
  ExprNode*& right = node->children[1];
  if (is_null(*left) || is_null(*right)) {
    ExprNode*& tested = is_null(*right) ? left : right;
    check(tested);
    node->op = equal ? Op::absent : Op::present;
    node->type = basic_type(TypeKind::boolean);
    node->children = {tested};
    return;
  }
  check_value(left);
  check_value(right);
  node->type = basic_type(TypeKind::boolean);
  comparable(*node, *left, left->type, *right, right->type);
}

void Checker::check_order(ExprNode& node) {
  check_value(node.children[0]);
  check_value(node.children[1]);
  const ExprNode& left = *node.children[0];
  const ExprNode& right = *node.children[1];
  const TypeRef a = left.type;
  const TypeRef b = right.type;
  const auto ordered = [](TypeRef t) { return is_any(t) || is_numeric(t) || is_text(t); };
  const bool fits =
      ordered(a) && ordered(b) && (is_any(a) || is_any(b) || is_numeric(a) == is_numeric(b));
  if (!fits) {
    error(node, Code::FW5005, span_of(node),
          "`" + std::string(symbol(node.op)) + "` takes two numbers or two texts: " + quoted(left) +
              " is " + a->describe() + ", " + quoted(right) + " is " + b->describe());
  }
  node.type = basic_type(TypeKind::boolean);
}

void Checker::check_in(ExprNode& node) {
  check_value(node.children[0]);
  check_value(node.children[1]);
  const ExprNode& item = *node.children[0];
  const ExprNode& in = *node.children[1];
  node.type = basic_type(TypeKind::boolean);
  switch (in.type->kind) {
    case TypeKind::any:
      return;
    case TypeKind::list:
      if (in.type->element->kind != TypeKind::null) {
        comparable(node, item, item.type, in, in.type->element);
      }
      return;
    case TypeKind::map:
      comparable(node, item, item.type, in,
                 in.type->key == nullptr ? basic_type(TypeKind::string) : in.type->key);
      return;
    case TypeKind::string:
    case TypeKind::identifier:
    case TypeKind::enumeration:
      if (!is_text(item.type) && !is_any(item.type)) {
        error(node, Code::FW5005, span_of(item),
              "a text is looked for in a text, " + quoted(item) + " is " + item.type->describe());
      }
      break;
    default:
      error(node, Code::FW5005, span_of(in),
            "a list, a map or a text is due after `in`, " + quoted(in) + " is " +
                in.type->describe());
      break;
  }
  node.type = basic_type(TypeKind::boolean);
}

void Checker::check_join(ExprNode& node) {
  // identifier ~ "-" ~ identifier is an identifier again: no part can end the word it stands in.
  bool identifier = true;
  bool first = true;
  for (ExprNode*& child : node.children) {
    check_value(child);
    const TypeKind kind = child->type->kind;
    if (kind == TypeKind::list || kind == TypeKind::map || kind == TypeKind::record ||
        kind == TypeKind::tagged) {
      error(*child, Code::FW5005, span_of(*child),
            "`~` joins texts, numbers and booleans, " + quoted(*child) + " is " +
                child->type->describe(),
            kind == TypeKind::list ? "write `join(…, \",\")`" : "");
    }
    const bool glue = child->op == Op::literal && child->value.is(Kind::string) &&
                      std::all_of(child->value.text().begin(), child->value.text().end(),
                                  [](char c) { return c == '-' || c == '_' || c == '.'; });
    identifier =
        identifier && (is_word(child->type) || (!first && (glue || kind == TypeKind::integer)));
    first = false;
  }
  node.type = basic_type(identifier ? TypeKind::identifier : TypeKind::string);
}

void Checker::check_arithmetic(ExprNode& node) {
  bool number = false;
  bool any = false;
  for (ExprNode*& child : node.children) {
    check_value(child);
    number = number || child->type->kind == TypeKind::number;
    any = any || is_any(child->type);
    if (!is_any(child->type) && !is_numeric(child->type)) {
      error(*child, Code::FW5005, span_of(*child),
            "`" + std::string(symbol(node.op)) + "` takes numbers, " + quoted(*child) + " is " +
                child->type->describe(),
            node.op != Op::add                    ? ""
            : is_text(child->type)                ? "texts are joined by `~`"
            : child->type->kind == TypeKind::list ? "write `concat(a, b)`"
                                                  : "");
      any = true;
    }
  }
  node.type =
      any ? basic_type(TypeKind::any) : basic_type(number ? TypeKind::number : TypeKind::integer);
}

void Checker::check_negate(ExprNode*& node) {
  ExprNode*& operand = node->children[0];
  check_value(operand);
  if (operand->op == Op::literal &&
      (operand->value.is(Kind::integer) || operand->value.is(Kind::number))) {
    node->op = Op::literal;
    node->value = operand->value.is(Kind::integer) ? Value::of_int(-operand->value.as_int())
                                                   : Value::of_number(-operand->value.as_number());
    node->type = operand->type;
    node->children.clear();
    return;
  }
  if (!is_any(operand->type) && !is_numeric(operand->type)) {
    error(*node, Code::FW5005, span_of(*operand),
          "`-` takes a number, " + quoted(*operand) + " is " + operand->type->describe());
    return;
  }
  node->type = operand->type;
}

}  // namespace formwork
