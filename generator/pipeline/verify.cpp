#include "pipeline/verify.h"

#include "base/text.h"
#include "pipeline/roots.h"
#include "pipeline/unit.h"
#include "pipeline/verdict_memory.h"
#include "template/shape.h"
#include "template/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>

namespace formwork {
namespace {

// A rule that must be asked again for each artifact of a shape. Where its verdict depends on holes
// alone, what it passed is remembered.
struct OpenRule {
  const Rule* rule;
  std::unique_ptr<VerdictMemory> memory;
};

// An object and its open rules.
struct Open {
  std::size_t object;
  std::vector<OpenRule> rules;
};

struct Judged {
  std::optional<Shape> shape;
  Document plain;  // a static file's tree, where there is no template
  std::vector<Object> objects;
  std::vector<Open> open;
};

Value no_hole(Node) {
  return Value::unknown();
}

}  // namespace

struct Verifier::Impl {
  Impl(const PackSet& packs, SourceMap& source_map, VerifyMode verify_mode)
      : sources(source_map), mode(verify_mode) {
    for (const Pack& pack : packs.packs) {
      for (const Rule& rule : pack.rules) rules.push_back(&rule);
    }
  }

  // Parses the shape on its first appearance; null where it does not parse (the errors are in
  // `diagnostics`).
  const Judged* judged(const Artifact& artifact, const Rendered& rendered, const Value& spec,
                       Diagnostics& diagnostics) {
    const std::pair key(static_cast<const void*>(artifact.row), rendered.shape);
    const std::lock_guard lock(mutex);
    if (const auto it = shapes.find(key); it != shapes.end()) return it->second;
    Judged& made = store.emplace_back();
    shapes.emplace(key, nullptr);  // a shape that does not parse is reported once
    if (artifact.row->compiled) {
      Diagnostics of_marks;
      made.shape = make_shape(*artifact.row->compiled, rendered, sources, of_marks);
      if (!made.shape) {
        report_unparsable(artifact, rendered, std::move(of_marks), diagnostics);
        return nullptr;
      }
      // The tree has its last address here: objects are handles into it.
      const Node root = made.shape->tree.root();
      if (root)
        made.objects = artifact.row->compiled->language().objects(root, artifact.row->dialect);
    } else {
      const Language* reader = language(artifact.row->language);
      auto tree = reader->parse(artifact.row->plain, sources, artifact.row->dialect, diagnostics);
      if (!tree) return nullptr;
      made.plain = std::move(*tree);
      if (made.plain.root())
        made.objects = reader->objects(made.plain.root(), artifact.row->dialect);
    }
    ask_once(made, artifact, rendered, spec);
    shapes[key] = &made;
    return &made;
  }

  // The rules whose pattern fits a type, found once for each.
  const std::vector<const Rule*>& rules_of(const std::string& type) {
    const std::lock_guard lock(mutex);
    const auto [it, added] = by_type.try_emplace(type);
    if (added) {
      for (const Rule* rule : rules) {
        if (glob_match(rule->on, type)) it->second.push_back(rule);
      }
    }
    return it->second;
  }

  // Keeps the pairs whose verdict is not "passes, and no hole was looked at".
  void ask_once(Judged& made, const Artifact& artifact, const Rendered& rendered,
                const Value& spec) {
    static const std::vector<Waiver> kNone;
    Document scratch;
    const auto hole = [&](Node leaf) {
      return made.shape ? bind(leaf, rendered, scratch) : no_hole(leaf);
    };
    // Resources are judged where they are deployed, with their values: roots.h.
    const bool folded = artifact.path.ends_with(".tf") || artifact.path.ends_with(".bicep");
    for (std::size_t o = 0; o < made.objects.size(); ++o) {
      if (folded && is_folded_type(made.objects[o].type)) continue;
      const Subject subject{&made.objects[o], artifact.path, {}};
      Open open{o, {}};
      for (const Rule* rule : rules) {
        if (!glob_match(rule->on, made.objects[o].type)) continue;
        Diagnostics found;
        bool touched = false;
        apply_rules(std::span(&rule, 1), subject, spec, hole, kNone, found, &touched);
        if (!touched && found.empty()) continue;
        const bool holes_alone = made.shape && !rule->reads_context;
        open.rules.push_back({rule, holes_alone ? std::make_unique<VerdictMemory>() : nullptr});
      }
      if (!open.rules.empty()) made.open.push_back(std::move(open));
    }
  }

  // The user never sees marks: the rendered text is parsed for the message.
  void report_unparsable(const Artifact& artifact, const Rendered& rendered, Diagnostics of_marks,
                         Diagnostics& diagnostics) {
    const SourceId source = sources.add(artifact.path, rendered.text);
    Diagnostics own;
    const auto tree =
        artifact.row->compiled->language().parse(source, sources, artifact.row->dialect, own);
    if (tree) own = std::move(of_marks);
    for (Diagnostic& d : own.items()) {
      d.notes.push_back(
          {artifact.row->span, "",
           fmt::format("`{}` is rendered by this row of the manifest", artifact.path)});
      diagnostics.add(std::move(d));
    }
  }

  SourceMap& sources;
  VerifyMode mode;
  std::vector<const Rule*> rules;
  std::mutex mutex;
  std::deque<Judged> store;
  std::map<std::pair<const void*, std::uint64_t>, const Judged*> shapes;
  std::map<std::string, std::vector<const Rule*>> by_type;
};

Verifier::Verifier(const PackSet& packs, SourceMap& sources, VerifyMode mode)
    : impl_(std::make_unique<Impl>(packs, sources, mode)) {}
Verifier::~Verifier() = default;

VerifyMode Verifier::mode() const {
  return impl_->mode;
}

std::size_t Verifier::shapes() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->store.size();
}

void Verifier::verify(const Artifact& artifact, const Rendered& rendered, const Value& spec,
                      const std::vector<Waiver>& waivers, Diagnostics& diagnostics) {
  const Judged* judged = impl_->judged(artifact, rendered, spec, diagnostics);
  if (judged == nullptr) return;
  if (judged->shape) {
    if (const auto key = duplicate_key(*judged->shape, rendered)) {
      diagnostics.add(Code::FW6043, artifact.row->span,
                      fmt::format("`{}` would hold the key `{}` twice", artifact.path, *key),
                      "two values of the spec give one key; rename one");
    }
    if (impl_->mode == VerifyMode::full) {
      const Template& compiled = *artifact.row->compiled;
      const SourceId source = impl_->sources.add(artifact.path, rendered.text);
      const auto tree =
          compiled.language().parse(source, impl_->sources, artifact.row->dialect, diagnostics);
      if (tree && !bound_equal(*judged->shape, compiled, rendered, tree->root())) {
        diagnostics.add(make(Code::FW8900, artifact.path,
                             fmt::format("`{}` parses differently from its shape", artifact.path),
                             "please report it"));
      }
    }
  }
  if (judged->open.empty()) return;

  Document scratch;
  std::vector<std::uint32_t> asked;  // holes
  const std::function<Value(Node)> hole = [&](Node leaf) {
    if (!judged->shape) return no_hole(leaf);
    holes_of(leaf.text(), rendered, asked);
    return bind(leaf, rendered, scratch);
  };
  Rendered traced;
  std::string key;
  for (const Open& open : judged->open) {
    const Object& object = judged->objects[open.object];
    Diagnostics found;
    std::string name;
    for (const OpenRule& each : open.rules) {
      if (each.memory && each.memory->holds(rendered, key)) continue;
      if (judged->shape && name.empty() && has_marks(object.name))
        name = bind_text(object.name, rendered);
      asked.clear();
      const bool held = apply_rules(std::span(&each.rule, 1), {&object, artifact.path, {}, name},
                                    spec, hole, waivers, found);
      if (each.memory && held) each.memory->remember(rendered, asked, key);
    }
    for (Diagnostic& d : found.items()) {
      d.path = artifact.path;
      if (judged->shape) {
        Document again;
        if (traced.text.empty()) {
          (void)render_artifact(artifact, impl_->sources, again, nullptr, Trace::pieces, traced);
        }
        d.span = origin_at(traced, from_shape(rendered, object.body.span().begin));
      } else {
        d.span = object.body.span();
      }
      diagnostics.add(std::move(d));
    }
  }
}

void Verifier::judge(const Object& object, std::string_view path, const Value& spec,
                     const std::vector<Waiver>& waivers, Diagnostics& diagnostics) {
  const std::vector<const Rule*>& rules = impl_->rules_of(object.type);
  if (!rules.empty()) apply_rules(rules, {&object, path}, spec, nullptr, waivers, diagnostics);
}

void Verifier::read(const Artifact& artifact, const Rendered& rendered, const Value& spec,
                    const std::function<void(const Parsed&)>& read) {
  Diagnostics reported;  // by verify, which came first
  const Judged* judged = impl_->judged(artifact, rendered, spec, reported);
  if (judged == nullptr) return;
  Document scratch;
  Parsed parsed;
  parsed.root = judged->shape ? judged->shape->tree.root() : judged->plain.root();
  parsed.objects = &judged->objects;
  parsed.value = [&](Node leaf) {
    return leaf.is(Kind::hole) ? bind(leaf, rendered, scratch) : Value::of(leaf);
  };
  parsed.key = [&](std::string_view key) {
    return judged->shape ? bind_text(key, rendered) : std::string(key);
  };
  parsed.origin = [&](Node node) {
    if (!judged->shape) return node.span();
    Rendered traced;
    Document again;
    (void)render_artifact(artifact, impl_->sources, again, nullptr, Trace::pieces, traced);
    // By line: of what an include indented, no byte is known more exactly.
    const std::uint32_t at = from_shape(rendered, node.span().begin);
    const auto before = traced.text.begin() + std::min<std::ptrdiff_t>(at, std::ssize(traced.text));
    const auto line = std::count(traced.text.begin(), before, '\n') + 1;
    return trace_line(traced, static_cast<std::uint32_t>(line), impl_->sources).origin;
  };
  read(parsed);
}

void verify_spec(const PackSet& packs, const std::vector<std::string>& targets, Node spec,
                 const std::vector<Waiver>& waivers, const SourceMap& sources,
                 Diagnostics& diagnostics) {
  const Node named = spec.find_path("metadata.name");
  const Object object{"spec", std::string(named.text()), spec};
  const Subject subject{&object, sources.path(named.span().source), named.span()};
  for (const Pack& pack : packs.packs) {
    if (!wanted(pack, targets)) continue;
    apply_rules(pack.rules, subject, Value::of(spec), nullptr, waivers, diagnostics);
  }
}

}  // namespace formwork
