#pragma once
// Packs: which template or plain file gives which output, for which target, under which condition.
// Built-ins are embedded; a workspace's overlay folder replaces them file by file.
#include "base/sha256.h"
#include "diag/diagnostic.h"
#include "expr/expr.h"
#include "files/tree.h"
#include "rules/rules.h"
#include "template/template.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

enum class UnitKind : std::uint8_t { environment, shared };
[[nodiscard]] std::string_view name(UnitKind kind);

/// Which repository a shared output goes to, where the application has one of its own; and which of
/// them a shared unit is for (`both`: there is only one).
enum class Repository : std::uint8_t { infrastructure, application, both };

/// The path of an output: text with <%= %> tags that take names only (identifier, enumeration,
/// integer).
struct PathPattern {
  struct Part {
    std::string text;  // literal, where `expr` is empty
    Expr expr{};
  };
  std::vector<Part> parts;
  Span span{};
  /// The path for one frame; an error text where a value cannot be part of a path.
  [[nodiscard]] std::string expand(const Frame& frame, EvalContext& context) const;
};

/// What a manifest says of a content security policy, in expressions; empty ones were left out.
struct PolicyRow {
  Expr policy{};
  Expr header{};   // empty: Content-Security-Policy
  Expr headers{};  // the other security headers, by name; empty: none is judged
  Expr hosts{};    // the domains that it is for alone; empty: it is shared
  Expr serves{};   // the services and sites that answer under it; empty: any
  Expr sets{};     // the rule sets that send it, where one file is for several policies
};

/// A row's `csp:`.
struct CspRow {
  std::string edge;  // empty: the file carries no policy
  PolicyRow shared{};
  Expr each{}, when{};         // of `own`; empty: there is none
  std::size_t each_names = 0;  // variables that `each` binds, behind those of the row
  PolicyRow own{};
};

/// One row of a manifest's `artifacts`.
struct ArtifactRow {
  std::string id;  // "kubernetes:deployment.yaml", for lists and messages
  PathPattern output;
  std::optional<Template> compiled;  // rendered: there where the row is due, or
  SourceId plain = 0;                // copied as it is (`static:`)
  std::string file;  // the pack file it comes from: "templates/kubernetes/deployment.yaml"
  LanguageId language = LanguageId::yaml;
  Dialect dialect = Dialect::none;
  UnitKind unit = UnitKind::environment;
  Repository repository = Repository::infrastructure;  // of a shared output
  Expr each{};                                         // map or list to repeat over
  std::size_t each_names = 0;  // variables bound by each: 1 value, 2 key and value
  Expr when{};
  bool executable = false;
  bool block = false;  // a part of a file that others own, between two comment lines
  std::string target;  // of the pack's targets the one it is for; empty for all of them
  std::vector<std::string> controls;
  CspRow csp{};
  std::size_t slots = 1;  // frame size before the template's own variables
  Span span{};
};

struct Pack {
  std::string name, description;
  std::vector<std::string> targets;  // at least one
  std::vector<PathPattern> owns;     // folders owned whole, for environments
  std::map<std::string, std::vector<PathPattern>> owns_by_target;
  std::vector<PathPattern> owns_shared;
  std::vector<ArtifactRow> artifacts;
  std::vector<Rule> rules;
  SourceId parity = 0;  // its parity table, where it has one; read by who compares
  SourceId manifest = 0;
  std::string folder;  // "templates/kubernetes"
};

/// One file of a pack that the workspace overlays.
struct Overlay {
  std::string path;      // in the workspace: "overlays/kubernetes/deployment.yaml"
  std::string built_in;  // "templates/kubernetes/deployment.yaml"; empty if it adds a file
  Digest digest{};
};

struct PackSet {
  std::vector<Pack> packs;                  // by name
  std::map<std::string, Overlay> overlays;  // by the built-in's path, or the would-be one
  TypeTable types;                          // of shared artifacts' root record and the like
  std::deque<TypeTable> task_types;         // of each template and file of rules
  TypeRef environment = nullptr;            // slot 0 of environment artifacts
  TypeRef shared = nullptr;                 // slot 0 of shared ones
};

/// What one unit is planned from.
struct PlanInput {
  UnitKind kind = UnitKind::environment;
  Value root{};  // slot 0
  std::vector<std::string>
      targets;  // packs of other targets are left out; "shared" takes the union
  Repository repository = Repository::both;
  std::string folder{};  // that all paths are below; empty: the workspace's
};

struct PackInput {
  /// The targets that some environment may have: artifacts of other packs are left out (their rules
  /// are not: those look at every output). Empty: all packs are loaded whole.
  std::vector<std::string> targets{};
  const Tree* workspace = nullptr;  // overlays are read from here; may be null
  std::string overlays;             // their folder, "" for none
  TypeRef environment = nullptr;
  const FunctionTable* functions = nullptr;
  std::string_view manifest_schema{};  // the image of BuiltInSchema::pack
  /// The image of a built-in pack, empty if there is none; absent: packs are read from their texts,
  /// as one with an overlay always is.
  std::string_view (*image)(std::string_view pack) = nullptr;
  unsigned jobs = 1;  // threads
  /// The units that are to be planned, asked for once manifests and rules are read: a built-in
  /// template that none of them has an artifact of is not compiled. Absent: all are.
  std::function<std::vector<PlanInput>(const PackSet&)> units{};
};

/// True if one of `targets` is one of the pack's, so that its rules hold and its files may be due.
[[nodiscard]] bool wanted(const Pack& pack, const std::vector<std::string>& targets);

/// Loads and compiles every pack: manifests, templates, rules. All errors are in `diagnostics`
/// (FW603x).
[[nodiscard]] std::optional<PackSet> load_packs(const PackInput& input, SourceMap& sources,
                                                Diagnostics& diagnostics);

/// One file to be.
struct Artifact {
  std::string path;
  const Pack* pack = nullptr;
  const ArtifactRow* row = nullptr;
  Frame frame;  // slot 0 and the variables of `each`
};

/// True if `artifact` is for one of the targets that `chosen` picks.
template <typename Chosen>
[[nodiscard]] bool is_for(const Artifact& artifact, const Chosen& chosen) {
  if (!artifact.row->target.empty()) return chosen(artifact.row->target);
  return std::any_of(artifact.pack->targets.begin(), artifact.pack->targets.end(), chosen);
}

/// The artifacts of a unit, sorted by path. FW604x: two outputs of one path (also by case), a path
/// that leaves the root or that a file system refuses. Reads are marked in `context.reads`; those
/// that decide which artifacts there are, and not only where one of them goes, in `decided` too.
[[nodiscard]] std::vector<Artifact> plan(const PackSet& packs, const PlanInput& input,
                                         EvalContext& context, Diagnostics& diagnostics,
                                         ReadSet* decided = nullptr);
/// What `plan` gives of an environment whose spec, `document`, differs from that of `model` in
/// scalars alone, none of which decides which artifacts there are. Nothing where an artifact is of
/// something that an expression made. Marks what paths are made of.
[[nodiscard]] std::optional<std::vector<Artifact>> plan_like(const std::vector<Artifact>& model,
                                                             const Document& of_model,
                                                             const Document& document,
                                                             EvalContext& context,
                                                             Diagnostics& diagnostics);

/// True if the unit has an artifact of the row, or if asking failed.
[[nodiscard]] bool is_due(const Pack& pack, const ArtifactRow& row, const PlanInput& unit,
                          EvalContext& context);
/// True if one of `units` has.
[[nodiscard]] bool is_due(const Pack& pack, const ArtifactRow& row,
                          const std::vector<PlanInput>& units);

/// Calls `each` with `frame` and the variables of every item of the map or list that `items` gives,
/// from slot `slot` on: key and value, or the item, until it says no. Maps go in byte order of
/// their keys.
void for_each_item(const Expr& items, Frame& frame, std::size_t slot, EvalContext& context,
                   const std::function<bool(const Frame&)>& each);

/// Why `path` cannot be an output; empty if it can: absolute, `..`, empty part, backslash, control
/// characters, letters beyond ASCII, names Windows reserves, over 255 bytes a part.
[[nodiscard]] std::string bad_path(std::string_view path);

/// Folders the unit owns whole.
[[nodiscard]] std::vector<std::string> owned_folders(const PackSet& packs, const PlanInput& input,
                                                     EvalContext& context);

}  // namespace formwork
