// Which artifacts a unit has: targets, conditions, repetition, paths.
#include "base/letter_case.h"
#include "pack/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace formwork {
namespace {

/// Equal for paths that are equal but for case (FNV-1a).
std::uint64_t hash_but_case(std::string_view path) {
  std::uint64_t h = 1469598103934665603U;
  for (const char c : path) h = (h ^ static_cast<unsigned char>(lower_case(c))) * 1099511628211U;
  return h;
}

bool has(const std::vector<std::string>& targets, const std::string& target) {
  return std::find(targets.begin(), targets.end(), target) != targets.end();
}

/// Calls `each` with the frame of each artifact that a row may give, until it says no.
template <class Each>
void each_frame(const ArtifactRow& row, const PlanInput& input, EvalContext& context, Each each) {
  Frame frame(row.slots);
  frame[0] = input.root;
  if (!row.each) {
    (void)each(frame);
    return;
  }
  for_each_item(row.each, frame, 1, context, each);
}

bool holds(const ArtifactRow& row, const Frame& frame, EvalContext& context) {
  if (!row.when) return true;
  const Value yes = evaluate(row.when, frame, context);
  return yes.is(Kind::boolean) ? yes.as_bool() : !yes.is_null();
}

bool is_of_unit(const Pack& pack, const ArtifactRow& row, const PlanInput& input) {
  const bool here = input.kind == UnitKind::environment || row.repository == input.repository ||
                    row.repository == Repository::both || input.repository == Repository::both;
  return row.unit == input.kind && here && wanted(pack, input.targets) &&
         (row.target.empty() || has(input.targets, row.target));
}

class Planner {
 public:
  /// What decides which artifacts there are is marked in `decided`; what their paths are made of in
  /// `context.reads`.
  Planner(std::string folder, EvalContext& context, ReadSet* decided, Diagnostics& diagnostics)
      : folder_(std::move(folder)),
        context_(context),
        decided_(decided),
        read_for_paths_(context.reads),
        diagnostics_(diagnostics) {}

  void add(const PlanInput& input, const Pack& pack, const ArtifactRow& row) {
    context_.reads = decided_;
    each_frame(row, input, context_, [&](const Frame& frame) {
      if (holds(row, frame, context_)) add(pack, row, frame);
      return true;
    });
    context_.reads = read_for_paths_;
  }

  void add(const Pack& pack, const ArtifactRow& row, const Frame& frame) {
    ReadSet* const outer = std::exchange(context_.reads, read_for_paths_);
    std::string path = row.output.expand(frame, context_);
    context_.reads = outer;
    if (!folder_.empty()) path = folder_ + "/" + path;
    if (const std::string why = bad_path(path); !why.empty()) {
      diagnostics_.add(Code::FW6042, row.output.span,
                       fmt::format("`{}` cannot be an output: {}", path, why));
      return;
    }
    out_.push_back({std::move(path), &pack, &row, frame});
  }

  std::vector<Artifact> take() {
    std::stable_sort(out_.begin(), out_.end(),
                     [](const Artifact& a, const Artifact& b) { return a.path < b.path; });
    std::vector<std::pair<std::uint64_t, std::size_t>> by_fold;
    by_fold.reserve(out_.size());
    for (std::size_t i = 0; i < out_.size(); ++i)
      by_fold.emplace_back(hash_but_case(out_[i].path), i);
    std::sort(by_fold.begin(), by_fold.end());
    std::vector<std::pair<std::size_t, std::size_t>> twins;
    for (std::size_t i = 1; i < by_fold.size(); ++i) {
      const auto [a, b] = std::pair(by_fold[i - 1].second, by_fold[i].second);
      if (by_fold[i].first == by_fold[i - 1].first && equal_but_case(out_[a].path, out_[b].path))
        twins.emplace_back(a, b);
    }
    std::sort(twins.begin(), twins.end());
    for (const auto& [first, second] : twins) {
      const Artifact& other = out_[first];
      const Artifact& artifact = out_[second];
      diagnostics_
          .add(Code::FW6041, artifact.row->output.span,
               artifact.path == other.path
                   ? fmt::format("`{}` would be written twice", artifact.path)
                   : fmt::format("`{}` and `{}` differ by case only", other.path, artifact.path),
               "give each artifact a path of its own")
          .notes.push_back({other.row->output.span, "", "the other one"});
    }
    return std::move(out_);
  }

 private:
  std::string folder_;  // that all paths are below
  EvalContext& context_;
  ReadSet* decided_;
  ReadSet* read_for_paths_;
  Diagnostics& diagnostics_;
  std::vector<Artifact> out_;
};

}  // namespace

bool wanted(const Pack& pack, const std::vector<std::string>& targets) {
  return std::any_of(pack.targets.begin(), pack.targets.end(),
                     [&](const std::string& target) { return has(targets, target); });
}

void for_each_item(const Expr& items, Frame& frame, std::size_t slot, EvalContext& context,
                   const std::function<bool(const Frame&)>& each) {
  const Value found = evaluate_held(items, frame, context);
  // What an expression made is rendered with another scratch: nobody sees any more whose copy it
  // is.
  if (found.node() && found.node().document() == &context.scratch)
    mark_read(context, found.node(), true);
  if (found.is(Kind::map)) {
    for (const Node item : by_key(found.node())) {
      mark_read(context, item, false);  // that it is there
      frame[slot] = Value::of_string(item.key());
      frame[slot + 1] = read(context, item);
      if (!each(frame)) return;
    }
  } else if (found.is(Kind::list)) {
    for (const Node item : found.node()) {
      frame[slot] = read(context, item);
      if (!each(frame)) return;
    }
  }
}

std::vector<Artifact> plan(const PackSet& packs, const PlanInput& input, EvalContext& context,
                           Diagnostics& diagnostics, ReadSet* decided) {
  Planner planner(input.folder, context, decided != nullptr ? decided : context.reads, diagnostics);
  for (const Pack& pack : packs.packs) {
    for (const ArtifactRow& row : pack.artifacts) {
      if (is_of_unit(pack, row, input)) planner.add(input, pack, row);
    }
  }
  if (decided != nullptr && context.reads != nullptr) context.reads->merge(*decided);
  if (context.error) diagnostics.add(*context.error);
  return planner.take();
}

std::optional<std::vector<Artifact>> plan_like(const std::vector<Artifact>& model,
                                               const Document& of_model, const Document& document,
                                               EvalContext& context, Diagnostics& diagnostics) {
  Planner planner("", context, nullptr, diagnostics);
  Frame frame;
  for (const Artifact& artifact : model) {
    frame.clear();
    for (const Value& value : artifact.frame) {
      const Node node = value.node();
      if (node && node.document() != &of_model) return std::nullopt;  // an expression made it
      frame.push_back(node ? Value::of(document.node(node.id())) : value);
    }
    planner.add(*artifact.pack, *artifact.row, frame);
  }
  if (context.error) diagnostics.add(*context.error);
  return planner.take();
}

bool is_due(const Pack& pack, const ArtifactRow& row, const PlanInput& unit, EvalContext& context) {
  if (!is_of_unit(pack, row, unit)) return false;
  bool due = false;
  each_frame(row, unit, context, [&](const Frame& frame) {
    due = holds(row, frame, context);
    return !due;
  });
  return due || context.error.has_value();
}

bool is_due(const Pack& pack, const ArtifactRow& row, const std::vector<PlanInput>& units) {
  Document scratch;
  return std::any_of(units.begin(), units.end(), [&](const PlanInput& unit) {
    EvalContext context{scratch};
    return is_due(pack, row, unit, context);
  });
}

std::vector<std::string> owned_folders(const PackSet& packs, const PlanInput& input,
                                       EvalContext& context) {
  std::vector<std::string> out;
  if (input.repository == Repository::application) return out;  // its owners have files there
  const Frame frame{input.root};
  for (const Pack& pack : packs.packs) {
    if (!wanted(pack, input.targets)) continue;
    for (const PathPattern& pattern :
         input.kind == UnitKind::shared ? pack.owns_shared : pack.owns) {
      out.push_back(pattern.expand(frame, context));
    }
    if (input.kind == UnitKind::shared) continue;
    for (const auto& [target, patterns] : pack.owns_by_target) {
      if (!has(input.targets, target)) continue;
      for (const PathPattern& pattern : patterns) out.push_back(pattern.expand(frame, context));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace formwork
