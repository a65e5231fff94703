// Computed fields when the schema is loaded: compiled, typed, and ordered as far as their paths are
// written out.
#include "schema/link.h"
#include "schema/literal.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace formwork {
namespace {

class ComputedFields {
 public:
  ComputedFields(Schema::Impl& impl, const FunctionTable& functions, Diagnostics& diagnostics)
      : impl_(impl), functions_(functions), diagnostics_(diagnostics) {}

  bool run() {
    collect();
    place(*impl_.root, false, std::string());
    for (Computed& computed : impl_.computed) computed.keyed = computed.record->keyed;
    if (!compile_all()) return false;
    states_.resize(impl_.computed.size());
    for (std::size_t i = 0; i < impl_.computed.size(); ++i) visit(i);
    return !diagnostics_.has_errors();
  }

 private:
  enum class State : std::uint8_t { fresh, open, done };

  void collect() {
    for (const SchemaNode& node : impl_.nodes) {
      for (const Property& property : node.properties) {
        if (!property.schema->has_expr) continue;
        property.schema->computed = static_cast<int>(impl_.computed.size());
        impl_.computed.push_back({&node, &property, {}, false, 0});
      }
    }
  }

  // Where records stand: without a map on the way there is no `key`; with one way alone, and
  // neither map nor list on it, the records along it are known to be present in their fields'
  // expressions.
  void place(SchemaNode& use, bool keyed, const std::optional<std::string>& path) {
    SchemaNode& schema = shape(use);
    const auto [it, is_first] = places_.try_emplace(&schema, path);
    const bool loses_path = !is_first && it->second.has_value();
    const bool loses_key = schema.keyed && !keyed;
    if (!is_first && !loses_path && !loses_key) return;
    if (loses_path) it->second.reset();
    if (!keyed) schema.keyed = false;
    const std::optional<std::string> here = it->second;
    for (const Property& property : schema.properties) {
      std::optional<std::string> below;
      if (here) below = here->empty() ? property.name : *here + '.' + property.name;
      place(*property.schema, schema.keyed, below);
    }
    for (const Variant& variant : schema.variants) place(*variant.schema, schema.keyed, here);
    if (schema.items != nullptr) place(*schema.items, schema.keyed, std::nullopt);
    if (schema.additional != nullptr) place(*schema.additional, true, std::nullopt);
  }

  // An expression that may give null makes its field optional, which other expressions must then
  // mind: those that name the field are compiled again, until nothing changes. Only the last
  // findings of each are told.
  bool compile_all() {
    std::vector<Diagnostics> found(impl_.computed.size());
    std::vector<std::size_t> due(impl_.computed.size());
    std::iota(due.begin(), due.end(), std::size_t{0});
    while (!due.empty()) {
      std::vector<std::string_view> changed;
      for (const std::size_t i : due) {
        Computed& computed = impl_.computed[i];
        found[i] = {};
        const std::optional<Expr> expr = compile(computed, found[i]);
        if (!expr) continue;
        computed.expr = *expr;
        if (expr->optional() && make_optional(impl_, *computed.record, computed.property->name))
          changed.push_back(computed.property->name);
      }
      due.clear();
      for (std::size_t i = 0; i < impl_.computed.size(); ++i) {
        const std::string_view text = impl_.computed[i].property->schema->expr;
        if (std::any_of(changed.begin(), changed.end(), [&](std::string_view name) {
              return text.find(name) != std::string_view::npos;
            }))
          due.push_back(i);
      }
    }
    const bool sound = std::none_of(found.begin(), found.end(),
                                    [](const Diagnostics& d) { return d.has_errors(); });
    for (Diagnostics& d : found) diagnostics_.append(std::move(d));
    return sound;
  }

  // What a text holds is checked when it is computed: patterns and enumerations have no static
  // form. A record may lack what will be filled.
  static bool may_give(TypeRef given, const SchemaNode& use) {
    const TypeRef due = type_of(use);
    if (assignable(given, due) || given->kind == TypeKind::any || (is_text(given) && is_text(due)))
      return true;
    const SchemaNode& schema = shape(use);
    if (given->kind == TypeKind::list && due->kind == TypeKind::list && schema.items != nullptr) {
      return may_give(given->element, *schema.items);
    }
    if (given->kind == TypeKind::map && due->kind == TypeKind::map &&
        schema.additional != nullptr) {
      return may_give(given->element, *schema.additional);
    }
    if (given->kind != TypeKind::record || due->kind != TypeKind::record) return false;
    const bool all_known =
        std::all_of(given->fields.begin(), given->fields.end(), [&](const Field& field) {
          const Property* property = schema.property(field.name);
          return property != nullptr && may_give(field.type, *property->schema);
        });
    return all_known && std::all_of(schema.properties.begin(), schema.properties.end(),
                                    [&](const Property& property) {
                                      return !property.required ||
                                             given->field(property.name) != nullptr;
                                    });
  }

  std::optional<Expr> compile(const Computed& computed, Diagnostics& found) {
    const SchemaNode& use = *computed.property->schema;
    Scope scope(type_of(*impl_.root));
    if (const auto it = places_.find(computed.record); it != places_.end() && it->second) {
      for (std::size_t dot = it->second->find('.'); dot != std::string::npos;
           dot = it->second->find('.', dot + 1)) {
        scope.narrow(it->second->substr(0, dot));
      }
      if (!it->second->empty()) scope.narrow(*it->second);
    }
    scope.push({"self", type_of(*computed.record), false});
    if (computed.keyed) scope.push({"key", basic_type(TypeKind::identifier), false});
    std::optional<Expr> expr =
        compile_expr(use.expr, use.expr_span, scope, functions_, *impl_.types, found);
    if (!expr) return std::nullopt;
    const TypeRef due = type_of(use);
    const TypeRef given = expr->type();
    const bool fits = may_give(given, use) || (given->kind == TypeKind::null && expr->optional());
    if (!fits) {
      found.add(Code::FW3011, use.expr_span,
                fmt::format("this expression gives {}, but `{}` is {}", given->describe(),
                            computed.property->name, due->describe()));
      return std::nullopt;
    }
    return expr;
  }

  // The computed fields that `expr` reads by a written path: from the root, or from `self`.
  std::vector<std::size_t> reads(const Expr& expr, const SchemaNode& record) const {
    std::vector<std::size_t> out;
    for (const WrittenPath& path : expr.paths()) {
      if (path.slot > 1) continue;  // `key`
      const SchemaNode* here = path.slot == 0 ? impl_.root : &record;
      for (const std::string_view field : path.fields) {
        const Property* property = shape(*here).property(field);
        if (property == nullptr) break;  // a union's field, or the end of what is known
        if (property->schema->computed >= 0)
          out.push_back(static_cast<std::size_t>(property->schema->computed));
        here = property->schema;
      }
    }
    return out;
  }

  void visit(std::size_t index) {
    if (states_[index] == State::done) return;
    states_[index] = State::open;
    chain_.push_back(index);
    const Computed& computed = impl_.computed[index];
    for (const std::size_t next : reads(computed.expr, *computed.record)) {
      if (states_[next] == State::open) {
        report(next);
      } else {
        visit(next);
      }
    }
    chain_.pop_back();
    states_[index] = State::done;
    impl_.computed[index].rank = rank_++;
  }

  void report(std::size_t first) {
    const Property& property = *impl_.computed[first].property;
    Diagnostic& d = diagnostics_.add(Code::FW3012, property.schema->expr_span,
                                     fmt::format("`{}` is computed from itself", property.name));
    const auto from = std::find(chain_.begin(), chain_.end(), first);
    for (auto it = from + 1; it != chain_.end(); ++it) {
      const Property& through = *impl_.computed[*it].property;
      d.notes.push_back({through.schema->expr_span, {}, fmt::format("through `{}`", through.name)});
    }
  }

  Schema::Impl& impl_;
  const FunctionTable& functions_;
  Diagnostics& diagnostics_;
  std::unordered_map<const SchemaNode*, std::optional<std::string>> places_;
  std::vector<State> states_;
  std::vector<std::size_t> chain_;
  std::size_t rank_ = 0;
};

}  // namespace

bool compile_computed(Schema::Impl& impl, const FunctionTable& functions,
                      Diagnostics& diagnostics) {
  return ComputedFields(impl, functions, diagnostics).run();
}

}  // namespace formwork
