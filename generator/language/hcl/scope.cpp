#include "language/hcl/scope.h"

#include "language/hcl/functions.h"
#include "language/hcl/types.h"

#include <fmt/format.h>

#include <cmath>

namespace formwork::lang::hcl {

using fold::Datum;
using fold::DatumKind;
using Entries = Datum::Entries;

namespace {

constexpr int kModuleDepth = 16;
constexpr std::size_t kInstances = 1000;

std::string key_suffix(std::string_view key) {
  std::string out = "[\"";
  for (const char c : key) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"]";
}

Datum pair(Datum key, Datum value) {
  return Datum::of_map({{"key", std::move(key)}, {"value", std::move(value)}});
}

}  // namespace

void Module::add(const File& file) {
  for (const Block& block : file.body.blocks) {
    const BlockAt at{&file, &block};
    blocks.push_back(at);
    const auto label = [&](std::size_t i) { return std::string(block.labels[i].text); };
    if (block.type == "locals") {
      for (const Attribute& local : block.body.attributes)
        locals.emplace(local.name, ExprAt{&file, local.value});
    } else if (block.labels.size() == 1) {
      if (block.type == "variable") variables.emplace(label(0), at);
      if (block.type == "output") outputs.emplace(label(0), at);
      if (block.type == "module") calls.emplace(label(0), at);
    } else if (block.labels.size() == 2 && block.type == "resource") {
      resources.emplace(label(0) + "." + label(1), at);
    }
  }
}

InstanceNames::InstanceNames(const Repetition& at) : repeated_(at.repeated) {
  count_ = {"count", at.count, nullptr};
  each_ = {"each", at.each, &count_};
}

ModuleScope::ModuleScope(Folding& folding, const Module& module,
                         std::map<std::string, Datum, std::less<>> values)
    : folding_(folding), module_(module), values_(std::move(values)) {}

ModuleScope::ModuleScope(Folding& folding, const Module& module, ModuleScope& parent, BlockAt call,
                         Repetition at, int depth)
    : folding_(folding),
      module_(module),
      parent_(&parent),
      call_(call),
      at_(std::move(at)),
      depth_(depth) {}

template <class Compute>
Datum ModuleScope::once(const std::string& key, std::string_view text, const Compute& compute) {
  if (const auto it = computed_.find(key); it != computed_.end()) return it->second;
  if (!computing_.insert(key).second) return Datum::unknown(text);
  Datum value = compute();
  if (!value.known() && value.text().empty()) {
    value = value.is(DatumKind::failed) ? Datum::failed(text) : Datum::unknown(text);
  }
  computing_.erase(key);
  computed_.emplace(key, value);
  return value;
}

Datum ModuleScope::name(std::string_view /*name*/, std::string_view text) {
  return Datum::unknown(text);
}

std::optional<Datum> ModuleScope::member(std::string_view name, std::string_view member,
                                         std::string_view text) {
  const std::string key(member);
  if (name == "var") return variable(key, text);
  if (name == "local") {
    const auto it = module_.locals.find(key);
    if (it == module_.locals.end()) return Datum::unknown(text);
    return once("local." + key, text,
                [&] { return evaluator(*it->second.file).eval(it->second.expr); });
  }
  if (name == "module") {
    return once("module." + key, text, [&] { return outputs(key, text); });
  }
  std::string resource_name(name);
  resource_name.append(".").append(member);
  return once(resource_name, text, [&] { return resource(resource_name, text); });
}

/// `module.m.output`: one output alone, so that modules may use each other's.
std::optional<Datum> ModuleScope::member(std::string_view name, std::string_view member,
                                         std::string_view second, std::string_view text) {
  if (name != "module") return {};
  const Children& found = children(std::string(member));
  if (found.opaque || found.by == Repetitions::By::unknown) return Datum::unknown(text);
  if (found.by != Repetitions::By::single) return Datum::failed(text);
  return found.all.front().scope->output(std::string(second), text);
}

Datum ModuleScope::call(std::string_view function, const std::vector<Datum>& arguments,
                        std::string_view text) {
  return call_function(function, arguments, text);
}

Datum ModuleScope::call_traced(fold::Trace& trace, std::string_view function,
                               const std::vector<Datum>& arguments, std::string_view text) {
  return trace.call(arguments,
                    [name = std::string(function), written = std::string(text)](
                        const std::vector<Datum>& a) { return call_function(name, a, written); });
}

Datum ModuleScope::given(const std::string& name, bool& found) {
  found = true;
  if (parent_ == nullptr) {
    if (const auto it = values_.find(name); it != values_.end()) return it->second;
  } else if (const Attribute* argument = call_.block->body.find(name)) {
    const InstanceNames names(at_);
    return parent_->evaluator(*call_.file).eval(argument->value, names.locals());
  }
  found = false;
  return {};
}

Datum ModuleScope::variable(const std::string& name, std::string_view text) {
  return once("var." + name, text, [&] {
    const auto it = module_.variables.find(name);
    if (it == module_.variables.end()) return Datum::unknown(text);
    const Body& body = it->second.block->body;
    fold::Evaluator own = evaluator(*it->second.file);
    bool found = false;
    Datum value = given(name, found);
    const Attribute* fallback = body.find("default");
    const Attribute* nullable = body.find("nullable");
    const bool may_be_null =
        nullable == nullptr || fold::to_bool(own.eval(nullable->value)).value_or(true);
    if (!found || (value.is(DatumKind::null) && !may_be_null)) {
      if (fallback == nullptr) return Datum::unknown(text);
      value = own.eval(fallback->value);
    }
    const Attribute* type = body.find("type");
    return type == nullptr ? value : convert(value, it->second.file->tree, type->value, own);
  });
}

Datum ModuleScope::output(const std::string& name, std::string_view text) {
  const auto it = module_.outputs.find(name);
  if (it == module_.outputs.end()) return Datum::failed(text);
  const Attribute* value = it->second.block->body.find("value");
  if (value == nullptr) return Datum::unknown(text);
  Datum made =
      once("output." + name, text, [&] { return evaluator(*it->second.file).eval(value->value); });
  return fold::renamed(made, text);
}

Repetitions ModuleScope::repetitions(BlockAt at) {
  Repetitions out;
  fold::Evaluator own = evaluator(*at.file);
  const auto unknown = [&] {
    const Datum none = Datum::unknown("");
    out.by = Repetitions::By::unknown;
    out.all = {{"[*]", pair(Datum::unknown("each.key"), Datum::unknown("each.value")),
                Datum::of_map({{"index", Datum::unknown("count.index")}}), true}};
  };
  if (const Attribute* count = at.block->body.find("count")) {
    const auto number = fold::to_number(own.eval(count->value));
    if (!number || *number < 0 || *number > static_cast<double>(kInstances) ||
        *number != std::floor(*number)) {
      unknown();
      return out;
    }
    out.by = Repetitions::By::count;
    for (double i = 0; i < *number; ++i) {
      out.all.push_back({fmt::format("[{}]", static_cast<int>(i)), Datum::unknown("each"),
                         Datum::of_map({{"index", Datum::of_number(i)}}), true});
    }
  } else if (const Attribute* each = at.block->body.find("for_each")) {
    const Datum in = own.eval(each->value);
    const bool set = in.is(DatumKind::set);
    if ((!set && !in.is(DatumKind::map)) || in.open() || in.entries().size() > kInstances) {
      unknown();
      return out;
    }
    out.by = Repetitions::By::key;
    for (const Datum::Entry& entry : in.entries()) {
      const std::string key = set ? fold::to_text(entry.value).value_or("") : entry.key;
      out.all.push_back({key_suffix(key), pair(Datum::of_string(key), entry.value),
                         Datum::unknown("count"), true});
    }
  } else {
    out.all.emplace_back();
  }
  return out;
}

namespace {

/// The values of all instances as Terraform hands them out: one, a list, or a map.
Datum gather(Repetitions::By by, Entries entries, std::string_view text) {
  switch (by) {
    case Repetitions::By::single:
      return entries.front().value;
    case Repetitions::By::count:
      return Datum::of_list(std::move(entries));
    case Repetitions::By::key:
      return Datum::of_map(std::move(entries));
    case Repetitions::By::unknown:
      break;
  }
  return Datum::unknown(text);
}

std::string key_of(const Repetition& at) {
  const Datum* key = at.each.find("key");
  return key == nullptr ? std::string() : fold::to_text(*key).value_or("");
}

}  // namespace

/// What the configuration of a resource says; all else of it is known after apply.
Datum ModuleScope::resource(const std::string& name, std::string_view text) {
  const auto it = module_.resources.find(name);
  if (it == module_.resources.end()) return Datum::unknown(text);
  const Repetitions found = repetitions(it->second);
  if (found.by == Repetitions::By::unknown) return Datum::unknown(text);
  Entries out;
  for (const Repetition& at : found.all)
    out.push_back({key_of(at), attributes(it->second, at, name + at.suffix)});
  return gather(found.by, std::move(out), text);
}

Datum ModuleScope::attributes(BlockAt at, const Repetition& repetition, std::string_view text) {
  const InstanceNames names(repetition);
  fold::Evaluator own = evaluator(*at.file);
  Entries out;
  for (const Attribute& attribute : at.block->body.attributes) {
    Datum value = own.eval(attribute.value, names.locals());
    // A null may be filled by the provider.
    if (value.known() && !value.is(DatumKind::null))
      out.push_back({std::string(attribute.name), std::move(value)});
  }
  return Datum::of_open_map(std::move(out), text);
}

const ModuleScope::Children& ModuleScope::children(const std::string& call) {
  if (const auto it = children_.find(call); it != children_.end()) return it->second;
  Children& made = children_[call];
  made.opaque = true;
  const auto it = module_.calls.find(call);
  if (it == module_.calls.end() || depth_ >= kModuleDepth) return made;
  const Attribute* source = it->second.block->body.find("source");
  if (source == nullptr) return made;
  const auto path = fold::to_text(evaluator(*it->second.file).eval(source->value));
  if (!path || !(path->starts_with("./") || path->starts_with("../"))) return made;
  const auto folder = fold::join_folder(module_.folder, *path);
  const Module* module = folder ? folding_.module(*folder) : nullptr;
  if (folding_.budget.trace != nullptr && folder && !folding_.modules.contains(*folder))
    folding_.budget.trace->asked(*folder, module != nullptr);
  if (module == nullptr) return made;
  Repetitions found = repetitions(it->second);
  made.opaque = false;
  made.by = found.by;
  for (Repetition& at : found.all) {
    made.all.push_back(
        {at, std::make_unique<ModuleScope>(folding_, *module, *this, it->second, at, depth_ + 1)});
  }
  return made;
}

Datum ModuleScope::outputs(const std::string& call, std::string_view text) {
  const Children& found = children(call);
  if (found.opaque || found.by == Repetitions::By::unknown) return Datum::unknown(text);
  Entries out;
  for (const Child& child : found.all) {
    Entries values;
    for (const auto& [name, at] : child.scope->module_.outputs)
      values.push_back(
          {name, child.scope->output(name, fmt::format("{}{}.{}", text, child.at.suffix, name))});
    out.push_back({key_of(child.at), Datum::of_map(std::move(values))});
  }
  return gather(found.by, std::move(out), text);
}

}  // namespace formwork::lang::hcl
