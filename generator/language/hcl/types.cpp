#include "language/hcl/types.h"

namespace formwork::lang::hcl {

using fold::Datum;
using fold::DatumKind;
using fold::Evaluator;
using fold::Expr;
using fold::ExprId;
using fold::ExprKind;
using fold::Tree;

namespace {

Datum primitive(const Datum& value, std::string_view type) {
  if (type == "any") return value;
  if (type == "string") {
    auto text = fold::as_text(value);
    return text ? *std::move(text) : Datum::failed("");
  }
  if (type == "number") {
    if (value.is(DatumKind::number)) return value;
    const auto number = fold::to_number(value);
    return number ? Datum::of_number(*number) : Datum::failed("");
  }
  if (type == "bool") {
    if (value.is(DatumKind::boolean)) return value;
    const auto truth = fold::to_bool(value);
    return truth ? Datum::of_bool(*truth) : Datum::failed("");
  }
  if (type == "list" || type == "set" || type == "map") return value;  // of anything
  return Datum::unknown("");
}

class Converter {
 public:
  Converter(const Tree& tree, Evaluator& evaluator) : tree_(tree), evaluator_(evaluator) {}

  // NOLINTNEXTLINE(misc-no-recursion): types nest as deep as expressions may
  Datum convert(const Datum& value, ExprId id) {
    if (!value.known() || value.is(DatumKind::null) || value.open()) return value;
    const Expr& type = tree_[bare(tree_, id)];
    if (type.kind == ExprKind::name) return primitive(value, type.text);
    if (type.kind != ExprKind::call || type.first == 0) return Datum::unknown("");
    if (type.text == "object") return object(value, tree_[type.first]);
    if (type.text == "tuple") return tuple(value, tree_[type.first]);
    return collection(value, type);
  }

 private:
  Datum collection(const Datum& value, const Expr& type) {
    const bool map = type.text == "map";
    if (map ? !value.is(DatumKind::map) : !value.is_sequence()) return Datum::failed("");
    Datum::Entries out;
    for (const Datum::Entry& entry : value.entries()) {
      out.push_back({entry.key, convert(entry.value, type.first)});
      if (out.back().value.is(DatumKind::failed)) return Datum::failed("");
    }
    out = fold::unified(std::move(out));
    if (map) return Datum::of_map(std::move(out));
    if (type.text != "set") return Datum::of_list(std::move(out));
    const Datum list = Datum::of_list(std::move(out));
    return list.wholly_known() ? Datum::of_set(list.entries()) : Datum::unknown("");
  }

  Datum tuple(const Datum& value, const Expr& types) {
    if (!value.is_sequence() || types.kind != ExprKind::list) return Datum::failed("");
    Datum::Entries out;
    ExprId type = types.first;
    for (const Datum::Entry& entry : value.entries()) {
      if (type == 0) return Datum::failed("");
      out.push_back({{}, convert(entry.value, type)});
      type = tree_[type].next;
    }
    return type == 0 ? Datum::of_list(std::move(out)) : Datum::failed("");
  }

  Datum object(const Datum& value, const Expr& fields) {
    if (!value.is(DatumKind::map) || fields.kind != ExprKind::map) return Datum::failed("");
    Datum::Entries out;
    for (ExprId key = fields.first; key != 0; key = tree_[tree_[key].next].next) {
      const std::string name(tree_[key].text);
      ExprId type = tree_[key].next;
      ExprId fallback = 0;
      const Expr& written = tree_[type];
      const bool optional = written.kind == ExprKind::call && written.text == "optional";
      if (optional) {
        type = written.first;
        fallback = type == 0 ? 0 : tree_[type].next;
      }
      const Datum* found = value.find(name);
      if (found == nullptr && !optional) return Datum::failed("");
      Datum made = found != nullptr ? *found : Datum();
      // A default takes the place of null as well, and is filled in turn.
      if (made.is(DatumKind::null) && fallback != 0) made = evaluator_.eval(fallback);
      made = convert(made, type);
      if (made.is(DatumKind::failed)) return made;
      out.push_back({name, std::move(made)});
    }
    return Datum::of_map(std::move(out));
  }

  const Tree& tree_;
  Evaluator& evaluator_;
};

}  // namespace

Datum convert(const Datum& value, const Tree& tree, ExprId type, Evaluator& evaluator) {
  return Converter(tree, evaluator).convert(value, type);
}

}  // namespace formwork::lang::hcl
