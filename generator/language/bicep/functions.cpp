// Calls: functions of the file, of imported files, those that take a function, and Bicep's own.
#include "language/bicep/scope.h"

#include <algorithm>

namespace formwork::lang::bicep {

Datum Scope::call(Ref ref, const Local* locals) {
  const bool method = file_.tree.kind(ref) == Syntax::method;
  const std::string_view name = source(child(ref, method ? 2 : 0));
  std::vector<Ref> written;
  for (std::size_t i = method ? 4 : 2; i + 1 < file_.tree.size(ref); ++i) {
    const Ref argument = child(ref, i);
    if (!file_.tree.is(argument, TokenType::comma) && !file_.tree.is(argument, TokenType::newline))
      written.push_back(argument);
  }
  if (name == "nameof" && written.size() == 1 && !method) {
    const Ref named =
        file_.tree.kind(written[0]) == Syntax::member ? child(written[0], 3) : written[0];
    return named.is_token() ? Datum::of_string(std::string(source(named))) : unknown(ref);
  }
  Scope* from = this;
  std::string_view declared = name;
  if (method) {
    const std::string base = symbol_of(child(ref, 0), locals);
    if (const auto found = file_.imports.find(base); found != file_.imports.end()) {
      from = imported(found->second);
      if (from == nullptr) return unknown(ref);
    } else if (base != "az" && base != "sys") {
      return unknown(ref);  // listKeys() and the like of a resource
    }
  } else if (const auto found = file_.imports.find(name); found != file_.imports.end()) {
    from = imported(found->second);
    if (from == nullptr) return unknown(ref);
    declared = found->second.name;
  }
  if (const auto own = from->file_.functions.find(declared); own != from->file_.functions.end()) {
    std::vector<Datum> arguments;
    for (const Ref argument : written) arguments.push_back(eval(argument, locals));
    return from->user_function(own->second, arguments, source(ref));
  }
  if (from != this) return unknown(ref);
  if (auto result = call_with_lambda(name, written, ref, locals)) return *std::move(result);
  if (name == "resourceId") return named_id(written, locals);
  std::vector<Datum> arguments;
  for (const Ref argument : written) arguments.push_back(eval(argument, locals));
  if (folding_.trace == nullptr) return call_function(name, arguments, source(ref));
  return folding_.trace->call(
      arguments, [called = std::string(name), text = std::string(source(ref))](
                     const std::vector<Datum>& a) { return call_function(called, a, text); });
}

/// No id is known before a deployment, but whose it is where a loop gives its last name:
/// `resourceId('…/customDomains', name, 'web')`. All else stays as it is written: to read what
/// differs in each environment would keep its folding from being recalled for another.
Datum Scope::named_id(const std::vector<Ref>& written, const Local* locals) {
  const auto is_local = [&](std::string_view name) {
    while (locals != nullptr && locals->name != name) locals = locals->outer;
    return locals != nullptr;
  };
  std::string text = "resourceId(";
  for (std::size_t i = 0; i < written.size(); ++i) {
    text += i == 0 ? "" : ", ";
    const std::string_view argument = source(written[i]);
    if (i + 1 == written.size() && written[i].is_token() && is_local(argument) &&
        locals->value.is(DatumKind::string))
      text += "'" + locals->value.text() + "'";
    else
      text += argument;
  }
  return Datum::unknown(text + ")");
}

/// Within a function only its arguments and other functions are seen.
Datum Scope::user_function(Ref function, const std::vector<Datum>& arguments,
                           std::string_view text) {
  const Ref lambda = child(function, 3);
  const Ref variables = child(lambda, 0);
  std::vector<Local> locals;
  locals.reserve(arguments.size());
  for (std::size_t i = 0; i < file_.tree.size(variables); ++i) {
    const Ref variable = child(variables, i);
    if (file_.tree.kind(variable) != Syntax::typed_variable) continue;
    if (locals.size() == arguments.size()) return Datum::unknown(text);
    const Local* outer = locals.empty() ? nullptr : &locals.back();
    locals.push_back({source(child(variable, 0)), arguments[locals.size()], outer});
  }
  return eval(child(lambda, 4), locals.empty() ? nullptr : &locals.back());
}

Datum Scope::apply(Ref lambda, const std::vector<Datum>& values, const Local* locals) {
  const Ref variables = child(lambda, 0);
  std::vector<Local> own;
  own.reserve(values.size());
  const auto bind = [&](Ref name) {
    const Local* outer = own.empty() ? locals : &own.back();
    if (own.size() < values.size()) own.push_back({source(name), values[own.size()], outer});
  };
  if (variables.is_token()) {
    bind(variables);
  } else {
    for (std::size_t i = 1; i + 1 < file_.tree.size(variables); ++i) {
      if (file_.tree.is(child(variables, i), TokenType::identifier)) bind(child(variables, i));
    }
  }
  return eval(child(lambda, 3), own.empty() ? locals : &own.back());
}

std::optional<Datum> Scope::call_with_lambda(std::string_view name,
                                             const std::vector<Ref>& arguments, Ref whole,
                                             const Local* locals) {
  const auto is_lambda = [&](std::size_t i) {
    return i < arguments.size() && file_.tree.kind(arguments[i]) == Syntax::lambda;
  };
  const bool reduces = name == "reduce";
  if (!is_lambda(reduces ? 2 : 1)) return {};
  const Datum from = eval(arguments[0], locals);
  if (!from.known() || from.open()) return unknown(whole);
  const Datum::Entries& entries = from.entries();
  const bool list = from.is(DatumKind::list);
  if (entries.size() > 10'000) return unknown(whole);
  const auto number = [](std::size_t i) { return Datum::of_number(static_cast<double>(i)); };
  Datum::Entries out;
  if (name == "map" && list) {
    for (std::size_t i = 0; i < entries.size(); ++i)
      out.push_back({"", apply(arguments[1], {entries[i].value, number(i)}, locals)});
    return Datum::of_list(std::move(out));
  }
  if (name == "mapValues" && from.is(DatumKind::map)) {
    for (const Datum::Entry& entry : entries)
      out.push_back({entry.key, apply(arguments[1], {entry.value}, locals)});
    return Datum::of_map(std::move(out));
  }
  if (name == "filter" && list) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const Datum keep = apply(arguments[1], {entries[i].value, number(i)}, locals);
      if (!keep.is(DatumKind::boolean)) return unknown(whole);
      if (keep.truth()) out.push_back(entries[i]);
    }
    return Datum::of_list(std::move(out));
  }
  if (reduces && list) {
    Datum so_far = eval(arguments[1], locals);
    for (std::size_t i = 0; i < entries.size(); ++i)
      so_far = apply(arguments[2], {so_far, entries[i].value, number(i)}, locals);
    return so_far;
  }
  if (name == "toObject" && list) {
    for (const Datum::Entry& entry : entries) {
      const Datum key = apply(arguments[1], {entry.value}, locals);
      if (!key.is(DatumKind::string)) return unknown(whole);
      out.push_back(
          {key.text(), is_lambda(2) ? apply(arguments[2], {entry.value}, locals) : entry.value});
    }
    return Datum::of_map(std::move(out));
  }
  if (name == "sort" && list) {
    // Insertion: the order is the lambda's to say, and it may not know.
    for (const Datum::Entry& entry : entries) {
      std::size_t at = out.size();
      for (; at > 0; --at) {
        const Datum before = apply(arguments[1], {entry.value, out[at - 1].value}, locals);
        if (!before.is(DatumKind::boolean)) return unknown(whole);
        if (!before.truth()) break;
      }
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), entry);
    }
    return Datum::of_list(std::move(out));
  }
  return unknown(whole);
}

}  // namespace formwork::lang::bicep
