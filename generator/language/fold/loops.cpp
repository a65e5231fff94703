// `for` expressions and repeated parts of texts.
#include "language/fold/evaluate.h"

#include <map>

namespace formwork::fold {

Datum Evaluator::loop(const Expr& expr, const Local* locals) {
  const ExprId source = expr.first;
  const ExprId first = tree_[source].next;  // for_map: the key, else the value
  const ExprId second = tree_[first].next;  // for_map: the value, else the condition
  const bool makes_map = expr.kind == ExprKind::for_map;
  const ExprId value_of = makes_map ? second : first;
  const ExprId condition = makes_map ? tree_[second].next : second;

  const Datum in = eval(source, locals);
  if (!in.known() || in.open()) return spoiled(expr, in.is(DatumKind::failed));
  if (!in.is_sequence() && !in.is(DatumKind::map)) return failed(expr);
  // The order of a set of lists or maps is the target's own.
  if (in.is(DatumKind::set) && !makes_map && in.entries().size() > 1 &&
      !to_text(in.entries().front().value)) {
    return unknown(expr);
  }
  Datum::Entries out;
  std::map<std::string, Datum::Entries> groups;
  double at = 0;
  for (const Datum::Entry& entry : in.entries()) {
    Datum key = in.is(DatumKind::map)   ? Datum::of_string(entry.key)
                : in.is(DatumKind::set) ? entry.value
                                        : Datum::of_number(at++);
    const Local outer{expr.text.empty() ? std::string_view(" ") : expr.text, std::move(key),
                      locals};
    const Local local{expr.second, entry.value, &outer};
    if (condition != 0) {
      const Datum keep = eval(condition, &local);
      if (!keep.known()) return spoiled(expr, keep.is(DatumKind::failed));
      const auto truth = to_bool(keep);
      if (!truth) return failed(expr);
      if (!*truth) continue;
    }
    std::string name;
    if (makes_map) {
      const Datum made = eval(first, &local);
      if (!made.known()) return spoiled(expr, made.is(DatumKind::failed));
      const auto text = to_text(made);
      if (!text) return failed(expr);
      name = *text;
    }
    Datum value = eval(value_of, &local);
    if (value.is(DatumKind::failed)) return failed(expr);
    if (expr.flag)
      groups[name].push_back({{}, std::move(value)});
    else
      out.push_back({std::move(name), std::move(value)});
  }
  for (auto& [name, values] : groups) out.push_back({name, Datum::of_list(std::move(values))});
  if (makes_map) {
    const std::size_t count = out.size();
    Datum made = Datum::of_map(std::move(out));
    return made.entries().size() == count ? made : failed(expr);  // a key twice
  }
  if (expr.kind == ExprKind::for_list) return Datum::of_list(std::move(out));
  std::vector<Datum> texts;
  for (const Datum::Entry& entry : out) {
    if (!entry.value.known()) return unknown(expr);
    if (auto text = as_text(entry.value)) texts.push_back(*std::move(text));
  }
  return Trace::joined(texts);
}

}  // namespace formwork::fold
