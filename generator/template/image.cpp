#include "template/image.h"

#include "expr/image.h"
#include "template/program.h"

namespace formwork {
namespace tmpl {

template <class Image>
void members(Image& image, Is<Instruction> auto& op) {
  image(op.kind, op.flag, op.a, op.b);
}

template <class Image>
void members(Image& image, Is<Segment> auto& segment) {
  std::string_view text(segment.data, segment.size);
  image(text, segment.lead, segment.verbatim, segment.closes, segment.indent, segment.origin);
  if constexpr (Image::kReads) {
    segment.data = text.data();
    segment.size = static_cast<std::uint32_t>(text.size());
  }
}

template <class Image>
void members(Image& image, Is<LoopCode> auto& loop) {
  image(loop.over, loop.slot, loop.pairs, loop.separator, loop.separator_span);
}

template <class Image>
void members(Image& image, Is<SiteCode> auto& code) {
  image(code.encode, code.indent, code.verbatim, code.margin);
}

}  // namespace tmpl

template <class Image>
void members(Image& image, Is<EncodeSite> auto& site) {
  image(site.place, site.dialect, site.indent, site.flow, site.after_key, site.expands, site.before,
        site.after);
}

template <class Image>
void members(Image& image, Is<TagContext> auto& context) {
  image(context.place, context.refusal, context.indent, context.flow, context.after_key,
        context.expands);
}

template <class Image>
void members(Image& image, Is<TagSite> auto& site) {
  image(site.span, site.expr, site.place, site.context, site.id);
}

// Not the seed, which is of this run.
template <class Image>
void members(Image& image, Is<Program> auto& program) {
  image(program.ops, program.segments, program.sites, program.codes, program.conditions,
        program.lets, program.loops, program.indents, program.slots);
}

std::string template_image(const Template& compiled, const SourceMap& sources,
                           const FunctionTable& functions) {
  CodeWriter body({compiled.source()}, functions);
  body(compiled.program());
  CodeWriter head({}, functions);
  head.number(body.sources().size());
  for (const SourceId source : body.sources()) head.text(sources.path(source));
  return head.take() + body.take();
}

Template template_of(std::string_view image, LanguageId id, Dialect dialect,
                     const FunctionTable& functions,
                     const std::function<SourceId(std::string_view)>& source) {
  std::vector<SourceId> sources;
  CodeReader in(image, sources, functions);
  for (std::uint64_t left = in.number(); left != 0; --left) sources.push_back(source(in.text()));
  auto program = std::make_shared<Program>();
  in(*program);
  program->seed = shape_seed({sources.front(), id, dialect});
  return {std::move(program), language(id), dialect, sources.front()};
}

}  // namespace formwork
