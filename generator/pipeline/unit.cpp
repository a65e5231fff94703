#include "pipeline/unit.h"

#include "base/text.h"
#include "pack/embedded.h"
#include "pipeline/edge_proof.h"
#include "pipeline/group_proof.h"
#include "pipeline/input_places.h"
#include "pipeline/judge_roots.h"
#include "pipeline/likeness.h"
#include "pipeline/other_edges.h"
#include "pipeline/shared_document.h"
#include "pipeline/value_digests.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace formwork {
namespace {

// The ids of `copy` by those of `original`: both have the same entries in the same order.
void pair(Node original, Node copy, std::vector<NodeId>& ids) {
  ids[original.id()] = copy.id();
  auto other = copy.begin();
  for (const Node child : original) {
    pair(child, *other, ids);
    ++other;
  }
}

// Computed values stand for what they were computed from. `ids`: where the environment's nodes are
// in the document that was read; empty for the environment's own.
void expand_computed(const Environment& env, const Document& document,
                     const std::vector<NodeId>& ids, ReadSet& reads) {
  const auto here = [&](NodeId id) { return ids.empty() ? id : ids[id]; };
  // A computed value may read another computed one, whose reads follow in `filled.reads` order: go
  // round until nothing is added (at most once per level of nesting).
  bool more = true;
  std::set<NodeId> done;
  while (more) {
    more = false;
    env.filled.reads.each([&](NodeId node, const std::vector<NodeId>& sources) {
      if (!reads.has(here(node)) || !done.insert(node).second) return;
      for (const NodeId id : sources) {
        if (here(id) != 0) reads.mark(document.node(here(id)));
      }
      more = true;
    });
  }
}

void expand_computed(const Inputs& inputs, const Unit& unit, ReadSet& reads) {
  if (unit.environment != nullptr)
    return expand_computed(*unit.environment, *unit.document, {}, reads);
  const Node root = unit.document->root();
  for (const Environment& env : inputs.environments) {
    std::vector<NodeId> ids(env.document.count() + 1, 0);
    const auto from = [&](Node copy) {
      if (!copy) return;
      pair(env.document.root(), copy, ids);
      expand_computed(env, *unit.document, ids, reads);
    };
    from(root.find("environments").find(env.name));
    if (env.name == inputs.reference) from(root.find("reference"));
  }
}

// Finds each leaf that a user's file set (no default of the schema, no key the engine made) and
// that was read. A list is one leaf.
class ValueCollector {
 public:
  ValueCollector(const SourceMap& sources, const BuiltFiles& built, const ReadSet& reads)
      : sources_(sources), built_(built), reads_(reads) {}

  /// Paths begin with `prefix`.
  void collect(Node root, std::string_view prefix) {
    prefix_ = prefix;
    visit(root);
  }

  /// By path. A path that was found twice counts once.
  [[nodiscard]] std::vector<FoundValue> take() {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const FoundValue& a, const FoundValue& b) { return a.path < b.path; });
    found_.erase(
        std::unique(found_.begin(), found_.end(),
                    [](const FoundValue& a, const FoundValue& b) { return a.path == b.path; }),
        found_.end());
    return std::move(found_);
  }

 private:
  enum class Asked : std::uint8_t { not_yet, no, yes };

  // True if any value at or below `node` was found.
  bool visit(Node node) {
    if (!node.is(Kind::map) || node.size() == 0)
      return set_by_user(node) && was_read(node) && add(node);
    bool some = false;
    for (const Node child : node) {
      steps_.push_back(child);
      some = visit(child) || some;
      steps_.pop_back();
    }
    if (some) return true;
    // Whether it is there was asked, and nothing of it: one value of it tells whether it came or
    // went. Where the user wrote `{}` and the schema filled it, that it is there is the value.
    return (reads_.has(node.id()) && add_first(node)) ||
           (set_by_user(node) && is_filled(node) && was_read_below(node) && add_presence(node));
  }

  bool add(Node leaf) {
    std::string path(prefix_);
    for (const Node step : steps_) Node::append_step(path, step.key());
    found_.push_back({std::move(path), leaf.id()});
    return true;
  }

  bool add_presence(Node node) {
    if (!add(node)) return false;
    found_.back().presence = true;
    return true;
  }

  // By key, so that it does not depend on which layer wrote what first.
  bool add_first(Node node) {
    if (!node.is(Kind::map) || node.size() == 0) return set_by_user(node) && add(node);
    for (const Node child : by_key(node)) {
      steps_.push_back(child);
      const bool found = add_first(child);
      steps_.pop_back();
      if (found) return true;
    }
    return false;
  }

  // A list is one leaf: it was read if any of it was.
  [[nodiscard]] bool was_read(Node node) const {
    if (reads_.has(node.id())) return true;
    return !node.is_scalar() &&
           std::any_of(node.begin(), node.end(), [&](Node child) { return was_read(child); });
  }

  // True if nothing below was written by the user.
  bool is_filled(Node node) {
    return std::none_of(node.begin(), node.end(), [&](Node child) {
      return set_by_user(child) || (!child.is_scalar() && !is_filled(child));
    });
  }

  [[nodiscard]] bool was_read_below(Node node) const {
    return reads_.has(node.id()) ||
           (!node.is_scalar() && std::any_of(node.begin(), node.end(),
                                             [&](Node child) { return was_read_below(child); }));
  }

  bool set_by_user(Node node) {
    const SourceId source = node.span().source;
    if (!node.span().valid()) return false;
    if (source >= users_.size()) users_.resize(source + 1, Asked::not_yet);
    if (users_[source] == Asked::not_yet) {
      const std::string_view path = sources_.path(source);
      const bool built_in = path.starts_with("schemas/") || path.starts_with("templates/") ||
                            built_.is_source(source);
      users_[source] = built_in ? Asked::no : Asked::yes;
    }
    return users_[source] == Asked::yes;
  }

  const SourceMap& sources_;
  const BuiltFiles& built_;  // recorded by themselves
  const ReadSet& reads_;
  std::string prefix_;
  std::vector<Node> steps_;  // from below the root to the node at hand
  std::vector<FoundValue> found_;
  std::vector<Asked> users_;  // by source: is it a user's?
};

// In the shared unit's lock, `services.api.port` of prod is `prod:services.api.port`.
std::vector<FoundValue> find_values(const Inputs& inputs, const Unit& unit,
                                    const SourceMap& sources, const ReadSet& reads) {
  ValueCollector collector(sources, inputs.built, reads);
  const Node root = unit.document->root();
  if (!root) return {};
  if (unit.kind == UnitKind::environment) {
    collector.collect(root, {});
  } else {
    for (const Node env : root.find("environments"))
      collector.collect(env, std::string(env.key()) + ":");
    collector.collect(root.find("reference"), inputs.reference + ":");
  }
  return collector.take();
}

// Fills the lock's values.
void record_values(const Inputs& inputs, const Document& document,
                   const std::vector<FoundValue>& found, UnitOutput& out) {
  std::vector<Node> leaves;
  leaves.reserve(found.size());
  for (const FoundValue& value : found) leaves.push_back(document.node(value.leaf));
  const std::vector<ValueDigests::Text> texts = inputs.digests->of(leaves);
  out.value_spans.reserve(found.size());
  std::map<std::string, std::string>& values = out.lock.values;
  for (std::size_t i = 0; i < found.size(); ++i) {
    std::string text = found[i].presence ? sha256("{}").short_hex()
                                         : std::string(texts[i].begin(), texts[i].end());
    const auto made = values.emplace_hint(values.end(), found[i].path, std::move(text));
    out.value_spans.emplace_back(&made->first, leaves[i].span());
  }
}

// Whatever an environment lists as built was asked for.
void mark_lists(const Unit& unit, ReadSet& reads) {
  if (unit.environment == nullptr) return;
  for (const std::string_view section : {"sites", "services"}) {
    for (const Node entry : unit.document->root().find(section)) {
      if (const Node assets = entry.find("assets")) reads.mark_tree(assets);
    }
  }
}

/// The built files of the environments that a unit sees.
void for_each_listed(const Unit& unit, const std::function<void(std::string_view, Node)>& each) {
  const Node root = unit.document->root();
  if (!root) return;
  if (unit.environment != nullptr) return for_each_built(root, each);
  for (const Node env : root.find("environments")) for_each_built(env, each);
  for_each_built(root.find("reference"), each);
}

bool any_value_read(const ReadSet& reads, Node node) {
  if (node.is_scalar()) return reads.has(node.id());
  return std::any_of(node.begin(), node.end(),
                     [&](Node child) { return any_value_read(reads, child); });
}

// An environment's lock has all that it lists, whether or not an output shows them; the shared one
// what was read.
void record_assets(const Inputs& inputs, const Unit& unit, const ReadSet& reads, Lock& lock) {
  for_each_listed(unit, [&](std::string_view path, Node file) {
    const BuiltFile* found = inputs.built.find(std::string(path));
    if (found != nullptr && (unit.environment != nullptr || any_value_read(reads, file)))
      lock.assets.emplace(path, found->integrity());
  });
}

void record_groups(Node spec, Lock& lock) {
  for (const Node group : spec.find_path("config.groups")) {
    std::string text;
    for (const Node path : group.is(Kind::map) ? group.find("paths") : group) {
      append_canonical_text(path.text(), text);
      text += ':';
      const Node value = spec.find_path(path.text());
      if (value)
        append_canonical(value, text);
      else
        text += "null";
      text += '\n';
    }
    lock.groups.emplace(std::string(group.key()), sha256(text).hex());
  }
}

}  // namespace

std::vector<Unit> units_of(const Inputs& inputs, bool environments_only) {
  std::vector<Unit> out;
  for (const Environment& env : inputs.environments) {
    out.push_back({UnitKind::environment, env.name, &env, &env.document, env.targets,
                   fmt::format("infra/{}/formwork.lock", env.name)});
  }
  if (environments_only) return out;
  const ApplicationRepository& application = inputs.application;
  const std::vector<std::string> all = shared_targets(inputs);
  if (application.present) {
    out.push_back({UnitKind::shared, "application", nullptr, &application.shared, all,
                   application.folder + "/formwork.lock", Repository::application,
                   application.folder});
  }
  out.push_back({UnitKind::shared, "shared", nullptr, &inputs.shared, all, "formwork.lock",
                 application.folder.empty() ? Repository::both : Repository::infrastructure});
  return out;
}

PlanInput plan_input(const Unit& unit) {
  return {unit.kind, Value::of(unit.document->root()), unit.targets, unit.repository, unit.folder};
}

std::optional<Diagnostic> render_artifact(const Artifact& artifact, const SourceMap& sources,
                                          Document& scratch, ReadSet* reads, Trace trace,
                                          Rendered& out) {
  if (!artifact.row->compiled) {
    if (artifact.row->plain == 0) {
      return make(Code::FW8900, artifact.path,
                  fmt::format("the template of `{}` was not compiled", artifact.path),
                  "please report it");
    }
    const std::string_view text = sources.text(artifact.row->plain);
    out.text.assign(text);
    out.holes.clear();
    out.pieces.clear();
    out.reads.clear();
    out.shape = 0;
    if (trace == Trace::pieces) {
      const auto size = static_cast<std::uint32_t>(text.size());
      out.pieces.push_back({{artifact.row->plain, 0, size}, 0, size, -1});
    }
    return std::nullopt;
  }
  EvalContext context{scratch};
  context.reads = reads;
  Frame frame = artifact.frame;
  auto failed = render(*artifact.row->compiled, frame, context, out, trace);
  if (failed) {
    failed->notes.push_back(
        {artifact.row->output.span, "", fmt::format("while `{}` was rendered", artifact.path)});
  }
  return failed;
}

std::optional<Diagnostic> print_artifact(const Artifact& artifact, const SourceMap& sources,
                                         Document& scratch, Trace trace, Rendered& out,
                                         LayoutMemory* layouts) {
  auto failed = render_artifact(artifact, sources, scratch, nullptr, trace, out);
  if (!failed) lay_out(artifact, out, layouts);
  return failed;
}

UnitOutput render_unit(const Inputs& inputs, const Unit& unit, const SourceMap& sources,
                       Verifier* verifier, const OutputSink& sink, const Alike* alike) {
  Model* const model = alike == nullptr ? nullptr : alike->model.get();
  const bool records = model != nullptr && alike->records;
  UnitOutput out;
  out.scratch = std::make_unique<Document>();
  ReadSet reads(*unit.document);
  const PlanInput input = plan_input(unit);
  const Value root = input.root;
  EvalContext planning{*out.scratch};
  planning.reads = &reads;
  if (model != nullptr && !records) model->wait();
  Replay replay(records ? nullptr : model, *unit.document);
  if (auto planned = replay.plan(unit.targets, planning, out.diagnostics)) {
    out.artifacts = std::move(*planned);
  } else {
    ReadSet decided(*unit.document);
    out.artifacts = plan(inputs.packs, input, planning, out.diagnostics, &decided);
    if (records && out.diagnostics.empty())
      model->record_plan(unit.targets, out.artifacts, decided);
  }
  replay.look_at(out.artifacts);
  refuse_input_places(inputs, unit, out.artifacts, out.diagnostics);
  out.owned = owned_folders(inputs.packs, input, planning);
  out.facts.resize(out.artifacts.size());

  // A copy: `used` is noted on it, and the shared unit has the reference environment's.
  out.waivers = unit.environment != nullptr ? unit.environment->waivers
                                            : waivers_of(unit.document->root().find("reference"));
  const std::vector<Waiver>& waivers = out.waivers;
  if (verifier != nullptr && unit.environment != nullptr &&
      !replay.verify_spec(unit, waivers, sources, out.diagnostics)) {
    verify_spec(inputs.packs, unit.environment->targets, unit.document->root(), waivers, sources,
                out.diagnostics, records ? &model->spec_verdicts() : nullptr);
  }
  ReadSet apart(*unit.document);  // of one artifact, where it is recorded
  Rendered rendered;
  Document scratch;
  const bool all_anew = verifier != nullptr && verifier->mode() == VerifyMode::full;
  LayoutMemory* const layouts = all_anew ? nullptr : &inputs.module_files->layouts();
  Roots roots(fmt::format("infra/{}", unit.name));
  std::vector<FoldedEdge> folded_edges;
  std::vector<OtherEdge> other_edges;
  GroupKeys groups;
  if (verifier != nullptr && unit.environment != nullptr)
    groups = group_keys(unit.document->root());
  for (std::size_t i = 0; i < out.artifacts.size(); ++i) {
    const Artifact& artifact = out.artifacts[i];
    scratch.clear();
    if (replay.print(i, scratch, rendered)) {
      if (verifier != nullptr)
        verifier->verify_like(replay.verified(i), replay.changed(i), replay.differs(), artifact,
                              rendered, root, waivers, out.diagnostics);
    } else {
      apart.clear();
      auto failed = render_artifact(artifact, sources, scratch, records ? &apart : &reads,
                                    records ? Trace::reads : Trace::no, rendered);
      if (failed) {
        out.diagnostics.add(std::move(*failed));
        continue;
      }
      Verified verified;
      if (verifier != nullptr && replay.compare(i, artifact, rendered))
        verifier->verify_like(replay.verified(i), replay.changed(i), replay.differs(), artifact,
                              rendered, root, waivers, out.diagnostics);
      else if (verifier != nullptr)
        verifier->verify(artifact, rendered, root, waivers, out.diagnostics,
                         records ? &verified : nullptr);
      if (records) {
        model->record(i, artifact, rendered, apart, std::move(verified));
        reads.merge(apart);
        for (const auto& nodes : rendered.reads)
          for (const Node node : nodes) reads.mark(node);
        for (const RecordedLet& let : rendered.lets)
          for (const NodeId id : let.reads) reads.mark(unit.document->node(id));
        for (const NodeId id : rendered.items) reads.mark(unit.document->node(id));
      }
    }
    if (verifier != nullptr)
      prove_groups(groups, artifact, rendered, root, *verifier, out.diagnostics);
    std::vector<SentPolicy> policies;
    if (!artifact.row->csp.edge.empty()) {
      EvalContext context{scratch};
      context.reads = &reads;
      policies = carried_policies(artifact, context);
    }
    for (const SentPolicy& one : policies) {
      out.lock.policies.emplace(
          LockPolicy{std::string(one.edge->id), one.path, std::string(one.host())},
          one.expected.policy);
      out.policies.push_back(one);
    }
    const bool folded = is_folded_edge(artifact.row->csp.edge);
    if (folded) {
      folded_edges.push_back({&artifact, policies});
    } else if (!policies.empty() && verifier != nullptr) {
      prove_policies(artifact, rendered, root, policies, *verifier, out.diagnostics);
    } else if (verifier != nullptr) {
      find_other_edges(artifact, rendered, root, *verifier, other_edges);
    }
    lay_out(artifact, rendered, layouts, [&] {
      return verifier != nullptr ? verifier->tree(artifact, rendered, root) : Node();
    });
    roots.collect(artifact, rendered);
    for (const SentPolicy& one : policies) {
      if (verifier != nullptr)
        check_budget(artifact, rendered.text.size(), unit.environment, one, out.diagnostics);
    }
    out.facts[i] = {sha256(rendered.text), artifact.row->executable};
    if (sink) sink(i, artifact, rendered.text);
  }

  replay.mark(reads);
  out.replayed = replay.printed();

  if (!roots.empty()) judge_roots(inputs, root, roots, sources, verifier, out);
  prove_other_edges(other_edges, out.policies, root.node(), out.diagnostics);
  if (verifier != nullptr)
    prove_folded(inputs, roots, folded_edges, root.node(), sources, out.diagnostics);

  out.lock.version = std::string(compiler_version());
  for (std::size_t i = 0; i < out.artifacts.size(); ++i) {
    LockOut record;
    record.digest = out.facts[i].digest.hex();
    record.executable = out.facts[i].executable;
    record.block = out.artifacts[i].row->block;
    out.lock.outputs.emplace_hint(out.lock.outputs.end(), out.artifacts[i].path,
                                  std::move(record));  // they are sorted
  }
  std::set<std::string_view> files;  // pack files in use
  if (!inputs.packs.overlays.empty())
    for (const Artifact& artifact : out.artifacts) files.insert(artifact.row->file);
  for (const auto& [built_in, overlay] : inputs.packs.overlays) {
    // Manifests, includes and rules act on every artifact of their pack.
    const bool used =
        files.contains(built_in) ||
        std::any_of(out.artifacts.begin(), out.artifacts.end(),
                    [&](const Artifact& a) { return built_in.starts_with(a.pack->folder + "/"); });
    if (!used) continue;
    out.lock.inputs.emplace(overlay.path, overlay.digest.short_hex());
    // What it stands in for, so that an upgrade can say that this has moved since.
    if (!overlay.built_in.empty())
      out.lock.inputs.emplace(built_in, sha256(embedded(built_in)).short_hex());
  }
  mark_lists(unit, reads);
  const std::vector<FoundValue>* known = nullptr;
  if (unit.environment != nullptr) {
    const ComputedFrom& computed = unit.environment->filled.reads;
    known = replay.values(reads, computed);
    if (records) model->record_reads(reads, computed);
  }
  if (known == nullptr) expand_computed(inputs, unit, reads);
  record_assets(inputs, unit, reads, out.lock);
  if (unit.environment != nullptr) record_groups(unit.document->root(), out.lock);
  if (known == nullptr) known = replay.values_behind(reads);
  std::vector<FoundValue> found;
  if (known == nullptr) found = find_values(inputs, unit, sources, reads);
  record_values(inputs, *unit.document, known != nullptr ? *known : found, out);
  if (records) model->finish(*unit.document, out.artifacts.size(), reads, std::move(found));
  return out;
}

std::vector<std::string> values_read(const Inputs& inputs, const Unit& unit,
                                     const Artifact& artifact, const SourceMap& sources) {
  ReadSet reads(*unit.document);
  Document scratch;
  Rendered rendered;
  if (render_artifact(artifact, sources, scratch, &reads, Trace::no, rendered)) return {};
  expand_computed(inputs, unit, reads);
  std::vector<std::string> paths;
  for (FoundValue& value : find_values(inputs, unit, sources, reads))
    paths.push_back(std::move(value.path));
  return paths;
}

std::vector<std::string> assets_read(const Inputs& inputs, const Unit& unit,
                                     const Artifact& artifact, const SourceMap& sources) {
  ReadSet reads(*unit.document);
  Document scratch;
  Rendered rendered;
  if (render_artifact(artifact, sources, scratch, &reads, Trace::no, rendered)) return {};
  expand_computed(inputs, unit, reads);
  std::set<std::string> paths;
  for_each_listed(unit, [&](std::string_view path, Node file) {
    if (any_value_read(reads, file)) paths.emplace(path);
  });
  return {paths.begin(), paths.end()};
}

}  // namespace formwork
