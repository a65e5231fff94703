#include "schema/check.h"

#include "base/counted.h"
#include "base/text.h"
#include "schema/literal.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

constexpr std::string_view kDocument = "the document";

}  // namespace

std::optional<std::string> suggest(std::string_view word,
                                   const std::vector<std::string>& candidates) {
  if (auto near = nearest(word, candidates)) return near;
  if (word.size() < 3) return std::nullopt;
  std::optional<std::string> only;
  for (const std::string& candidate : candidates) {
    if (!candidate.starts_with(word) && !(candidate.size() >= 3 && word.starts_with(candidate)))
      continue;
    if (only) return std::nullopt;
    only = candidate;
  }
  return only;
}

Diagnostic& SpecChecker::error(Code code, Span span, std::string message, std::string help) {
  ++errors_;
  return diagnostics_.add(code, span, std::move(message), std::move(help));
}

std::string SpecChecker::path(Node node) const {
  const Node parent = node.parent();
  if (!parent) return place_;
  if (parent.is(Kind::list)) {
    const auto open = std::find_if(lists_.rbegin(), lists_.rend(),
                                   [&](const auto& list) { return list.first == parent.id(); });
    return open == lists_.rend() ? node.path() : fmt::format("{}[{}]", path(parent), open->second);
  }
  const std::string_view key = node.key();
  const bool plain = !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '$';
  });
  const std::string before = path(parent);
  if (!plain) return fmt::format("{}[\"{}\"]", before, key);
  return before.empty() ? std::string(key) : fmt::format("{}.{}", before, key);
}

std::string SpecChecker::label(Node node) const {
  const std::string where = path(node);
  return where.empty() ? std::string(kDocument) : fmt::format("`{}`", shorten(where, 120));
}

bool SpecChecker::check(const SchemaNode& schema, Node node, Owner owner) {
  const std::size_t before = errors_;
  visit(schema, node, owner);
  return errors_ == before;
}

void SpecChecker::visit(const SchemaNode& use, Node node, Owner owner) {
  const SchemaNode& schema = shape(use);
  owner = use.owner.value_or(owner);
  // A map is there by its leaves, but an empty one by itself.
  if (author_ == Author::user && (!node.is(Kind::map) || node.size() == 0))
    check_owner(use, node, owner);
  if (!schema.variants.empty()) return check_union(use, node, owner);
  if (!has_type(use, node)) return;
  switch (node.kind()) {
    case Kind::integer:
    case Kind::number:
      check_number(schema, node);
      break;
    case Kind::string:
      check_text(use, node);
      break;
    case Kind::list:
      check_list(schema, node);
      break;
    case Kind::map:
      check_map(schema, node, owner);
      break;
    default:
      break;
  }
  if (!schema.members.empty()) check_members(use, node);
}

std::optional<Owner> SpecChecker::writer_of(Span span) {
  if (writers_.size() <= span.source) writers_.resize(span.source + 1, 0);
  std::uint8_t& known = writers_[span.source];
  if (known == 0) {
    const std::string_view path = sources_->path(span.source);
    Owner writer = Owner::spec;
    if (path.starts_with("releases/")) writer = Owner::release;
    if (path.starts_with("bindings/")) writer = Owner::bound;
    // `--set` is an experiment of plan, diff and --stdout: it may stand in for any layer.
    known = path == "--set" ? 1 : static_cast<std::uint8_t>(static_cast<int>(writer) + 2);
  }
  if (known == 1) return std::nullopt;
  return static_cast<Owner>(known - 2);
}

void SpecChecker::check_owner(const SchemaNode& use, Node leaf, Owner owner) {
  if (sources_ == nullptr || !lists_.empty()) return;  // a list is one leaf
  // A start value of what changes at run time is the spec's.
  const Owner due = owner == Owner::runtime ? Owner::spec : owner;
  const auto ask = [&](Span span) {
    if (!span.valid()) return;
    const auto writer = writer_of(span);
    if (writer && *writer != due) wrong_owner(use, span, leaf, due);
  };
  for (const Span span : leaf.replaced()) ask(span);
  ask(leaf.span());
}

void SpecChecker::wrong_owner(const SchemaNode& use, Span span, Node node, Owner owner) {
  std::string_view who = "spec";
  std::string help =
      "set it in the environment's spec: a release or a binding sets only what it owns";
  if (owner == Owner::release) {
    who = "release";
    help = "set it in `releases/<environment>.yaml`, which the release workflow writes";
  } else if (owner == Owner::bound) {
    who = "bindings";
    help = "set it in `bindings/<environment>.yaml`, which `formwork bind` writes";
  }
  Diagnostic& d =
      error(Code::FW3112, span, fmt::format("{} is set by the {} alone", label(node), who), help);
  if (use.owner_span.valid()) d.notes.push_back({use.owner_span, {}, "the schema says so here"});
}

void SpecChecker::check_members(const SchemaNode& use, Node node) {
  const SchemaNode& schema = shape(use);
  if (schema.member_set.contains(canonical(node))) return;
  if (std::find(schema.planned_members.begin(), schema.planned_members.end(), node.text()) !=
      schema.planned_members.end()) {
    error(Code::FW3110, node.span(), fmt::format("`{}` is not in this version", node.text()),
          "remove it: nothing would be emitted for it")
        .notes.push_back({schema.planned_span, {}, "planned in the schema"});
    return;
  }
  std::vector<std::string> allowed;
  allowed.reserve(schema.members.size());
  for (const NodeId id : schema.members) allowed.push_back(show(impl_.values.node(id)));
  std::string help;
  std::optional<Fix> fix;
  if (const auto near = suggest(show(node), allowed)) {
    help = fmt::format("did you mean `{}`?", *near);
    fix = Fix{node.span(), *near};
  } else if (allowed.size() > 12) {
    help = fmt::format("allowed: {}", quoted_list(allowed, allowed.size()));
  }
  error(Code::FW3103, node.span(),
        fmt::format("{} is `{}`, expected {}", label(node), show(node), quoted_list(allowed)),
        std::move(help))
      .fix = std::move(fix);
}

void SpecChecker::check_list(const SchemaNode& schema, Node list) {
  const std::size_t before = errors_;
  if (schema.min_items && list.size() < *schema.min_items) {
    error(Code::FW3105, list.span(),
          fmt::format("{} has {}, expected at least {}", label(list), counted(list.size(), "item"),
                      *schema.min_items));
  }
  if (schema.max_items && list.size() > *schema.max_items) {
    error(Code::FW3105, list.span(),
          fmt::format("{} has {}, expected at most {}", label(list), counted(list.size(), "item"),
                      *schema.max_items));
  }
  if (schema.items != nullptr) {
    lists_.emplace_back(list.id(), 0);
    for (const Node item : list) {
      visit(*schema.items, item, Owner::spec);  // owners: a list is one leaf
      ++lists_.back().second;
    }
    lists_.pop_back();
  }
  if (!schema.unique_items || errors_ != before) return;
  std::unordered_map<std::string, Span> seen;
  for (const Node item : list) {
    const auto [it, is_new] = seen.emplace(canonical(item), item.span());
    if (is_new) continue;
    error(Code::FW3108, item.span(),
          fmt::format("`{}` stands twice in {}", show(item), label(list)))
        .notes.push_back({it->second, {}, "first here"});
  }
}

void SpecChecker::check_map(const SchemaNode& schema, Node map, Owner owner) {
  if (schema.min_properties && map.size() < *schema.min_properties) {
    error(Code::FW3105, map.span(),
          fmt::format("{} has {}, expected at least {}", label(map), counted(map.size(), "key"),
                      *schema.min_properties));
  }
  if (schema.max_properties && map.size() > *schema.max_properties) {
    error(Code::FW3105, map.span(),
          fmt::format("{} has {}, expected at most {}", label(map), counted(map.size(), "key"),
                      *schema.max_properties));
  }
  for (const auto& [key, span] : schema.required) {
    if (!map.find(key)) missing(schema, map, key, {});
  }
  std::vector<std::string> unused;  // names to suggest: made when the first unknown key is met
  for (const Node entry : map) check_entry(schema, entry, owner, unused);
}

void SpecChecker::check_entry(const SchemaNode& schema, Node entry, Owner owner,
                              std::vector<std::string>& unused) {
  if (schema.names != nullptr) check_key(*schema.names, entry, schema);
  const Property* property = schema.property(entry.key());
  if (property == nullptr) {
    if (schema.additional != nullptr) {
      if (author_ == Author::user && entry.is(Kind::map) && entry.size() != 0)
        check_entry_owner(*schema.additional, entry, owner);
      visit(*schema.additional, entry, owner);
    } else if (schema.closed) {
      unknown_key(schema, entry, unused);
    }
    return;
  }
  const SchemaNode& use = *property->schema;
  const bool by_user = author_ == Author::user;
  if (use.planned) {
    error(Code::FW3110, entry.key_span(), fmt::format("{} is not in this version", label(entry)),
          "remove it: nothing would be emitted for it")
        .notes.push_back({property->span, {}, "planned in the schema"});
    return;
  }
  if (by_user && use.read_only) {
    std::string help =
        use.has_expr ? fmt::format("remove it; it is computed as `{}`", shorten(use.expr, 100))
                     : std::string("remove it");
    error(Code::FW3111, entry.key_span(), fmt::format("{} cannot be set", label(entry)),
          std::move(help));
    return;
  }
  if (by_user && use.deprecated) {
    diagnostics_.add(Code::FW3114, entry.key_span(), fmt::format("{} is deprecated", label(entry)),
                     use.description);
  }
  visit(use, entry, owner);
}

// Whoever names a first value below `services.web` makes a service of that name.
void SpecChecker::check_entry_owner(const SchemaNode& use, Node entry, Owner owner) {
  if (sources_ == nullptr || !lists_.empty() || !entry.key_span().valid()) return;
  const Owner due =
      use.owner.value_or(owner) == Owner::runtime ? Owner::spec : use.owner.value_or(owner);
  const auto writer = writer_of(entry.key_span());
  if (writer && *writer != due && *writer != Owner::spec)
    wrong_owner(use, entry.key_span(), entry, due);
}

void SpecChecker::unknown_key(const SchemaNode& schema, Node entry,
                              std::vector<std::string>& unused) {
  const Node map = entry.parent();
  std::vector<std::string> set;  // as well, mostly by a layer below
  for (const Property& property : schema.properties) {
    const SchemaNode& use = *property.schema;
    if (!use.planned && !use.read_only && map.find(property.name)) set.push_back(property.name);
  }
  if (unused.empty()) {
    for (const Property& property : schema.properties) {
      const SchemaNode& use = *property.schema;
      if (!use.planned && !use.read_only && !map.find(property.name))
        unused.push_back(property.name);
    }
  }
  const std::string_view key = entry.key();
  std::string help;
  std::optional<Fix> fix;
  if (const auto near = suggest(key, unused)) {
    help = fmt::format("did you mean `{}`?", *near);
    fix = Fix{entry.key_span(), *near};
  } else if (const auto twice = suggest(key, set)) {
    help = fmt::format("did you mean `{}`, which is set as well?", *twice);
  } else if (!unused.empty()) {
    help = fmt::format("{} also knows {}", label(map), quoted_list(unused, 20));
  }
  error(Code::FW3101, entry.key_span(),
        label(map) == kDocument ? fmt::format("unknown key `{}`", shorten(key))
                                : fmt::format("unknown key `{}` in {}", shorten(key), label(map)),
        std::move(help))
      .fix = std::move(fix);
}

void SpecChecker::check_key(const SchemaNode& names, Node entry, const SchemaNode& map) {
  const std::string_view key = entry.key();
  std::string why;
  std::string help;
  const auto length = static_cast<std::size_t>(std::count_if(key.begin(), key.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
  const SchemaNode& schema = shape(names);
  if (!schema.members.empty()) {
    const bool is_member =
        std::any_of(schema.members.begin(), schema.members.end(),
                    [&](NodeId id) { return impl_.values.node(id).text() == key; });
    if (!is_member) {
      std::vector<std::string> allowed;
      allowed.reserve(schema.members.size());
      for (const NodeId id : schema.members) allowed.emplace_back(impl_.values.node(id).text());
      why = fmt::format("expected {}", quoted_list(allowed));
      std::erase_if(allowed,
                    [&](const std::string& name) { return bool(entry.parent().find(name)); });
      if (const auto near = suggest(key, allowed)) help = fmt::format("did you mean `{}`?", *near);
    }
  }
  if (schema.min_length && length < *schema.min_length) {
    why = fmt::format("it has {}, expected at least {}", counted(length, "character"),
                      *schema.min_length);
  }
  if (schema.max_length && length > *schema.max_length) {
    why = fmt::format("it has {}, expected at most {}", counted(length, "character"),
                      *schema.max_length);
  }
  if (why.empty() && schema.regex != nullptr && author_ != Author::built_in &&
      !schema.regex->found_in(key)) {
    why = fmt::format("a key of {} matches `{}`", label(entry.parent()), schema.pattern);
  }
  if (schema.type != BasicType::any && schema.type != BasicType::string) why = "a key is a text";
  if (why.empty()) return;
  if (help.empty()) help = schema.description.empty() ? map.description : schema.description;
  error(Code::FW3109, entry.key_span(),
        fmt::format("`{}` cannot be a key here: {}", shorten(key), why), std::move(help));
}

void SpecChecker::check_union(const SchemaNode& use, Node map, Owner owner) {
  const SchemaNode& schema = shape(use);
  if (!has_type(use, map)) return;
  std::vector<std::string> allowed;
  allowed.reserve(schema.variants.size());
  for (const Variant& variant : schema.variants) allowed.push_back(variant.name);
  const Node tag = map.find(schema.tag);
  if (!tag) return missing(schema, map, schema.tag, quoted_list(allowed));
  const bool is_text = tag.is(Kind::string) || tag.is(Kind::scalar);
  const Variant* variant = is_text ? schema.variant(tag.text()) : nullptr;
  if (variant != nullptr) return check_map(shape(*variant->schema), map, owner);
  std::string help;
  std::optional<Fix> fix;
  if (const auto near = suggest(show(tag), allowed)) {
    help = fmt::format("did you mean `{}`?", *near);
    fix = Fix{tag.span(), *near};
  }
  error(Code::FW3103, tag.span(),
        fmt::format("{} is `{}`, expected {}", label(tag), show(tag), quoted_list(allowed)),
        std::move(help))
      .fix = std::move(fix);
}

void SpecChecker::missing(const SchemaNode& schema, Node map, const std::string& key,
                          const std::string& allowed) {
  Span span = map.key_span();
  if (!span.valid()) span = map.size() != 0 ? map.at(0).key_span() : map.span();
  const Property* property = schema.property(key);
  std::string help;
  if (!allowed.empty()) {
    help = fmt::format("write `{}: …`, one of {}", key, allowed);
  } else if (property != nullptr && !property->schema->description.empty()) {
    help = fmt::format("add `{}: …`: {}", key, property->schema->description);
  }
  const std::string where =
      label(map) == kDocument ? std::string() : fmt::format(" in {}", label(map));
  Diagnostic& d = error(Code::FW3107, span, fmt::format("missing key `{}`{}", shorten(key), where),
                        std::move(help));
  explain_absence(schema, map, key, d);
}

// Where it is asked for, who removed it, and who might have set it.
void SpecChecker::explain_absence(const SchemaNode& schema, Node map, const std::string& key,
                                  Diagnostic& d) {
  if (const Property* property = schema.property(key))
    d.notes.push_back({property->span, {}, "the schema asks for it here"});
  if (origins_ == nullptr) return;
  const std::string at = path(map);
  const std::string whole = at.empty() ? key : at + '.' + key;
  for (const RemovedKey& removed : origins_->removed) {
    if (removed.path != whole) continue;
    d.notes.push_back({removed.span, {}, "removed here"});
    return;
  }
  std::string layers;
  for (const std::string& layer : origins_->layers)
    layers += fmt::format("{}`{}`", layers.empty() ? "" : ", ", layer);
  if (origins_->layers.size() > 1)
    d.notes.push_back({map.span(), {}, fmt::format("no layer sets it: {}", layers)});
}

}  // namespace formwork
