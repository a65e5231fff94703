#pragma once
// Environments of one structure differ in scalars alone: the first of them is rendered and recorded
// (template/recording.h), the others are printed after it. Nothing is kept from one run to the
// next.
#include "pipeline/kept_text.h"
#include "pipeline/spec_rules.h"
#include "pipeline/unit.h"
#include "template/recording.h"

#include <cstdint>
#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

/// A value that a user's file set and a unit read; by its path in the lock.
struct FoundValue {
  std::string path{};
  NodeId leaf = 0;
  bool presence = false;  // of a map, whatever the schema filled it with
};

/// How one unit's artifacts were rendered. Written by one thread, read by others once it is ready.
class Model {
 public:
  /// Keeps which artifacts there are, and what decided that.
  void record_plan(const std::vector<std::string>& targets, const std::vector<Artifact>& artifacts,
                   const ReadSet& decided);
  /// Keeps an artifact's rendering; `reads`: what was read apart from its holes.
  void record(std::size_t index, const Artifact& artifact, const Rendered& rendered,
              const ReadSet& reads, Verified verified);
  /// What was asked of its spec.
  SpecVerdicts& spec_verdicts() { return spec_verdicts_; }
  /// `reads`, before what computed values stand for is added to them; and what that is.
  void record_reads(const ReadSet& reads, const ComputedFrom& computed) {
    read_ = reads.marked();
    computed_ = computed;
  }
  /// Nothing more will be recorded; what waits for it goes on.
  void finish(const Document& document, std::size_t artifacts, ReadSet reads,
              std::vector<FoundValue> values);
  void wait() const { ready_.wait(); }
  /// An artifact's text as it will be written, where it is kept until then.
  void keep(std::size_t index, KeptText::Base text);
  /// It; null where it is not kept. Asked once the model is ready.
  [[nodiscard]] KeptText::Base text(std::size_t index) const;

 private:
  friend class Replay;
  struct Recorded {
    Artifact artifact;
    std::unique_ptr<const Recording> recording;  // null: to be rendered
    Verified verified;
  };
  std::optional<std::vector<Artifact>> plan_{};
  std::vector<std::string> targets_{};
  std::vector<NodeId> decided_{};
  std::vector<Recorded> artifacts_;
  std::vector<KeptText::Base> texts_;
  const Document* document_ = nullptr;
  SpecVerdicts spec_verdicts_{};
  std::vector<NodeId> read_{};  // by the whole unit
  ComputedFrom computed_{};
  std::optional<ReadSet> reads_;      // and what those stand for
  std::vector<FoundValue> values_{};  // among them
  mutable std::latch ready_{1};
};

/// The artifacts of another unit, printed after a model.
class Replay {
 public:
  /// `model` may be null.
  Replay(const Model* model, const Document& document);
  /// The unit's artifacts, where they are the model's; marks what was read for them.
  [[nodiscard]] std::optional<std::vector<Artifact>> plan(const std::vector<std::string>& targets,
                                                          EvalContext& context,
                                                          Diagnostics& diagnostics) const;
  /// Looks which of the unit's artifacts can be printed: before the first is.
  void look_at(const std::vector<Artifact>& artifacts);
  /// False where the artifact is to be rendered. What it computes is in `scratch`.
  [[nodiscard]] bool print(std::size_t index, Document& scratch, Rendered& out);
  /// Of an artifact that was rendered instead: true if it has the shape of its model, so that what
  /// is said of one that was printed holds for it.
  [[nodiscard]] bool compare(std::size_t index, const Artifact& artifact, const Rendered& rendered);
  /// Of an artifact that was printed: how its model was verified, and the holes that differ.
  [[nodiscard]] const Verified& verified(std::size_t index) const {
    return model_->artifacts_[index].verified;
  }
  [[nodiscard]] const std::vector<std::uint32_t>& changed(std::size_t index) const {
    return changed_[index];
  }
  /// The scalars in which the unit differs from its model, by node.
  [[nodiscard]] const std::vector<bool>& differs() const { return differs_; }
  /// Asks what is to be asked of the unit's spec; false where its model cannot say.
  [[nodiscard]] bool verify_spec(const Unit& unit, const std::vector<Waiver>& waivers,
                                 const SourceMap& sources, Diagnostics& diagnostics) const;
  /// How many were.
  [[nodiscard]] std::size_t printed() const { return printed_.size(); }
  /// Marks what was read for the artifacts that were printed.
  void mark(ReadSet& reads) const;
  /// The model's values, where this unit has read the same; else null. `reads`: before what
  /// computed values stand for is added to them.
  [[nodiscard]] const std::vector<FoundValue>* values(const ReadSet& reads,
                                                      const ComputedFrom& computed) const;
  /// The same, with it.
  [[nodiscard]] const std::vector<FoundValue>* values_behind(const ReadSet& reads) const;

 private:
  [[nodiscard]] static bool alike(const Artifact& a, const Artifact& b);

  const Model* model_;
  const Document& document_;
  std::vector<bool> differs_{};
  std::vector<std::vector<std::uint32_t>> changed_{};  // by artifact: its holes
  std::vector<std::size_t> printed_{};
};

/// A unit's part: to be recorded, or printed after another.
struct Alike {
  std::shared_ptr<Model> model{};
  bool records = false;
};

/// Which units of a run are alike, and in which order they are best done: a model before those that
/// wait for it, and few models at a time.
class Likeness {
 public:
  explicit Likeness(const std::vector<Unit>& units);
  [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }
  /// Once for each unit: a model goes when the last one that needs it is done.
  [[nodiscard]] Alike take(std::size_t unit) { return std::move(parts_[unit]); }

 private:
  std::vector<std::size_t> order_;
  std::vector<Alike> parts_;
};

}  // namespace formwork
