#include "pack/image.h"

#include "expr/image.h"
#include "rules/image.h"
#include "template/image.h"

#include <algorithm>

namespace formwork {

template <class Image>
void members(Image& image, Is<PathPattern::Part> auto& part) {
  image(part.text, part.expr);
}

template <class Image>
void members(Image& image, Is<PathPattern> auto& pattern) {
  image(pattern.parts, pattern.span);
}

template <class Image>
void members(Image& image, Is<PolicyRow> auto& row) {
  image(row.policy, row.header, row.headers, row.hosts, row.serves, row.sets);
}

template <class Image>
void members(Image& image, Is<CspRow> auto& row) {
  image(row.edge, row.shared, row.each, row.when, row.each_names, row.own);
}

template <class Image>
void members(Image& image, Is<ArtifactRow> auto& row) {
  image(row.id, row.output, row.file, row.language, row.dialect, row.unit, row.repository, row.each,
        row.each_names, row.when, row.executable, row.block, row.controls, row.csp, row.slots,
        row.span);
}

std::string pack_image(const Pack& pack, const SourceMap& sources, const FunctionTable& functions) {
  CodeWriter out({pack.manifest}, functions);
  out(pack.name, pack.description, pack.targets, pack.folder, pack.owns, pack.owns_shared);
  out.number(pack.owns_by_target.size());
  for (const auto& [target, paths] : pack.owns_by_target) out(target, paths);
  out.number(pack.artifacts.size());
  for (const ArtifactRow& row : pack.artifacts) {
    out(row.target);
    CodeWriter body({pack.manifest}, functions);
    body(row);
    body.text(row.compiled ? template_image(*row.compiled, sources, functions) : std::string());
    out.text(body.take());
  }
  std::vector<std::span<const Rule>> files;
  for (auto from = pack.rules.begin(); from != pack.rules.end();) {
    const auto to = std::find_if(from, pack.rules.end(), [&](const Rule& rule) {
      return rule.span.source != from->span.source;
    });
    files.emplace_back(from, to);
    from = to;
  }
  out.number(files.size());
  for (const auto& rules : files) {
    out.text(sources.path(rules.front().span.source));
    out.text(rules_image(rules, functions));
  }
  out.text(pack.parity == 0 ? std::string_view() : sources.path(pack.parity));
  return out.take();
}

PackImage read_pack(std::string_view image, SourceId manifest, const FunctionTable& functions,
                    const std::function<bool(std::string_view)>& chosen) {
  const std::vector<SourceId> sources{manifest};
  CodeReader in(image, sources, functions);
  PackImage out;
  Pack& pack = out.pack;
  pack.manifest = manifest;
  in(pack.name, pack.description, pack.targets, pack.folder, pack.owns, pack.owns_shared);
  for (std::uint64_t left = in.number(); left != 0; --left) {
    std::string target;
    in(target);
    in(pack.owns_by_target[target]);
  }
  const bool any = std::any_of(pack.targets.begin(), pack.targets.end(), chosen);
  for (std::uint64_t left = in.number(); left != 0; --left) {
    const std::string_view target = in.text();
    CodeReader body(in.text(), sources, functions);
    if (!any || (!target.empty() && !chosen(target))) continue;
    ArtifactRow& row = pack.artifacts.emplace_back();
    row.target = target;
    body(row);
    out.programs.push_back(body.text());
  }
  out.rules.resize(in.number());
  for (auto& [path, rules] : out.rules) {
    path = in.text();
    rules = in.text();
  }
  out.parity = in.text();
  return out;
}

}  // namespace formwork
