#pragma once
// The state of one rendering. Private to the room.
#include "template/program.h"
#include "template/template.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace formwork::tmpl {

[[nodiscard]] inline bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// A loop that runs.
struct Loop {
  std::size_t item = 0, end = 0;  // into Rendered::order
  std::size_t base = 0;           // where its items begin there
  std::size_t begin = 0;          // of this iteration, in the text
  std::size_t first_hole = 0;
  std::size_t separator_at = SIZE_MAX;  // after the last printed iteration
};

class Renderer {
 public:
  Renderer(const Template& compiled, Frame& frame, EvalContext& context, Rendered& out, Trace trace)
      : program_(compiled.program()),
        language_(compiled.language()),
        frame_(frame),
        context_(context),
        out_(out),
        text_(out.text),
        trace_(trace == Trace::pieces),
        apart_(trace == Trace::reads),
        hash_(program_.seed) {}

  std::optional<Diagnostic> run();

 private:
  void mix(std::uint64_t x) {
    hash_ = (hash_ ^ x) * 0x9E3779B97F4A7C15U;
    hash_ ^= hash_ >> 29U;
  }
  [[nodiscard]] bool at_line_start() const { return text_.empty() || text_.back() == '\n'; }
  Value eval(const Expr& expr) { return evaluate(expr, frame_, context_); }

  void segment(const Segment& s);
  bool hole(std::uint32_t index);
  bool raw(std::uint32_t index);
  bool begin_loop(const LoopCode& code, bool& any);
  bool end_loop(const LoopCode& code);
  void bind_item(const LoopCode& code);
  void separate(Loop& loop, const LoopCode& code);
  void squeeze(bool closing);
  void pay();
  void print_blank();
  void trim(std::size_t size);
  void indent(std::uint32_t indent, Span at);
  void shorten_piece();
  void finish_hole(Hole& hole, std::size_t begin);
  static Diagnostic refused(const TagSite& site, const Value& value, std::string problem);
  void note_reads(const Value& value);
  Value traced(const Expr& expr);
  // recorded.cpp: with Trace::reads
  void note_items(const Loop& loop);
  void record_let(const Expr& expr, std::uint32_t slot);
  [[nodiscard]] Recipe recipe(const Expr& expr);
  [[nodiscard]] Value made(const Value& value);
  void lean_on(const Expr& expr);
  void lean_on(const RecordedLet& let);
  void forget(std::uint32_t slot) {
    if (apart_) let_of_[slot] = -1;
  }
  std::optional<Diagnostic> take_error() { return std::exchange(context_.error, std::nullopt); }
  bool fail(Diagnostic diagnostic) {
    error_ = std::move(diagnostic);
    return false;
  }

  const Program& program_;
  const Language& language_;
  Frame& frame_;
  EvalContext& context_;
  Rendered& out_;
  std::string& text_;
  const bool trace_;
  const bool apart_;  // what holes read is noted for each, and not in the context
  std::uint64_t hash_;
  std::optional<Diagnostic> error_{};

  // Blank lines: `soft_` after a line of tags that was not printed, until something is; `owed_`:
  // how many blank lines of the template came since. Text before `floor_` is not taken back, nor
  // looked at before `hole_end_`.
  bool soft_ = false;
  std::uint32_t owed_ = 0;
  Span owed_origin_{};
  std::size_t floor_ = 0;
  std::size_t hole_end_ = 0;
  std::vector<Loop> loops_{};
  // With Trace::reads, by slot: the recorded `let` that it holds, or -1.
  std::vector<std::int32_t> let_of_{};
  std::map<NodeId, Value> made_{};  // copies of lists and maps that expressions made
};

}  // namespace formwork::tmpl
