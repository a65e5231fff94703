// The inner loop: 12,000 files of 45 tags each are rendered twice in a run. Literal text is copied
// from the template, values are encoded straight into the output; nothing is allocated for a tag.
#include "template/renderer.h"

#include <fmt/core.h>

#include <algorithm>
#include <new>
#include <utility>

namespace formwork {
namespace tmpl {
namespace {

constexpr std::size_t kLimit = std::size_t{16} << 20;
/// What a hole's kind means to a shape: integers and decimals are alike.
std::uint64_t shape_kind(Kind kind) {
  if (kind == Kind::number) return static_cast<std::uint64_t>(Kind::integer);
  if (kind == Kind::scalar) return static_cast<std::uint64_t>(Kind::string);
  return static_cast<std::uint64_t>(kind);
}

}  // namespace

std::optional<Diagnostic> Renderer::run() {
  text_.clear();
  out_.pieces.clear();
  out_.holes.clear();
  out_.reads.clear();
  out_.recipes.clear();
  out_.lets.clear();
  out_.items.clear();
  out_.order.clear();
  if (frame_.size() < program_.slots) frame_.resize(program_.slots);
  if (apart_) let_of_.assign(frame_.size(), -1);
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
        if (apart_) lean_on(program_.conditions[op.a]);
        const bool yes = is_true(eval(program_.conditions[op.a]));
        if (context_.error) return take_error();
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
        if (apart_)
          record_let(program_.lets[op.a], op.b);
        else
          frame_[op.b] = evaluate_held(program_.lets[op.a], frame_, context_);
        if (context_.error) return take_error();
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
  if (!apart_ && outer != nullptr && outer->document() == document) outer->merge(own);
  std::vector<NodeId> ids = own.marked();
  std::sort(ids.begin(), ids.end());
  for (const NodeId id : ids) nodes.push_back(document->node(id));
  return value;
}

/// What is printed whole is read whole.
void Renderer::note_reads(const Value& value) {
  if (context_.reads != nullptr && (value.is(Kind::list) || value.is(Kind::map))) {
    mark_read(context_, value.node(), true);
  }
}

bool Renderer::hole(std::uint32_t index) {
  const TagSite& site = program_.sites[index];
  const SiteCode& code = program_.codes[index];
  // The value is made in its place: copied right after it was written, it would wait for the store.
  Hole& hole = out_.holes.emplace_back();
  hole.site = &site;
  if (apart_) out_.recipes.push_back(recipe(site.expr));
  const Value& value = *::new (static_cast<void*>(&hole.value))
                           Value(trace_ || apart_ ? traced(site.expr) : eval(site.expr));
  if (context_.error) return fail(*take_error());
  if (context_.reads != nullptr && !apart_) note_reads(value);
  if (soft_) {
    if (at_line_start()) code.verbatim ? pay() : squeeze(false);
    soft_ = false;
  }
  if (code.indent != 0) indent(code.indent, site.span);
  const std::size_t before = text_.size();
  const bool blank = before != 0 && text_[before - 1] == ' ';
  if (auto problem = language_.encode(value, code.encode, text_)) {
    return fail(refused(site, value, std::move(*problem)));
  }
  // A block value takes the blank after `key:` away.
  std::size_t begin = std::min(before, text_.size());
  if (blank && (text_.size() < before || text_[before - 1] != ' ')) {
    begin = before - 1;
    shorten_piece();
  }
  finish_hole(hole, begin);
  mix(shape_kind(value.kind()) + 0x100U * index);
  return true;
}

void Renderer::finish_hole(Hole& hole, std::size_t begin) {
  hole.begin = static_cast<std::uint32_t>(begin);
  hole.end = static_cast<std::uint32_t>(text_.size());
  hole_end_ = text_.size();
  if (trace_) {
    const auto index = static_cast<std::int32_t>(out_.holes.size() - 1);
    out_.pieces.push_back({hole.site->span, hole.begin, hole.end, index});
  }
}

Diagnostic Renderer::refused(const TagSite& site, const Value& value, std::string problem) {
  Diagnostic d = make(Code::FW5201, site.span, std::move(problem));
  if (value.node() && value.node().span().valid()) {
    d.notes.push_back({value.node().span(), "", "the value comes from here"});
  }
  return d;
}

bool Renderer::raw(std::uint32_t index) {
  const TagSite& site = program_.sites[index];
  const SiteCode& code = program_.codes[index];
  if (apart_) lean_on(site.expr);
  const Value value = trace_ ? traced(site.expr) : eval(site.expr);
  if (context_.error) return fail(*take_error());
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
  if (lines.empty()) {
    if (trace_) out_.reads.pop_back();  // no hole
    return true;
  }
  if (apart_) {  // its text is part of the shape: noted in the context
    out_.reads.emplace_back();
    out_.recipes.emplace_back();
  }
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
  finish_hole(out_.holes.emplace_back(Hole{&site, value}), begin);
  return true;
}

bool Renderer::begin_loop(const LoopCode& code, bool& any) {
  if (apart_) lean_on(code.over);
  const Value over = evaluate_held(code.over, frame_, context_);
  if (context_.error) return fail(*take_error());
  if (over.is_null()) return true;
  if (!over.is(code.pairs ? Kind::map : Kind::list)) {
    return fail(make(Code::FW5110, code.over.span(),
                     fmt::format("the loop wants a {}, but this is a {}",
                                 code.pairs ? "map" : "list", name(over.kind()))));
  }
  Loop loop;
  loop.base = loop.item = out_.order.size();
  if (code.pairs) {
    append_by_key(over.node(), out_.order);
  } else {
    for (const Node child : over.node()) out_.order.push_back(child);
  }
  loop.end = out_.order.size();
  if (loop.item == loop.end) return true;
  note_items(loop);
  any = true;
  loops_.push_back(loop);
  bind_item(code);
  return true;
}

void Renderer::bind_item(const LoopCode& code) {
  Loop& loop = loops_.back();
  const Node item = out_.order[loop.item];
  forget(code.slot);
  if (code.pairs) {
    forget(code.slot + 1);
    frame_[code.slot] = Value::of_string(item.key());
    frame_[code.slot + 1] = read(context_, item);
  } else {
    frame_[code.slot] = read(context_, item);
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

}  // namespace tmpl

std::optional<Diagnostic> render(const Template& compiled, Frame& frame, EvalContext& context,
                                 Rendered& out, Trace trace) {
  return tmpl::Renderer(compiled, frame, context, out, trace).run();
}

}  // namespace formwork
