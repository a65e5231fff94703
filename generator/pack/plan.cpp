// Which artifacts a unit has: targets, conditions, repetition, paths.
#include "pack/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace formwork {
namespace {

std::string folded(std::string_view path) {
  std::string out(path);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool has(const std::vector<std::string>& targets, const std::string& target) {
  return std::find(targets.begin(), targets.end(), target) != targets.end();
}

class Planner {
 public:
  Planner(const PlanInput& input, EvalContext& context, Diagnostics& diagnostics)
      : input_(input), context_(context), diagnostics_(diagnostics) {}

  void add(const Pack& pack, const ArtifactRow& row) {
    Frame frame(row.slots);
    frame[0] = input_.root;
    if (!row.each) {
      one(pack, row, frame);
      return;
    }
    const Value items = evaluate_held(row.each, frame, context_);
    // What an expression made is rendered with another scratch: nobody sees any more whose copy it
    // is.
    if (items.node() && items.node().document() == &context_.scratch)
      mark_read(context_, items.node(), true);
    if (items.is(Kind::map)) {
      for (const Node item : by_key(items.node())) {
        mark_read(context_, item, false);  // that it is there
        frame[1] = Value::of_string(item.key());
        frame[2] = Value::of(item);
        one(pack, row, frame);
      }
    } else if (items.is(Kind::list)) {
      for (const Node item : items.node()) {
        frame[1] = Value::of(item);
        one(pack, row, frame);
      }
    }
  }

  std::vector<Artifact> take() {
    std::stable_sort(out_.begin(), out_.end(),
                     [](const Artifact& a, const Artifact& b) { return a.path < b.path; });
    std::vector<std::pair<std::string, const Artifact*>> by_fold;
    by_fold.reserve(out_.size());
    for (const Artifact& artifact : out_) by_fold.emplace_back(folded(artifact.path), &artifact);
    const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (!std::is_sorted(by_fold.begin(), by_fold.end(), before))
      std::stable_sort(by_fold.begin(), by_fold.end(), before);
    for (std::size_t i = 1; i < by_fold.size(); ++i) {
      if (by_fold[i].first != by_fold[i - 1].first) continue;
      const Artifact& other = *by_fold[i - 1].second;
      const Artifact& artifact = *by_fold[i].second;
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
  void one(const Pack& pack, const ArtifactRow& row, const Frame& frame) {
    if (row.when) {
      const Value yes = evaluate(row.when, frame, context_);
      const bool taken = yes.is(Kind::boolean) ? yes.as_bool() : !yes.is_null();
      if (!taken) return;
    }
    std::string path = row.output.expand(frame, context_);
    if (const std::string why = bad_path(path); !why.empty()) {
      diagnostics_.add(Code::FW6042, row.output.span,
                       fmt::format("`{}` cannot be an output: {}", path, why));
      return;
    }
    out_.push_back({std::move(path), &pack, &row, frame});
  }

  const PlanInput& input_;
  EvalContext& context_;
  Diagnostics& diagnostics_;
  std::vector<Artifact> out_;
};

}  // namespace

bool wanted(const Pack& pack, const std::vector<std::string>& targets) {
  return std::any_of(pack.targets.begin(), pack.targets.end(),
                     [&](const std::string& target) { return has(targets, target); });
}

std::vector<Artifact> plan(const PackSet& packs, const PlanInput& input, EvalContext& context,
                           Diagnostics& diagnostics) {
  Planner planner(input, context, diagnostics);
  for (const Pack& pack : packs.packs) {
    if (!wanted(pack, input.targets)) continue;
    for (const ArtifactRow& row : pack.artifacts) {
      if (row.unit != input.kind) continue;
      if (row.target.empty() || has(input.targets, row.target)) planner.add(pack, row);
    }
  }
  if (context.error) diagnostics.add(*context.error);
  return planner.take();
}

std::vector<std::string> owned_folders(const PackSet& packs, const PlanInput& input,
                                       EvalContext& context) {
  std::vector<std::string> out;
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
