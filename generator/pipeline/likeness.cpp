#include "pipeline/likeness.h"

#include <algorithm>
#include <map>

namespace formwork {
namespace {

// What `each` gave is part of the environment, or a key of it.
bool within(const Value& value, const Document* document) {
  return !value.node() || value.node().document() == document;
}

bool are(const ReadSet& reads, const std::vector<NodeId>& nodes) {
  return reads.marked().size() == nodes.size() &&
         std::all_of(nodes.begin(), nodes.end(), [&](NodeId id) { return reads.has(id); });
}

}  // namespace

void Model::record_plan(const std::vector<std::string>& targets,
                        const std::vector<Artifact>& artifacts, const ReadSet& decided) {
  plan_ = artifacts;
  targets_ = targets;
  decided_ = decided.marked();
}

void Model::record(std::size_t index, const Artifact& artifact, const Rendered& rendered,
                   const ReadSet& reads, Verified verified) {
  const Document* document = reads.document();
  // Of what an expression made nobody knows what it was made from.
  if (!artifact.row->compiled ||
      !std::all_of(artifact.frame.begin(), artifact.frame.end(),
                   [&](const Value& value) { return within(value, document); })) {
    return;
  }
  artifacts_.resize(index + 1);
  artifacts_[index] = {artifact,
                       std::make_unique<const Recording>(*artifact.row->compiled, rendered,
                                                         reads.marked(), *document),
                       std::move(verified)};
}

void Model::finish(const Document& document, std::size_t artifacts, ReadSet reads,
                   std::vector<FoundValue> values) {
  document_ = &document;
  reads_.emplace(std::move(reads));
  values_ = std::move(values);
  artifacts_.resize(artifacts);
  ready_.count_down();
}

void Model::keep(std::size_t index, KeptText::Base text) {
  if (index >= texts_.size()) texts_.resize(index + 1);
  texts_[index] = std::move(text);
}

KeptText::Base Model::text(std::size_t index) const {
  return index < texts_.size() ? texts_[index] : nullptr;
}

Replay::Replay(const Model* model, const Document& document) : model_(model), document_(document) {
  if (model_ == nullptr) return;
  std::vector<NodeId> differing;
  if (!model_->document_->same_structure(document, differing)) {
    model_ = nullptr;
    return;
  }
  differs_.resize(document.count() + 1);
  for (const NodeId id : differing) differs_[id] = true;
}

std::optional<std::vector<Artifact>> Replay::plan(const std::vector<std::string>& targets,
                                                  EvalContext& context,
                                                  Diagnostics& diagnostics) const {
  if (model_ == nullptr || !model_->plan_ || model_->targets_ != targets ||
      std::any_of(model_->decided_.begin(), model_->decided_.end(),
                  [&](NodeId id) { return differs_[id]; }))
    return std::nullopt;
  auto out = plan_like(*model_->plan_, *model_->document_, document_, context, diagnostics);
  if (out && context.reads != nullptr)
    for (const NodeId id : model_->decided_) context.reads->mark(document_.node(id));
  return out;
}

void Replay::look_at(const std::vector<Artifact>& artifacts) {
  if (model_ == nullptr) return;
  const std::vector<Model::Recorded>& recorded = model_->artifacts_;
  if (recorded.size() != artifacts.size()) {
    model_ = nullptr;
    return;
  }
  changed_.resize(artifacts.size());
  for (std::size_t i = 0; i < artifacts.size(); ++i) {
    std::vector<std::uint32_t>& holes = changed_[i];
    const Recording* recording = recorded[i].recording.get();
    if (recording == nullptr || !alike(recorded[i].artifact, artifacts[i])) {
      holes.push_back(Recording::Use::kStructure);
      continue;
    }
    for (const Recording::Use& use : recording->uses()) {
      if (differs_[use.node] && use.hole != Recording::Use::kNoHole) holes.push_back(use.hole);
    }
    std::sort(holes.begin(), holes.end());
    holes.erase(std::unique(holes.begin(), holes.end()), holes.end());
  }
}

bool Replay::alike(const Artifact& a, const Artifact& b) {
  if (a.row != b.row || a.frame.size() != b.frame.size()) return false;
  for (std::size_t slot = 1; slot < a.frame.size(); ++slot) {
    const Value& x = a.frame[slot];
    const Value& y = b.frame[slot];
    if (x.node().id() != y.node().id() || x.kind() != y.kind()) return false;
    if (!x.node() && x.text() != y.text()) return false;  // a key
  }
  return true;
}

bool Replay::print(std::size_t index, Document& scratch, Rendered& out) {
  if (model_ == nullptr) return false;
  const std::vector<std::uint32_t>& holes = changed_[index];
  if (!holes.empty() && holes.back() == Recording::Use::kStructure) return false;
  if (!model_->artifacts_[index].recording->replay(document_, holes, scratch, out)) return false;
  printed_.push_back(index);
  return true;
}

bool Replay::compare(std::size_t index, const Artifact& artifact, const Rendered& rendered) {
  if (model_ == nullptr) return false;
  const Model::Recorded& model = model_->artifacts_[index];
  if (model.recording == nullptr || model.artifact.row != artifact.row) return false;
  auto holes = model.recording->differing(rendered);
  if (!holes) return false;
  changed_[index] = std::move(*holes);
  return true;
}

void Replay::mark(ReadSet& reads) const {
  for (const std::size_t index : printed_) {
    for (const Recording::Use& use : model_->artifacts_[index].recording->uses())
      reads.mark(document_.node(use.node));
  }
}

bool Replay::verify_spec(const Unit& unit, const std::vector<Waiver>& waivers,
                         const SourceMap& sources, Diagnostics& diagnostics) const {
  if (model_ == nullptr || model_->spec_verdicts_.targets != unit.environment->targets)
    return false;
  verify_spec_like(model_->spec_verdicts_, differs_, document_.root(), waivers, sources,
                   diagnostics);
  return true;
}

// Where a value was set, in a user's file or not, is the same: layers of another structure give
// another structure.
const std::vector<FoundValue>* Replay::values(const ReadSet& reads,
                                              const ComputedFrom& computed) const {
  const bool same =
      model_ != nullptr && computed.is_same(model_->computed_) && are(reads, model_->read_);
  return same ? &model_->values_ : nullptr;
}

const std::vector<FoundValue>* Replay::values_behind(const ReadSet& reads) const {
  return model_ != nullptr && are(reads, model_->reads_->marked()) ? &model_->values_ : nullptr;
}

Likeness::Likeness(const std::vector<Unit>& units) : parts_(units.size()) {
  // Of one tier, since much of what is emitted goes by it.
  std::map<std::pair<std::uint64_t, int>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Environment* const env = units[i].environment;
    if (env != nullptr) groups[{env->structure, env->rank}].push_back(i);
  }
  std::vector<std::vector<std::size_t>> alike;
  for (auto& [key, members] : groups) {
    if (members.size() > 1)
      alike.push_back(std::move(members));
    else
      order_.push_back(members.front());
  }
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].environment == nullptr) order_.push_back(i);
  }
  // While a model is made the other threads have the group before it to do.
  const auto followers = [&](const std::vector<std::size_t>& group) {
    order_.insert(order_.end(), group.begin() + 1, group.end());
  };
  for (std::size_t g = 0; g < alike.size(); ++g) {
    const auto model = std::make_shared<Model>();
    for (const std::size_t i : alike[g]) parts_[i] = {model, i == alike[g].front()};
    order_.push_back(alike[g].front());
    if (g != 0) followers(alike[g - 1]);
  }
  if (!alike.empty()) followers(alike.back());
}

}  // namespace formwork
