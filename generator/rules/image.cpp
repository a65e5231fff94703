#include "rules/image.h"

#include "expr/image.h"

namespace formwork {
namespace {

template <class Image>
void members(Image& image, Is<Rule> auto& rule) {
  image(rule.id, rule.title, rule.on, rule.message, rule.help, rule.severity, rule.controls,
        rule.sources, rule.span, rule.reads_context);
}

}  // namespace

std::string rules_image(std::span<const Rule> rules, const FunctionTable& functions) {
  const SourceId source = rules.empty() ? 0 : rules.front().span.source;
  CodeWriter out({source}, functions);
  out.number(rules.size());
  for (const Rule& rule : rules) {
    members(out, rule);
    CodeWriter code({source}, functions);
    code(rule.when, rule.assertion);
    out.text(code.take());
  }
  return out.take();
}

std::vector<Rule> rules_of(std::string_view image, SourceId source, const FunctionTable& functions,
                           const std::function<bool(std::string_view)>& due) {
  const std::vector<SourceId> sources{source};
  CodeReader in(image, sources, functions);
  std::vector<Rule> out(in.number());
  for (Rule& rule : out) {
    members(in, rule);
    CodeReader code(in.text(), sources, functions);
    if (due(rule.on)) code(rule.when, rule.assertion);
  }
  return out;
}

}  // namespace formwork
