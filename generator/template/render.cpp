// The inner loop: 12,000 files of 45 tags each are rendered twice in a run. Literal text is copied
// from the template, values are encoded straight into the output; nothing is allocated for a tag.
#include "template/program.h"
#include "template/template.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

namespace formwork {
namespace {

using tmpl::Instruction;
using tmpl::LoopCode;
using tmpl::OpKind;
using tmpl::Segment;
using tmpl::SiteCode;

constexpr std::size_t kLimit = std::size_t{16} << 20;
constexpr std::size_t kNone = SIZE_MAX;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// What a hole's kind means to a shape: integers and decimals are alike.
std::uint64_t shape_kind(Kind kind) {
  if (kind == Kind::number) return static_cast<std::uint64_t>(Kind::integer);
  if (kind == Kind::scalar) return static_cast<std::uint64_t>(Kind::string);
  return static_cast<std::uint64_t>(kind);
}

/// A loop that runs.
struct Loop {
  std::size_t item = 0, end = 0;  // into Rendered::order
  std::size_t base = 0;           // where its items begin there
  std::size_t begin = 0;          // of this iteration, in the text
  std::size_t first_hole = 0;
  std::size_t separator_at = kNone;  // after the last printed iteration
};

class Renderer {
 public:
  Renderer(const Template& compiled, Frame& frame, EvalContext& context, Rendered& out, bool trace)
      : program_(compiled.program()),
        language_(compiled.language()),
        frame_(frame),
        context_(context),
        out_(out),
        text_(out.text),
        trace_(trace),
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
  void note_reads(const Value& value);
  Value traced(const Expr& expr);
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
};

std::optional<Diagnostic> Renderer::run() {
  text_.clear();
  out_.pieces.clear();
  out_.holes.clear();
  out_.reads.clear();
  out_.order.clear();
  if (frame_.size() < program_.slots) frame_.resize(program_.slots);
  const auto& ops = program_.ops;
  for (std::size_t at = 0; at < ops.size(); ++at) {
    const Instruction op = ops[at];
    switch (op.kind) {
      case OpKind::segment:
        segment(program_.segments[op.a]);
        break;
      case OpKind::hole:
        if (!hole(op.a)) return std::move(error_);
        break;
      case OpKind::raw:
        if (!raw(op.a)) return std::move(error_);
        break;
      case OpKind::vanish:
        soft_ = true;
        if (op.flag) floor_ = text_.size();
        break;
      case OpKind::unless: {
        const bool yes = is_true(eval(program_.conditions[op.a]));
        if (context_.error) return std::move(context_.error);
        mix(at * 2 + (yes ? 1 : 0));
        if (!yes) at = op.b - 1;
        break;
      }
      case OpKind::jump:
        at = op.b - 1;
        break;
      case OpKind::begin_loop: {
        bool any = false;
        if (!begin_loop(program_.loops[op.a], any)) return std::move(error_);
        mix(at * 2 + (any ? 1 : 0));
        if (!any) at = op.b - 1;
        break;
      }
      case OpKind::end_loop: {
        if (text_.size() > kLimit) {
          return make(Code::FW5202, program_.loops[op.a].over.span(),
                      "the artifact grows past 16 MiB", "loop over less, or split the artifact");
        }
        const bool more = end_loop(program_.loops[op.a]);
        mix(at * 2 + (more ? 1 : 0));
        if (more) at = op.b - 1;
        break;
      }
      case OpKind::let: {
        frame_[op.b] = eval(program_.lets[op.a]);
        if (context_.error) return std::move(context_.error);
        break;
      }
    }
  }
  if (soft_ && at_line_start()) squeeze(true);
  out_.shape = hash_;
  return std::nullopt;
}

void Renderer::segment(const Segment& s) {
  std::uint32_t skip = 0;
  if (soft_) {
    if (at_line_start()) {
      if (s.lead != 0) {
        owed_ += static_cast<std::uint32_t>(std::count(s.data, s.data + s.lead, '\n'));
        owed_origin_ = {s.origin.source, s.origin.begin + s.lead - 1, s.origin.begin + s.lead};
        skip = s.lead;
        if (skip == s.size) return;
      }
      s.verbatim ? pay() : squeeze(s.closes);
    } else {
      soft_ = false;
    }
  }
  const std::size_t begin = text_.size();
  if (s.indent != 0 && at_line_start() && s.data[skip] != '\n') text_ += program_.indents[s.indent];
  text_.append(s.data + skip, s.size - skip);
  if (trace_) {
    out_.pieces.push_back({{s.origin.source, s.origin.begin + skip, s.origin.end},
                           static_cast<std::uint32_t>(begin),
                           static_cast<std::uint32_t>(text_.size()),
                           -1});
  }
}

/// Something is about to be printed after a vanished line: the blank lines before it become one or
/// none.
void Renderer::squeeze(bool closing) {
  soft_ = false;
  // The end of the last line that is not blank.
  std::size_t last = text_.size();
  if (owed_ == 0 && last >= 2 && text_[last - 1] == '\n' && !is_space(text_[last - 2]))
    return;  // the usual case
  while (last > hole_end_ && is_space(text_[last - 1])) --last;
  const bool start = last == 0;
  std::size_t line_end = 0;
  if (!start) {
    line_end = text_.find('\n', last);
    line_end = line_end == std::string::npos ? text_.size() : line_end + 1;
  }
  const bool had = line_end < text_.size();
  const bool opening = !start && last > hole_end_ &&
                       (text_[last - 1] == '[' || text_[last - 1] == '{' || text_[last - 1] == '(');
  const bool wanted = (had || owed_ != 0) && !start && !opening && !closing;
  std::size_t keep = line_end;
  if (wanted && had) keep = text_.find('\n', line_end) + 1;
  keep = std::max(keep, std::min(floor_, text_.size()));
  trim(keep);
  if (wanted && keep == line_end) print_blank();
  owed_ = 0;
}

/// Within a string or block every blank line is text.
void Renderer::pay() {
  soft_ = false;
  for (; owed_ != 0; --owed_) print_blank();
}

void Renderer::print_blank() {
  text_ += '\n';
  const auto end = static_cast<std::uint32_t>(text_.size());
  if (trace_) out_.pieces.push_back({owed_origin_, end - 1, end, -1});
}

/// Takes back blank lines at the end of the text.
void Renderer::trim(std::size_t size) {
  if (size >= text_.size()) return;
  text_.resize(size);
  for (Loop& loop : loops_) loop.begin = std::min(loop.begin, size);
  if (!trace_) return;
  auto& pieces = out_.pieces;
  while (!pieces.empty() && pieces.back().hole < 0 && pieces.back().begin >= size)
    pieces.pop_back();
  if (!pieces.empty() && pieces.back().end > size) {
    Piece& piece = pieces.back();
    piece.origin.end -= piece.end - static_cast<std::uint32_t>(size);
    piece.end = static_cast<std::uint32_t>(size);
  }
}

/// Within an include: its tag's indentation, before a hole that begins a line.
void Renderer::indent(std::uint32_t indent, Span at) {
  if (indent == 0 || !at_line_start()) return;
  const auto begin = static_cast<std::uint32_t>(text_.size());
  text_ += program_.indents[indent];
  if (trace_)
    out_.pieces.push_back(
        {{at.source, at.begin, at.begin}, begin, static_cast<std::uint32_t>(text_.size()), -1});
}

/// Evaluates a hole's expression and keeps which nodes it read.
Value Renderer::traced(const Expr& expr) {
  auto& nodes = out_.reads.emplace_back();
  const Document* document = nullptr;
  for (const Value& value : frame_) {
    if (value.node() && value.node().document() != &context_.scratch) {
      document = value.node().document();
      break;
    }
  }
  if (document == nullptr) return eval(expr);
  ReadSet own(*document);
  ReadSet* const outer = std::exchange(context_.reads, &own);
  const Value value = eval(expr);
  note_reads(value);
  context_.reads = outer;
  if (outer != nullptr && outer->document() == document) outer->merge(own);
  for (NodeId id = 1; id <= document->count(); ++id) {
    if (own.has(id)) nodes.push_back(document->node(id));
  }
  return value;
}

/// What is printed or looped over whole is read whole.
void Renderer::note_reads(const Value& value) {
  if (context_.reads != nullptr && (value.is(Kind::list) || value.is(Kind::map))) {
    context_.reads->mark_tree(value.node());
  }
}

bool Renderer::hole(std::uint32_t index) {
  const TagSite& site = program_.sites[index];
  const SiteCode& code = program_.codes[index];
  const Value value = trace_ ? traced(site.expr) : eval(site.expr);
  if (context_.error) return fail(std::move(*context_.error));
  if (context_.reads != nullptr) note_reads(value);
  if (soft_) {
    if (at_line_start()) code.verbatim ? pay() : squeeze(false);
    soft_ = false;
  }
  if (code.indent != 0) indent(code.indent, site.span);
  const std::size_t before = text_.size();
  const bool blank = before != 0 && text_[before - 1] == ' ';
  if (auto problem = language_.encode(value, code.encode, text_)) {
    Diagnostic d = make(Code::FW5201, site.span, std::move(*problem));
    if (value.node() && value.node().span().valid())
      d.notes.push_back({value.node().span(), "", "the value comes from here"});
    return fail(std::move(d));
  }
  // A block value takes the blank after `key:` away.
  std::size_t begin = std::min(before, text_.size());
  if (blank && (text_.size() < before || text_[before - 1] != ' ')) {
    begin = before - 1;
    if (trace_ && !out_.pieces.empty()) {
      Piece& piece = out_.pieces.back();
      --piece.end;
      if (piece.origin.end > piece.origin.begin) --piece.origin.end;
      if (piece.begin == piece.end) out_.pieces.pop_back();
    }
  }
  out_.holes.push_back(
      {&site, value, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text_.size())});
  hole_end_ = text_.size();
  if (trace_) {
    out_.pieces.push_back({site.span, static_cast<std::uint32_t>(begin),
                           static_cast<std::uint32_t>(text_.size()),
                           static_cast<std::int32_t>(out_.holes.size() - 1)});
  }
  mix(shape_kind(value.kind()) + 0x100U * index);
  return true;
}

bool Renderer::raw(std::uint32_t index) {
  const TagSite& site = program_.sites[index];
  const SiteCode& code = program_.codes[index];
  const Value value = trace_ ? traced(site.expr) : eval(site.expr);
  if (context_.error) return fail(std::move(*context_.error));
  std::string_view lines = value.text();
  if (!value.is(Kind::string) && !value.is(Kind::scalar)) {
    return fail(make(Code::FW5201, site.span,
                     fmt::format("`raw` writes text, but the value is {}", name(value.kind()))));
  }
  if (lines.find("\xEE\x80\x80") != std::string_view::npos ||
      lines.find("\xEE\x80\x81") != std::string_view::npos) {
    return fail(
        make(Code::FW5201, site.span, "the text holds U+E000 or U+E001, which are reserved"));
  }
  if (lines.ends_with('\n')) lines.remove_suffix(1);
  if (lines.empty()) return true;
  if (soft_ && at_line_start()) code.verbatim ? pay() : squeeze(false);
  soft_ = false;
  const std::size_t begin = text_.size();
  std::uint64_t digest = 0xCBF29CE484222325U;  // FNV-1a: raw text is part of the shape
  for (std::size_t at = 0; at < lines.size();) {
    std::size_t end = lines.find('\n', at);
    if (end == std::string_view::npos) end = lines.size();
    if (end != at) text_ += code.margin;
    text_ += lines.substr(at, end - at);
    text_ += '\n';
    at = end + 1;
  }
  for (std::size_t i = begin; i < text_.size(); ++i)
    digest = (digest ^ static_cast<unsigned char>(text_[i])) * 0x100000001B3U;
  mix(digest);
  out_.holes.push_back(
      {&site, value, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text_.size())});
  hole_end_ = text_.size();
  if (trace_) {
    out_.pieces.push_back({site.span, static_cast<std::uint32_t>(begin),
                           static_cast<std::uint32_t>(text_.size()),
                           static_cast<std::int32_t>(out_.holes.size() - 1)});
  }
  return true;
}

bool Renderer::begin_loop(const LoopCode& code, bool& any) {
  const Value over = eval(code.over);
  if (context_.error) return fail(std::move(*context_.error));
  if (over.is_null()) return true;
  if (!over.is(code.pairs ? Kind::map : Kind::list)) {
    return fail(make(Code::FW5110, code.over.span(),
                     fmt::format("the loop wants a {}, but this is a {}",
                                 code.pairs ? "map" : "list", name(over.kind()))));
  }
  note_reads(over);
  Loop loop;
  loop.base = loop.item = out_.order.size();
  for (const Node child : over.node()) out_.order.push_back(child);
  loop.end = out_.order.size();
  if (loop.item == loop.end) return true;
  if (code.pairs) {
    const auto by_key = [](Node a, Node b) { return a.key() < b.key(); };
    const auto first = out_.order.begin() + static_cast<std::ptrdiff_t>(loop.base);
    if (!std::is_sorted(first, out_.order.end(), by_key))
      std::sort(first, out_.order.end(), by_key);
  }
  any = true;
  loops_.push_back(loop);
  bind_item(code);
  return true;
}

void Renderer::bind_item(const LoopCode& code) {
  Loop& loop = loops_.back();
  const Node item = out_.order[loop.item];
  if (code.pairs) {
    frame_[code.slot] = Value::of_string(item.key());
    frame_[code.slot + 1] = Value::of(item);
  } else {
    frame_[code.slot] = Value::of(item);
  }
  loop.begin = text_.size();
  loop.first_hole = out_.holes.size();
}

bool Renderer::end_loop(const LoopCode& code) {
  Loop& loop = loops_.back();
  if (!code.separator.empty()) separate(loop, code);
  if (++loop.item < loop.end) {
    bind_item(code);
    return true;
  }
  out_.order.resize(loop.base);
  loops_.pop_back();
  return false;
}

/// Puts the separator behind the previous iteration that printed something, now that another one
/// has.
void Renderer::separate(Loop& loop, const LoopCode& code) {
  std::size_t low = loop.begin;
  for (std::size_t i = loop.first_hole; i < out_.holes.size(); ++i)
    low = std::max<std::size_t>(low, out_.holes[i].end);
  std::size_t end = text_.size();
  while (end > low && is_space(text_[end - 1])) --end;
  const bool printed = end > loop.begin;
  mix(printed ? 1 : 0);
  if (!printed) return;
  const std::size_t at = std::exchange(loop.separator_at, end);
  if (at == kNone) return;
  text_.insert(at, code.separator);
  const auto size = static_cast<std::uint32_t>(code.separator.size());
  loop.separator_at += size;
  if (hole_end_ > at) hole_end_ += size;
  if (floor_ > at) floor_ += size;
  for (std::size_t i = loop.first_hole; i < out_.holes.size(); ++i) {
    out_.holes[i].begin += size;
    out_.holes[i].end += size;
  }
  if (!trace_) return;
  auto& pieces = out_.pieces;
  std::size_t i = pieces.size();
  while (i > 0 && pieces[i - 1].begin >= at) {
    --i;
    pieces[i].begin += size;
    pieces[i].end += size;
  }
  const auto where = static_cast<std::uint32_t>(at);
  Piece separator{code.separator_span, where, where + size, -1};
  if (i > 0 && pieces[i - 1].end > at) {  // the middle of a literal
    Piece tail = pieces[i - 1];
    const std::uint32_t kept = where - tail.begin;
    pieces[i - 1].end = where;
    pieces[i - 1].origin.end = std::min(tail.origin.end, tail.origin.begin + kept);
    tail.origin.begin = pieces[i - 1].origin.end;
    tail.begin = where + size;
    tail.end += size;
    pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i), {separator, tail});
  } else {
    pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i), separator);
  }
}

}  // namespace

std::optional<Diagnostic> render(const Template& compiled, Frame& frame, EvalContext& context,
                                 Rendered& out, Trace trace) {
  return Renderer(compiled, frame, context, out, trace == Trace::pieces).run();
}

}  // namespace formwork
