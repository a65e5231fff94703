// What an expression refers to: parameters, variables, imports, resources, outputs of modules.
#include "language/bicep/scope.h"
#include "language/scalar.h"

namespace formwork::lang::bicep {

void File::collect_resource(Ref ref, const std::string& parent) {
  std::string symbol(tree.source(tree.child(ref, 2)));
  if (!parent.empty()) symbol = parent + "::" + symbol;
  resources.emplace(symbol, ref);
  Ref body = tree.child(ref, 7);
  if (tree.kind(body) == Syntax::for_) body = tree.child(body, 7);
  if (tree.kind(body) == Syntax::if_) body = tree.child(body, 2);
  for (std::size_t i = 1; i + 1 < tree.size(body); ++i) {
    if (tree.kind(tree.child(body, i)) == Syntax::resource)
      collect_resource(tree.child(body, i), symbol);
  }
}

void File::collect_import(Ref ref) {
  std::string from;
  if (!constant_string(tree, tree.child(tree.child(ref, 3), 1), from)) return;
  const Ref what = tree.child(ref, 2);
  if (tree.kind(what) == Syntax::clause) {
    const Ref alias = tree.child(tree.child(what, 1), 1);
    imports.emplace(tree.source(alias), Import{from, ""});
    return;
  }
  for (std::size_t i = 1; i + 1 < tree.size(what); ++i) {
    const Ref symbol = tree.child(what, i);
    if (tree.kind(symbol) != Syntax::symbol || !tree.child(symbol, 0).is_token()) continue;
    const std::string name(tree.source(tree.child(symbol, 0)));
    const Ref alias = tree.child(symbol, 1);
    imports.emplace(alias ? std::string(tree.source(tree.child(alias, 1))) : name,
                    Import{from, name});
  }
}

void File::collect() {
  for (std::size_t i = 0; i < tree.size(tree.root); ++i) {
    const Ref ref = tree.child(tree.root, i);
    const auto name = [&] { return std::string(tree.source(tree.child(ref, 2))); };
    switch (tree.kind(ref)) {
      case Syntax::parameter:
      case Syntax::assigned:
        parameters.emplace(name(), ref);
        break;
      case Syntax::variable:
        variables.emplace(name(), ref);
        break;
      case Syntax::function:
        functions.emplace(name(), ref);
        break;
      case Syntax::module:
        modules.emplace(name(), ref);
        break;
      case Syntax::output:
        outputs.emplace(name(), ref);
        break;
      case Syntax::resource:
        collect_resource(ref, {});
        break;
      case Syntax::import_:
        collect_import(ref);
        break;
      case Syntax::using_:
        (void)constant_string(tree, tree.child(ref, 2), using_path);
        break;
      case Syntax::extends:
        (void)constant_string(tree, tree.child(ref, 2), extends_path);
        break;
      default:
        break;
    }
  }
}

std::string Scope::resolve(const std::string& path) const {
  const std::size_t slash = file_.path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : file_.path.substr(0, slash);
  if (path.find(':') != std::string::npos) return {};  // a registry
  return fold::join_folder(folder, path).value_or("");
}

/// Computes a value once; one that hangs on itself is unknown.
template <class Compute>
Datum Scope::once(const std::string& key, std::string_view text, const Compute& compute) {
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  if (!computing_.insert(key).second) return Datum::unknown(text);
  Datum value = compute();
  computing_.erase(key);
  known_.emplace(key, value);
  return value;
}

Scope* Scope::imported(const File::Import& import) {
  const std::string path = resolve(import.path);
  if (const auto found = imported_.find(path); found != imported_.end()) return found->second.get();
  const File* file = folding_.file(path);
  auto scope = file == nullptr ? nullptr
                               : std::make_unique<Scope>(
                                     folding_, *file, std::map<std::string, Datum, std::less<>>());
  return imported_.emplace(path, std::move(scope)).first->second.get();
}

Datum Scope::value_of(std::string_view name, std::string_view text) {
  const std::string key(name);
  if (const auto found = file_.variables.find(name); found != file_.variables.end())
    return once(key, text, [&] { return eval(child(found->second, 5)); });
  if (const auto found = file_.parameters.find(name); found != file_.parameters.end()) {
    return once(key, text, [&]() -> Datum {
      if (file_.tree.kind(found->second) == Syntax::assigned) return eval(child(found->second, 4));
      const auto given = given_.find(name);
      const Ref fallback = child(found->second, 4);
      // Null is as if it were not given, where there is a default.
      if (given != given_.end() && !(given->second.is(DatumKind::null) && fallback))
        return given->second;
      if (fallback) return eval(child(fallback, 1));
      // A module is given all that it is given; what may be left out is then null.
      if (level_ > 0 && given == given_.end() &&
          file_.tree.kind(child(found->second, 3)) == Syntax::nullable)
        return {};
      return Datum::unknown(name);
    });
  }
  if (const auto found = file_.imports.find(name);
      found != file_.imports.end() && !found->second.name.empty()) {
    if (Scope* from = imported(found->second)) return from->value_of(found->second.name, text);
  }
  return Datum::unknown(text);
}

Datum Scope::output(std::string_view name, std::string_view text) {
  const auto found = file_.outputs.find(name);
  if (found == file_.outputs.end()) return Datum::unknown(text);
  return once("output " + std::string(name), text, [&] { return eval(child(found->second, 5)); });
}

Ref Scope::object_of(Ref value) const {
  if (file_.tree.kind(value) == Syntax::for_) value = child(value, 7);
  return file_.tree.kind(value) == Syntax::if_ ? child(value, 2) : value;
}

Ref Scope::condition_of(Ref value) const {
  if (file_.tree.kind(value) == Syntax::for_) value = child(value, 7);
  return file_.tree.kind(value) == Syntax::if_ ? child(value, 1) : Ref();
}

const std::vector<Scope::Child>& Scope::children(const std::string& module) {
  if (const auto found = children_.find(module); found != children_.end()) return found->second;
  std::vector<Child>& out = children_[module];
  const auto at = file_.modules.find(module);
  std::string path;
  if (at == file_.modules.end() || !constant_string(file_.tree, child(at->second, 3), path))
    return out;
  const File* file = folding_.file(resolve(path));
  if (file == nullptr || level_ == Folding::kModules) return out;
  const Ref value = child(at->second, 6);
  std::vector<Turn> all;
  if (file_.tree.kind(value) == Syntax::for_)
    all = turns(value, nullptr);
  else
    all.emplace_back();
  std::vector<Child> made;
  for (const Turn& turn : all) {
    const Local* locals = turn.locals.empty() ? nullptr : &turn.locals.back();
    Child& next = made.emplace_back();
    next.suffix = turn.suffix;
    if (const Ref condition = condition_of(value)) next.condition = eval(condition, locals);
    std::map<std::string, Datum, std::less<>> given;
    const Datum body = eval(object_of(value), locals);
    const Datum* params = body.find("params");
    if (params != nullptr && params->is(DatumKind::map)) {
      for (const Datum::Entry& entry : params->entries()) given.emplace(entry.key, entry.value);
    }
    if (body.open() || (params != nullptr && (!params->is(DatumKind::map) || params->open()))) {
      // Any other parameter may be given as well.
      for (const auto& [name, ref] : file->parameters) given.emplace(name, Datum::unknown(name));
    }
    next.scope = std::make_unique<Scope>(folding_, *file, std::move(given), level_ + 1);
  }
  return children_[module] = std::move(made);
}

/// `a` or `a::b` of a resource or module; empty if it is none, or a local of that name hides it.
std::string Scope::symbol_of(Ref base, const Local* locals) const {
  if (file_.tree.is(base, TokenType::identifier)) {
    for (const Local* local = locals; local != nullptr; local = local->outer) {
      if (local->name == source(base)) return {};
    }
    return std::string(source(base));
  }
  if (file_.tree.kind(base) != Syntax::nested) return {};
  const std::string parent = symbol_of(child(base, 0), locals);
  return parent.empty() ? parent : parent + "::" + std::string(source(child(base, 2)));
}

/// `base.name` where base is declared: a resource, the outputs of a module, an imported file.
std::optional<Datum> Scope::reference(Ref base, std::string_view name, Ref whole,
                                      const Local* locals) {
  if (file_.tree.kind(base) == Syntax::non_null) base = child(base, 0);
  if (file_.tree.kind(base) == Syntax::member && source(child(base, 3)) == "outputs")
    return module_output(child(base, 0), name, whole, locals);
  std::optional<double> at;
  Ref declared = base;
  if (file_.tree.kind(base) == Syntax::index) {
    declared = child(base, 0);
    const Datum number = eval(child(base, 4), locals);
    if (number.is(DatumKind::number)) at = number.number();
  }
  const std::string symbol = symbol_of(declared, locals);
  if (symbol.empty()) return {};
  if (file_.resources.contains(symbol)) {
    const bool indexed = declared != base;
    if (indexed && !at) return unknown(whole);
    Datum field = resource_field(symbol, name, whole, at);
    if (field.known() || !indexed) return field;
    return Datum::unknown(symbol + "[" + std::to_string(static_cast<long>(*at)) + "]." +
                          std::string(name));
  }
  if (file_.modules.contains(symbol)) return unknown(whole);
  if (const auto found = file_.imports.find(symbol);
      found != file_.imports.end() && found->second.name.empty()) {
    Scope* from = imported(found->second);
    return from == nullptr ? unknown(whole) : from->value_of(name, source(whole));
  }
  return {};
}

std::optional<Datum> Scope::module_output(Ref module, std::string_view name, Ref whole,
                                          const Local* locals) {
  if (file_.tree.kind(module) == Syntax::non_null) module = child(module, 0);
  std::string suffix;
  if (file_.tree.kind(module) == Syntax::index) {
    const Datum at = eval(child(module, 4), locals);
    if (!at.is(DatumKind::number)) return unknown(whole);
    suffix = "[" + fold::to_text(at).value_or("") + "]";
    module = child(module, 0);
  }
  const std::string symbol = symbol_of(module, locals);
  if (symbol.empty() || !file_.modules.contains(symbol)) return {};
  for (const Child& instance : children(symbol)) {
    if (instance.suffix != suffix) continue;
    const bool there = instance.condition.is(DatumKind::boolean) && instance.condition.truth();
    return there ? fold::renamed(instance.scope->output(name, source(whole)), source(whole))
                 : unknown(whole);
  }
  return unknown(whole);
}

/// Only what Bicep itself knows of a resource before it is deployed.
Datum Scope::resource_field(const std::string& symbol, std::string_view field, Ref whole,
                            std::optional<double> at) {
  const Ref ref = file_.resources.find(symbol)->second;
  std::string type;
  // Nested ones take the beginning of their type from the one around them.
  if (!constant_string(file_.tree, child(ref, 3), type) || has_mark(type) ||
      symbol.find("::") != std::string::npos)
    return unknown(whole);
  const std::size_t version = std::min(type.find('@'), type.size());
  if (field == "type") return Datum::of_string(type.substr(0, version));
  if (field == "apiVersion" && version < type.size())
    return Datum::of_string(type.substr(version + 1));
  if (field != "name") return unknown(whole);
  const Ref value = child(ref, 7);
  const std::string key =
      "name " + symbol + (at ? "[" + std::to_string(static_cast<long>(*at)) + "]" : "");
  return once(key, source(whole), [&]() -> Datum {
    const Local* locals = nullptr;
    std::vector<Turn> all;
    if (file_.tree.kind(value) == Syntax::for_) {
      all = turns(value, nullptr);
      if (!at || *at < 0 || *at >= static_cast<double>(all.size()) || all[0].suffix == "[*]")
        return unknown(whole);
      locals = &all[static_cast<std::size_t>(*at)].locals.back();
    }
    const Ref body = object_of(value);
    for (std::size_t i = 1; i + 1 < file_.tree.size(body); ++i) {
      const Ref item = child(body, i);
      if (file_.tree.kind(item) == Syntax::property && source(child(item, 0)) == "name")
        return eval(child(item, 2), locals);
    }
    return unknown(whole);
  });
}

}  // namespace formwork::lang::bicep
