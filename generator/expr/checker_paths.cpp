// Names and fields: to slots and steps; what may be absent, and what a test has proved present.
#include "base/text.h"
#include "expr/checker.h"

#include <algorithm>

namespace formwork {
namespace {

std::vector<std::string> field_names(TypeRef record) {
  std::vector<std::string> names;
  for (const Field& field : record->fields) names.push_back(field.name);
  return names;
}

bool has_fields(TypeRef type) {
  return type != nullptr && (type->kind == TypeKind::record || type->kind == TypeKind::tagged);
}

}  // namespace

std::size_t Checker::local_of(std::string_view path) const {
  const std::string_view name = path.substr(0, path.find('.'));
  for (std::size_t i = locals_.size(); i-- > 0;) {
    if (locals_[i].name == name) return i;
  }
  return kNoLocal;
}

bool Checker::is_narrowed(std::string_view path) const {
  const std::size_t local = local_of(path);
  const auto here = [&](const Narrowed& n) {
    return n.local == local && n.path.starts_with(path) &&
           (n.path.size() == path.size() || n.path[path.size()] == '.');
  };
  return std::any_of(narrowed_.begin(), narrowed_.end(), here) ||
         (local == kNoLocal && scope_.is_narrowed(path));
}

void Checker::check_path(ExprNode& node) {
  const Step name = node.names[0];
  TypeRef type = nullptr;
  bool optional = false;
  if (const std::size_t local = local_of(name.name); local != kNoLocal) {
    node.local = true;
    node.slot = static_cast<std::uint32_t>(local);
    type = locals_[local].type;
  } else if (const std::size_t slot = scope_.slot_of(name.name); slot != 0) {
    node.slot = static_cast<std::uint32_t>(slot);
    type = scope_.variables()[slot].type;
    node.declared_optional = scope_.variables()[slot].optional;
    optional = node.declared_optional && !is_narrowed(name.name);
  } else {
    const TypeRef root = scope_.root();
    const bool known = root != nullptr && (root->kind == TypeKind::any ||
                                           (has_fields(root) && root->field(name.name) != nullptr));
    if (!known) return unknown_name(node);
    node.slot = 0;
    node.steps.insert(node.steps.begin(), name);
    const std::vector<Step> steps = node.steps;
    return walk(node, root, false, steps, &node.path);
  }
  node.path = name.name;
  const std::vector<Step> steps = node.steps;
  walk(node, type, optional, steps, &node.path);
}

void Checker::walk(ExprNode& node, TypeRef from, bool optional, const std::vector<Step>& steps,
                   std::string* path) {
  TypeRef type = from;
  for (const Step& step : steps) {
    if (type->kind == TypeKind::any) break;
    const Span span = arena_.at(step.begin, step.end);
    if (type->kind == TypeKind::map) {
      const std::string map = path != nullptr && !path->empty() ? "`" + *path + "`" : "this map";
      return error(
          node, Code::FW5008, span,
          "`" + printable(step.name) + "` would be a key of " + map + ", which its users choose",
          "loop over it, or look a key up that is known when it runs: `(…[name] ?? …)`");
    }
    if (!has_fields(type)) {
      return error(
          node, Code::FW5003, span,
          "`" + printable(step.name) + "` cannot be taken from " + type->describe() +
              ", which has no fields",
          type->kind == TypeKind::list ? "loop over the list, or take an item: `…[0]`" : "");
    }
    const Field* field = type->field(step.name);
    if (field == nullptr) return unknown_field(node, type, step);
    if (path != nullptr) {
      if (!path->empty()) *path += '.';
      *path += step.name;
    }
    type = field->type;
    if (field->optional) {
      node.declared_optional = true;
      optional = optional || path == nullptr || !is_narrowed(*path);
    }
  }
  node.type = type;
  node.optional = optional && type->kind != TypeKind::any;
}

void Checker::unknown_name(ExprNode& node) {
  const Step& name = node.names[0];
  std::vector<std::string> names;
  for (const Local& local : locals_) names.emplace_back(local.name);
  for (const Variable& variable : scope_.variables()) {
    if (!variable.name.empty()) names.push_back(variable.name);
  }
  if (has_fields(scope_.root())) {
    for (std::string& field : field_names(scope_.root())) names.push_back(std::move(field));
  }
  std::string help;
  if (functions_.find(name.name) != nullptr) {
    help =
        "`" + std::string(name.name) + "` is a function: write `" + std::string(name.name) + "(…)`";
  } else {
    help = suggest(name.name, names, "known are");
    if (help.empty()) help = "a text is written in quotes: `\"" + std::string(name.name) + "\"`";
  }
  error(node, Code::FW5002, arena_.at(name.begin, name.end),
        "unknown name `" + std::string(name.name) + "`", std::move(help));
}

void Checker::unknown_field(ExprNode& node, TypeRef record, const Step& step) {
  const std::string owner = record->name.empty() ? "this record" : "`" + record->name + "`";
  error(node, Code::FW5003, arena_.at(step.begin, step.end),
        owner + " has no field `" + printable(step.name) + "`",
        suggest(step.name, field_names(record), "its fields"));
}

void Checker::check_field(ExprNode& node) {
  check(node.children[0]);
  const ExprNode& base = *node.children[0];
  const std::vector<Step> steps = node.steps;
  walk(node, base.type, base.optional, steps, nullptr);
}

void Checker::check_index(ExprNode& node) {
  check(node.children[0]);
  check_value(node.children[1]);
  ExprNode& base = *node.children[0];
  const ExprNode& key = *node.children[1];
  const bool word = key.op == Op::literal && key.value.is(Kind::string);
  if (has_fields(base.type)) {
    if (!word) {
      return error(node, Code::FW5005, span_of(key),
                   "a field of " + base.type->describe() + " is named by a literal text, not by " +
                       quoted(key));
    }
    const Step step{key.value.text(), key.span.begin, key.span.end};
    const std::vector<Step> steps{step};
    if (base.op != Op::path) {
      node.op = Op::field;
      node.steps = steps;
      node.children.resize(1);
      return walk(node, base.type, base.optional, steps, nullptr);
    }
    const Span span = node.span;
    node = base;
    node.span = span;
    node.steps.push_back(step);
    return walk(node, base.type, base.optional, steps, &node.path);
  }
  require_present(base);
  switch (base.type->kind) {
    case TypeKind::list:
      node.type = base.type->element;
      if (key.type->kind != TypeKind::integer && key.type->kind != TypeKind::any) {
        error(node, Code::FW5005, span_of(key),
              "an item of a list is taken by an integer, " + quoted(key) + " is " +
                  key.type->describe());
      }
      return;
    case TypeKind::map:
      if (word) {
        return error(
            node, Code::FW5008, span_of(key),
            quoted(key) + " would be a key of " + quoted(base) + ", which its users choose",
            "loop over it, or look a key up that is known when it runs: `(…[name] ?? …)`");
      }
      if (!is_text(key.type) && key.type->kind != TypeKind::any) {
        return error(
            node, Code::FW5005, span_of(key),
            "a map is looked up by a text, " + quoted(key) + " is " + key.type->describe());
      }
      node.type = base.type->element;
      node.optional = node.type->kind != TypeKind::any;
      return;
    case TypeKind::any:
      node.type = base.type;
      if (!is_text(key.type) && key.type->kind != TypeKind::integer &&
          key.type->kind != TypeKind::any) {
        error(node, Code::FW5005, span_of(key),
              "a text or an integer is due here, " + quoted(key) + " is " + key.type->describe());
      }
      return;
    default:
      return error(
          node, Code::FW5005, span_of(base),
          "a list or map is due before `[`, " + quoted(base) + " is " + base.type->describe());
  }
}

}  // namespace formwork
