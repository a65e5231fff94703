#pragma once
// Templates: text in the target's own language with <%= %> tags, compiled once into literal
// segments and typed holes. docs/templates.md is the user's page.
#include "expr/expr.h"
#include "language/language.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// An output tag of a template: fixed place, encoder and type.
struct TagSite {
  Span span{};  // the tag in its template
  Expr expr{};
  Place place = Place::value;
  TagContext context{};
  std::uint32_t id = 0;  // unique within its Template, includes counted apart
};

struct Program;  // instructions, private to the room

/// A compiled template. Immutable, shared by all environments and threads.
class Template {
 public:
  Template(std::shared_ptr<const Program> program, const Language* language, Dialect dialect,
           SourceId source)
      : program_(std::move(program)), language_(language), dialect_(dialect), source_(source) {}
  [[nodiscard]] const Program& program() const { return *program_; }
  [[nodiscard]] const Language& language() const { return *language_; }
  [[nodiscard]] Dialect dialect() const { return dialect_; }
  [[nodiscard]] SourceId source() const { return source_; }
  /// Every output tag, those of included templates once for each place they are included.
  [[nodiscard]] const std::vector<TagSite>& sites() const;

 private:
  std::shared_ptr<const Program> program_;
  const Language* language_;
  Dialect dialect_;
  SourceId source_;
};

/// Finds the text of an included template by its path in the pack; nothing if there is none.
using IncludeLoader = std::function<std::optional<SourceId>(const std::string& path)>;

/// Everything that is compiled against.
struct TemplateInput {
  SourceId source = 0;
  LanguageId language = LanguageId::yaml;
  Dialect dialect = Dialect::none;
};

/// Compiles; all errors of the template are in `diagnostics` (FW51xx). `scope` is restored.
[[nodiscard]] std::optional<Template> compile_template(const TemplateInput& input,
                                                       const SourceMap& sources, Scope& scope,
                                                       const FunctionTable& functions,
                                                       TypeTable& types,
                                                       const IncludeLoader& include,
                                                       Diagnostics& diagnostics);

/// One hole of a rendered artifact.
struct Hole {
  const TagSite* site = nullptr;
  Value value{};
  std::uint32_t begin = 0;  // the encoded text, in Rendered::text
  std::uint32_t end = 0;
};

/// A run of literal bytes of a template, or a hole; in output order they tile Rendered::text
/// exactly.
struct Piece {
  Span origin{};                     // literal: its bytes in the template. Hole: the tag
  std::uint32_t begin = 0, end = 0;  // in Rendered::text
  std::int32_t hole = -1;            // index into holes
};

/// What an expression was computed from besides the nodes that it reads: the slots of the Frame
/// that it names, as they were. Of lists and maps that expressions made, a copy: they are part of
/// the artifact's structure.
struct Recipe {
  struct Slot {
    std::uint32_t slot = 0;
    std::int32_t let = -1;  // which of Rendered::lets it held; else
    Value value{};
  };
  std::vector<Slot> slots{};
};

/// A `let` that gave a scalar.
struct RecordedLet {
  const Expr* expr = nullptr;
  Recipe recipe{};
  Kind kind = Kind::null;
  std::vector<NodeId> reads{};  // sorted
};

/// A rendered artifact: bytes, and where each came from. Reused from one artifact to the next by
/// `render`.
struct Rendered {
  std::string text;
  std::vector<Piece> pieces;  // filled only when tracing
  std::vector<Hole> holes;
  /// With Trace::pieces and Trace::reads: for each hole the nodes of the spec its expression read.
  std::vector<std::vector<Node>> reads;
  /// With Trace::reads: of each hole, and what they name, in the order in which they were computed.
  std::vector<Recipe> recipes;
  std::vector<RecordedLet> lets;
  std::vector<NodeId> items;  // with Trace::reads: that loops went over
  std::vector<Node> order;    // a renderer's working memory
  /// Identity of the shape: the sequence of literal segments taken and the kind of each hole.
  /// Artifacts of one template with equal shapes differ in hole values alone.
  std::uint64_t shape = 0;
};

/// What is noted while rendering. `pieces`: where each byte comes from, see template/trace.h.
/// `reads`: what each hole and each scalar `let` read and named, and apart from it, in the
/// context's ReadSet, what else was read, which the artifact's structure hangs on: see
/// template/recording.h.
enum class Trace : std::uint8_t { no, pieces, reads };

/// Renders into `out` (cleared first). Errors: a value the target cannot encode, a runtime error
/// (FW52xx).
[[nodiscard]] std::optional<Diagnostic> render(const Template& compiled, Frame& frame,
                                               EvalContext& context, Rendered& out,
                                               Trace trace = Trace::no);

/// The text of `raw` is taken as literal text: it is in the shape, and its digest is in the shape's
/// identity. The artifact with each hole replaced by a mark in private-use code points (U+E000
/// index U+E001): parsed once per shape, its leaves that hold marks become `Kind::hole`.
[[nodiscard]] std::string shape_text(const Rendered& rendered);

}  // namespace formwork
