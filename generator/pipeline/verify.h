#pragma once
// Outputs as data: each distinct shape is parsed once, its objects are ruled, and verdicts that no
// hole touched hold for every artifact of the shape.
#include "pack/pack.h"
#include "rules/rules.h"
#include "template/template.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace formwork {

enum class VerifyMode : std::uint8_t { shapes, full };

/// What the rules asked of an artifact in which nothing was found: those that are asked of each
/// artifact of its shape.
struct Verified {
  struct Asked {
    std::uint32_t object = 0, rule = 0;  // of the shape
    bool always = false;                 // more than holes and the spec
    std::uint64_t some = 0;              // bit h % 64 for each hole h
    std::vector<std::uint32_t> holes{};  // sorted
    std::vector<NodeId> nodes{};         // of the spec
  };
  bool clean = false;
  std::vector<Asked> asked{};
};

/// Shared by all threads of a run.
class Verifier {
 public:
  Verifier(const PackSet& packs, SourceMap& sources, VerifyMode mode);
  ~Verifier();
  /// Parses (once per shape), applies the rules of the artifact's pack; findings point at the
  /// template.
  void verify(const Artifact& artifact, const Rendered& rendered, const Value& spec,
              const std::vector<Waiver>& waivers, Diagnostics& diagnostics,
              Verified* verified = nullptr);
  /// The same for an artifact of the shape of another, which differs from it in the holes `changed`
  /// (sorted), and whose spec, of one structure, in the scalars `differs` (by node): rules that
  /// asked for none of them pass again.
  void verify_like(const Verified& other, std::span<const std::uint32_t> changed,
                   const std::vector<bool>& differs, const Artifact& artifact,
                   const Rendered& rendered, const Value& spec, const std::vector<Waiver>& waivers,
                   Diagnostics& diagnostics);
  /// Applies all packs' rules to one resource of a folded root; `path` is its file's or its root's.
  void judge(const Object& object, std::string_view path, const Value& spec,
             const std::vector<Waiver>& waivers, Diagnostics& diagnostics);
  /// What a proof reads out of an artifact: the tree of its shape (or file), its objects, the text
  /// of a leaf and of a key with the artifact's values in the holes, and where a node came from.
  struct Parsed {
    Node root{};
    const std::vector<Object>* objects = nullptr;
    std::function<Value(Node)> value;
    std::function<std::string(std::string_view)> key;
    std::function<Span(Node)> origin;
  };
  /// Calls `read` unless the artifact does not parse.
  void read(const Artifact& artifact, const Rendered& rendered, const Value& spec,
            const std::function<void(const Parsed&)>& read);
  /// The tree of an artifact's shape, or of a static file; absent where it does not parse. Lives as
  /// long as the Verifier.
  [[nodiscard]] Node tree(const Artifact& artifact, const Rendered& rendered, const Value& spec);
  /// Whether parity also lists what no row of its table names and what cannot be known (validate).
  void list_parity(bool list) { lists_parity_ = list; }
  [[nodiscard]] bool lists_parity() const { return lists_parity_; }
  /// The rules whose pattern fits a type of object.
  [[nodiscard]] const std::vector<const Rule*>& rules_of(const std::string& type);
  [[nodiscard]] VerifyMode mode() const;
  /// How many shapes were parsed: for --timing and for a test that nothing is parsed twice.
  [[nodiscard]] std::size_t shapes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  bool lists_parity_ = false;
};

}  // namespace formwork
