#include "template/compile.h"

#include "language/language.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace formwork {
namespace tmpl {
namespace {

/// Statements of one template, its includes and the second turns of its loops counted.
constexpr std::size_t kWork = 200'000;

bool reserved(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kWords = {"true", "false", "null", "and",
                                                             "or",   "not",   "in",   "raw"};
  return std::find(kWords.begin(), kWords.end(), name) != kWords.end();
}

}  // namespace

Compiler::Compiler(const TemplateInput& input, const SourceMap& sources, Scope& scope,
                   const FunctionTable& functions, TypeTable& types, const IncludeLoader& include,
                   Diagnostics& diagnostics)
    : input_(input),
      sources_(sources),
      scope_(scope),
      functions_(functions),
      types_(types),
      loader_(include),
      diagnostics_(diagnostics),
      language_(*language(input.language)) {}

std::shared_ptr<const Program> Compiler::run() {
  program_->slots = scope_.variables().size();
  program_->seed = shape_seed(input_);
  at_.state = language_.start(input_.dialect);
  levels_.push_back({input_.source, {}});
  const Block top = parse_template(input_.source, sources_, diagnostics_);
  block(top);
  return program_;
}

std::uint32_t Compiler::emit(OpKind kind, std::uint32_t a, std::uint32_t b) {
  program_->ops.push_back({kind, false, a, b});
  return here() - 1;
}

void Compiler::block(const Block& block) {
  const std::size_t variables = scope_.variables().size();
  for (const Statement& s : block) {
    if (++work_ > kWork) {
      if (work_ == kWork + 1) {
        error(Code::FW5113, s.tag.span,
              fmt::format("the template has more than {} statements with its includes", kWork),
              "include less, or split the artifact");
      }
      break;
    }
    switch (s.kind) {
      case StatementKind::literal:
        literal(s.tag.span);
        break;
      case StatementKind::vanished:
        vanish(s.tag);
        break;
      case StatementKind::output:
        output(s);
        break;
      case StatementKind::raw:
        raw(s);
        break;
      case StatementKind::condition:
        condition(s);
        break;
      case StatementKind::loop:
        loop(s);
        break;
      case StatementKind::let:
        let(s);
        break;
      case StatementKind::include:
        include(s);
        break;
    }
  }
  while (scope_.variables().size() > variables) scope_.pop();
}

std::optional<Expr> Compiler::expression(Span span) {
  return compile_expr(text(span), span, scope_, functions_, types_, diagnostics_);
}

std::size_t Compiler::declare(Span name, TypeRef type, bool optional) {
  const std::string_view word = text(name);
  if (reserved(word)) {
    error(Code::FW5115, name, fmt::format("`{}` is a word of the expression language", word),
          "choose another name");
  } else if (scope_.slot_of(word) != 0) {
    error(Code::FW5115, name, fmt::format("`{}` already names a variable here", word),
          "choose another name");
  }
  const std::size_t slot = scope_.push({std::string(word), type, optional});
  program_->slots = std::max(program_->slots, slot + 1);
  return slot;
}

void Compiler::need_present(const Expr& expr) {
  if (!expr.optional()) return;
  const std::string_view written = text(expr.span());
  error(Code::FW5108, expr.span(), fmt::format("`{}` may be absent", written),
        fmt::format(
            "write `{} ?? …` with what is to stand instead, or put the tag within `<% if {} %>`",
            written, written));
}

void Compiler::condition(const Statement& s) {
  vanish(s.arms.front().tag);
  const Here start = at_;
  std::optional<Here> joined;
  std::vector<std::uint32_t> exits;
  std::size_t narrowed_outside = 0;
  bool has_else = false;
  for (std::size_t i = 0; i < s.arms.size(); ++i) {
    const Arm& arm = s.arms[i];
    const bool last = i + 1 == s.arms.size();
    at_ = start;
    target();
    if (i != 0) vanish(arm.tag);
    std::optional<std::uint32_t> test;
    std::vector<std::string> otherwise;
    std::size_t narrowed = 0;
    if (arm.condition.valid()) {
      const auto expr = compile_condition(text(arm.condition), arm.condition, scope_, functions_,
                                          types_, diagnostics_);
      if (expr) {
        for (std::string& path : expr->narrows()) scope_.narrow(std::move(path)), ++narrowed;
        otherwise = expr->narrows_when_false();
      }
      program_->conditions.push_back(expr.value_or(Expr()));
      test = emit(OpKind::unless, static_cast<std::uint32_t>(program_->conditions.size() - 1));
    } else {
      has_else = true;
    }
    block(arm.body);
    scope_.unnarrow(narrowed);
    if (joined) join(*joined, arm.tag.span, "this branch ends", "the branch before it");
    joined = at_;
    if (!last || !has_else) exits.push_back(emit(OpKind::jump));
    if (test) program_->ops[*test].b = here();
    for (std::string& path : otherwise) scope_.narrow(std::move(path)), ++narrowed_outside;
  }
  scope_.unnarrow(narrowed_outside);
  if (!has_else) {
    const Here taken = *joined;
    at_ = start;
    join(taken, s.arms.front().tag.span, "without the branch the text is", "after the branch");
  }
  for (const std::uint32_t exit : exits) program_->ops[exit].b = here();
  target();
  vanish(s.end);
}

void Compiler::loop(const Statement& s) {
  vanish(s.tag);
  const auto over = expression(s.expr);
  TypeRef element = basic_type(TypeKind::any);
  TypeRef key = basic_type(TypeKind::string);
  const bool pairs = s.name2.valid();
  if (over) {
    need_present(*over);
    const TypeRef type = over->type();
    const std::string_view written = text(s.expr);
    if (type->kind == TypeKind::list) {
      element = type->element;
      if (pairs) {
        error(Code::FW5110, s.name2, fmt::format("`{}` is a list: its items have no key", written),
              fmt::format("write `<% for {} in {} %>`", text(s.name), written));
      }
    } else if (type->kind == TypeKind::map) {
      element = type->element;
      if (type->key != nullptr) key = type->key;
      if (!pairs) {
        error(Code::FW5110, s.expr,
              fmt::format("`{}` is a {}: each entry has a key and a value", written,
                          type->describe()),
              fmt::format("write `<% for name, {} in {} %>`", text(s.name), written));
      }
    } else if (type->kind != TypeKind::any) {
      error(Code::FW5110, s.expr,
            fmt::format("`{}` is neither a list nor a map but {}", written, type->describe()),
            "loops run over lists and over maps with keys of the user's");
    }
  }
  LoopCode code;
  code.over = over.value_or(Expr());
  code.pairs = pairs;
  if (s.literal.valid()) {
    code.separator = constant(s.literal).value_or("");
    code.separator_span = s.literal;
  }
  const std::size_t first = declare(s.name, pairs ? key : element, false);
  if (pairs) declare(s.name2, element, false);
  code.slot = static_cast<std::uint32_t>(first);
  program_->loops.push_back(code);
  const auto index = static_cast<std::uint32_t>(program_->loops.size() - 1);

  const std::uint32_t begin = emit(OpKind::begin_loop, index);
  const Here start = at_;
  target();
  block(s.body);
  vanish(s.end);
  const Here end = at_;
  if (!code.separator.empty()) {
    const std::string whole = margin_;
    margin_.clear();  // a separator begins no line
    advance(code.separator, s.literal);
    margin_ = whole;
  }
  second_turn(s, start);
  at_ = end;
  join(start, s.tag.span, "the loop's body ends", "but the loop began");
  target();
  emit(OpKind::end_loop, index, begin + 1);
  program_->ops[begin].b = here();
  scope_.pop();
  if (pairs) scope_.pop();
}

/// The body of a loop is checked from the state it left, where that is not the one it began in.
/// Nothing of it is kept but the errors.
void Compiler::second_turn(const Statement& s, const Here& first) {
  if (lost_ || at_.state == first.state || diagnostics_.has_errors()) return;
  Program& p = *program_;
  const std::array<std::size_t, 7> kept = {p.ops.size(),   p.segments.size(),   p.sites.size(),
                                           p.codes.size(), p.conditions.size(), p.lets.size(),
                                           p.loops.size()};
  const std::size_t known = diagnostics_.size();
  target();
  block(s.body);
  for (std::size_t i = known; i < diagnostics_.size(); ++i) {
    diagnostics_.items()[i].notes.push_back(
        {s.tag.span, "",
         "when the loop comes round again; `sep \",\"` puts text between its turns"});
  }
  p.ops.resize(kept[0]);
  p.segments.resize(kept[1]);
  p.sites.resize(kept[2]);
  p.codes.resize(kept[3]);
  p.conditions.resize(kept[4]);
  p.lets.resize(kept[5]);
  p.loops.resize(kept[6]);
}

void Compiler::let(const Statement& s) {
  vanish(s.tag);
  const auto expr = expression(s.expr);
  const TypeRef type = expr ? expr->type() : basic_type(TypeKind::any);
  const std::size_t slot = declare(s.name, type, expr && expr->optional());
  program_->lets.push_back(expr.value_or(Expr()));
  emit(OpKind::let, static_cast<std::uint32_t>(program_->lets.size() - 1),
       static_cast<std::uint32_t>(slot));
}

void Compiler::output(const Statement& s) {
  begin_line();
  const auto context = place_of(s);
  const auto expr = expression(s.expr);
  if (context && context->place) {
    const Place place = *context->place;
    if (expr) {
      need_present(*expr);
      if (!expr->optional() && !language_.accepts(place, expr->type())) {
        error(Code::FW5107, s.expr,
              fmt::format("`{}` is {}, which cannot be written as {} in {}", text(s.expr),
                          expr->type()->describe(), name(place), name(language_.id())),
              "");
      }
      TagSite site;
      site.span = s.tag.span;
      site.expr = *expr;
      site.place = place;
      site.context = *context;
      site.id = static_cast<std::uint32_t>(program_->sites.size());
      SiteCode code;
      code.encode = site_of(*context, input_.dialect, before_, '\0');
      code.verbatim = place == Place::quoted;
      code.indent = indent_;
      program_->sites.push_back(std::move(site));
      program_->codes.push_back(std::move(code));
      emit(OpKind::hole, static_cast<std::uint32_t>(program_->sites.size() - 1));
    }
    language_.after_tag(at_.state, place);
  } else {
    lost_ = true;
  }
  before_ = '\0';
  open_site_ = expr && context && context->place ? program_->sites.size() - 1 : SIZE_MAX;
  at_.line_start = false;
}

void Compiler::literal(Span span) {
  const std::string_view bytes = text(span);
  if (bytes.empty()) return;
  if (open_site_ != SIZE_MAX) program_->codes[open_site_].encode.after = bytes.front();
  open_site_ = SIZE_MAX;
  before_ = bytes.back();
  const bool verbatim = in_text(bytes);
  advance(bytes, span);
  add_segment(bytes, span, verbatim);
}

}  // namespace tmpl

std::optional<Template> compile_template(const TemplateInput& input, const SourceMap& sources,
                                         Scope& scope, const FunctionTable& functions,
                                         TypeTable& types, const IncludeLoader& include,
                                         Diagnostics& diagnostics) {
  if (language(input.language) == nullptr) {
    diagnostics.add(Code::FW5106, {input.source, 0, 0},
                    fmt::format("the language {} is not in this version", name(input.language)));
    return std::nullopt;
  }
  Diagnostics found;
  auto program = tmpl::Compiler(input, sources, scope, functions, types, include, found).run();
  const bool failed = found.has_errors();
  diagnostics.append(std::move(found));
  if (failed) return std::nullopt;
  return Template(std::move(program), language(input.language), input.dialect, input.source);
}

const std::vector<TagSite>& Template::sites() const {
  return program_->sites;
}

}  // namespace formwork
