#include "pipeline/verify.h"

#include "base/text.h"
#include "pipeline/judged_shape.h"
#include "pipeline/keyed_objects.h"
#include "pipeline/roots.h"
#include "pipeline/unit.h"
#include "rules/scope.h"
#include "template/shape.h"
#include "template/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>

namespace formwork {
namespace {

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
      if (has_marks(made.objects[o].type)) {
        made.untyped.push_back(o);
        continue;
      }
      Open open{o, {}, {}};
      Document closed;
      Object object = made.objects[o];
      if (made.shape && !made.shape->keyed.empty()) {
        open.key_holes = key_holes(object.body, rendered);
        // What holds without a look into a map whose keys are values holds whatever they are.
        if (!open.key_holes.empty()) object.body = closed.node(without_keyed(object.body, closed));
      }
      const Subject subject{&object, artifact.path, {}};
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

namespace {

std::uint64_t some_of(std::span<const std::uint32_t> holes) {
  std::uint64_t out = 0;
  for (const std::uint32_t hole : holes) out |= std::uint64_t{1} << (hole % 64);
  return out;
}

/// Rules asked of one artifact, with its values in the holes.
class Asking {
 public:
  Asking(SourceMap& sources, const Judged& judged, const Artifact& artifact,
         const Rendered& rendered, const Value& spec, const std::vector<Waiver>& waivers,
         Diagnostics& diagnostics)
      : sources_(sources),
        judged_(judged),
        artifact_(artifact),
        rendered_(rendered),
        spec_(spec),
        waivers_(waivers),
        diagnostics_(diagnostics) {}

  /// True if it holds.
  bool ask(const Open& open, const OpenRule& rule, ReadSet* reads = nullptr) {
    asked_.clear();
    if (rule.memory && rule.memory->holds(rendered_, key_, asked_)) return true;
    const Object& object = judged_.objects[open.object];
    const bool keyed = !open.key_holes.empty();
    if (object_ != &object) {
      object_ = &object;
      name_ = judged_.shape && has_marks(object.name) ? bind_text(object.name, rendered_) : "";
      if (keyed) bind_keys(object);
    }
    const Subject subject{keyed ? &bound_ : &object, artifact_.path, {}, name_};
    const bool held = apply_rules(std::span(&rule.rule, 1), subject, spec_, hole_, waivers_, found_,
                                  nullptr, reads);
    asked_.insert(asked_.end(), open.key_holes.begin(), open.key_holes.end());
    std::sort(asked_.begin(), asked_.end());
    asked_.erase(std::unique(asked_.begin(), asked_.end()), asked_.end());
    if (rule.memory && held) rule.memory->remember(rendered_, asked_, key_);
    return held;
  }

  /// All rules of the object `index`, whose type is a value; `rules_of` gives those of a type.
  template <class RulesOf>
  void ask_untyped(std::size_t index, const RulesOf& rules_of) {
    const Object& object = judged_.objects[index];
    object_ = &object;
    name_ = bind_text(object.name, rendered_);
    bind_keys(object);
    bound_.type = bind_text(object.type, rendered_);
    apply_rules(rules_of(bound_.type), {&bound_, artifact_.path, {}, name_}, spec_, hole_, waivers_,
                found_);
    report(object);
  }

  /// The holes that the rule asked last has asked for, sorted.
  [[nodiscard]] const std::vector<std::uint32_t>& holes() const { return asked_; }

  /// Tells what was found in an object.
  void report(const Open& open) { report(judged_.objects[open.object]); }
  void report(const Object& object) {
    for (Diagnostic& d : found_.items()) {
      d.path = artifact_.path;
      if (judged_.shape) {
        Document again;
        if (traced_.text.empty()) {
          (void)render_artifact(artifact_, sources_, again, nullptr, Trace::pieces, traced_);
        }
        d.span = origin_at(traced_, from_shape(rendered_, object.body.span().begin));
      } else {
        d.span = object.body.span();
      }
      diagnostics_.add(std::move(d));
    }
    found_ = {};
  }

 private:
  void bind_keys(const Object& object) {
    keys_.clear();
    bound_ = {object.type, object.name, keys_.node(with_keys(object.body, rendered_, keys_))};
  }

  SourceMap& sources_;
  const Judged& judged_;
  const Artifact& artifact_;
  const Rendered& rendered_;
  const Value& spec_;
  const std::vector<Waiver>& waivers_;
  Diagnostics& diagnostics_;
  Document scratch_{};
  std::vector<std::uint32_t> asked_{};
  const std::function<Value(Node)> hole_ = [this](Node leaf) {
    if (!judged_.shape) return no_hole(leaf);
    holes_of(leaf.text(), rendered_, asked_);
    return bind(leaf, rendered_, scratch_);
  };
  const Object* object_ = nullptr;
  Document keys_{};
  Object bound_{};      // object_ with its keys
  std::string name_{};  // of object_, where it is marked
  Diagnostics found_{};
  Rendered traced_{};
  std::string key_{};
};

}  // namespace

Verifier::Verifier(const PackSet& packs, SourceMap& sources, VerifyMode mode)
    : impl_(std::make_unique<Impl>(packs, sources, mode)) {}
Verifier::~Verifier() = default;

const std::vector<const Rule*>& Verifier::rules_of(const std::string& type) {
  return impl_->rules_of(type);
}

VerifyMode Verifier::mode() const {
  return impl_->mode;
}

std::size_t Verifier::shapes() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->store.size();
}

void Verifier::verify(const Artifact& artifact, const Rendered& rendered, const Value& spec,
                      const std::vector<Waiver>& waivers, Diagnostics& diagnostics,
                      Verified* verified) {
  const std::size_t before = diagnostics.size();
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
  Asking asking(impl_->sources, *judged, artifact, rendered, spec, waivers, diagnostics);
  std::optional<ReadSet> reads;
  if (verified != nullptr) reads.emplace(*spec.node().document());
  bool all_held = true;
  for (std::uint32_t o = 0; o < judged->open.size(); ++o) {
    const Open& open = judged->open[o];
    for (std::uint32_t r = 0; r < open.rules.size(); ++r) {
      if (reads) reads->clear();
      all_held = asking.ask(open, open.rules[r], reads ? &*reads : nullptr) && all_held;
      if (reads)
        verified->asked.push_back({o, r, !judged->shape || names_place(*open.rules[r].rule),
                                   some_of(asking.holes()), asking.holes(), reads->marked()});
    }
    asking.report(open);
  }
  for (const std::size_t object : judged->untyped) {
    asking.ask_untyped(object, [&](const std::string& type) -> const std::vector<const Rule*>& {
      return impl_->rules_of(type);
    });
  }
  if (verified != nullptr)
    verified->clean = all_held && !judged->is_keyed() && diagnostics.size() == before;
}

void Verifier::verify_like(const Verified& other, std::span<const std::uint32_t> changed,
                           const std::vector<bool>& differs, const Artifact& artifact,
                           const Rendered& rendered, const Value& spec,
                           const std::vector<Waiver>& waivers, Diagnostics& diagnostics) {
  if (!other.clean) return verify(artifact, rendered, spec, waivers, diagnostics);
  const std::uint64_t some = some_of(changed);
  const auto due = [&](const Verified::Asked& asked) {
    if (asked.always ||
        std::any_of(asked.nodes.begin(), asked.nodes.end(), [&](NodeId id) { return differs[id]; }))
      return true;
    return (asked.some & some) != 0 &&
           std::any_of(asked.holes.begin(), asked.holes.end(), [&](std::uint32_t hole) {
             return std::binary_search(changed.begin(), changed.end(), hole);
           });
  };
  const Judged* judged = nullptr;
  std::optional<Asking> asking;
  for (std::size_t i = 0; i < other.asked.size(); ++i) {
    const Verified::Asked& asked = other.asked[i];
    if (due(asked)) {
      if (!asking) {
        judged = impl_->judged(artifact, rendered, spec, diagnostics);  // it was parsed
        asking.emplace(impl_->sources, *judged, artifact, rendered, spec, waivers, diagnostics);
      }
      const Open& open = judged->open[asked.object];
      (void)asking->ask(open, open.rules[asked.rule]);
    }
    const bool last = i + 1 == other.asked.size() || other.asked[i + 1].object != asked.object;
    if (asking && last) asking->report(judged->open[asked.object]);
  }
}

void Verifier::judge(const Object& object, std::string_view path, const Value& spec,
                     const std::vector<Waiver>& waivers, Diagnostics& diagnostics) {
  const std::vector<const Rule*>& rules = impl_->rules_of(object.type);
  if (!rules.empty()) apply_rules(rules, {&object, path}, spec, nullptr, waivers, diagnostics);
}

Node Verifier::tree(const Artifact& artifact, const Rendered& rendered, const Value& spec) {
  Diagnostics reported;  // by verify, which came first
  const Judged* judged = impl_->judged(artifact, rendered, spec, reported);
  if (judged == nullptr) return {};
  return judged->shape ? judged->shape->tree.root() : judged->plain.root();
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

}  // namespace formwork
