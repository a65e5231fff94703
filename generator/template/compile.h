#pragma once
// Template tree to Program: names, types, places. Private to the room.
#include "template/ast.h"
#include "template/program.h"
#include "template/template.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace formwork::tmpl {

/// One compilation. The context machine runs over the literal text in `state_`, through tags and
/// branches.
class Compiler {
 public:
  Compiler(const TemplateInput& input, const SourceMap& sources, Scope& scope,
           const FunctionTable& functions, TypeTable& types, const IncludeLoader& include,
           Diagnostics& diagnostics);
  [[nodiscard]] std::shared_ptr<const Program> run();

 private:
  /// Where the machine is, and whether a line begins.
  struct Here {
    ContextState state{};
    bool line_start = true;
  };
  /// An include that is being compiled.
  struct Level {
    SourceId source = 0;
    Span tag{};
  };

  // compile.cpp
  void block(const Block& block);
  void condition(const Statement& s);
  void loop(const Statement& s);
  void second_turn(const Statement& s, const Here& first);
  void let(const Statement& s);
  void output(const Statement& s);
  void raw(const Statement& s);
  void literal(Span span);
  [[nodiscard]] std::optional<Expr> expression(Span span);
  std::size_t declare(Span name, TypeRef type, bool optional);
  void need_present(const Expr& expr);
  // compile_include.cpp
  void include(const Statement& s);
  [[nodiscard]] std::optional<SourceId> find_include(const Statement& s);
  [[nodiscard]] std::optional<std::string> constant(Span quoted);
  // compile_context.cpp
  void advance(std::string_view text, Span origin);
  void begin_line();
  void vanish(const TagLine& tag);
  [[nodiscard]] bool in_text(std::string_view line) const;
  void join(const Here& other, Span tag, std::string_view this_way, std::string_view other_way);
  [[nodiscard]] std::optional<TagContext> place_of(const Statement& s);
  void add_segment(std::string_view text, Span origin, bool verbatim);

  std::uint32_t emit(OpKind kind, std::uint32_t a = 0, std::uint32_t b = 0);
  /// The next instruction can be reached from elsewhere: what stands before it is not known.
  void target() { before_ = '\0', open_site_ = SIZE_MAX; }
  [[nodiscard]] std::uint32_t here() const {
    return static_cast<std::uint32_t>(program_->ops.size());
  }
  [[nodiscard]] std::string_view text(Span span) const { return sources_.text(span); }
  Diagnostic& error(Code code, Span span, std::string message, std::string help = {}) {
    return diagnostics_.add(code, span, std::move(message), std::move(help));
  }

  const TemplateInput& input_;
  const SourceMap& sources_;
  Scope& scope_;
  const FunctionTable& functions_;
  TypeTable& types_;
  const IncludeLoader& loader_;
  Diagnostics& diagnostics_;
  const Language& language_;
  std::shared_ptr<Program> program_ = std::make_shared<Program>();

  Here at_{};
  std::size_t work_ = 0;      // statements compiled
  bool lost_ = false;         // the machine met text it cannot place: no more is said about places
  std::string margin_{};      // indentation of the includes we are in
  std::uint32_t indent_ = 0;  // its index in Program::indents
  char before_ = '\0';        // the literal byte just emitted
  std::size_t open_site_ = SIZE_MAX;  // a site that still waits for the byte after it
  std::vector<Level> levels_{};
  std::map<SourceId, Block> parsed_{};
};

}  // namespace formwork::tmpl
