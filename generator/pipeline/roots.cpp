#include "pipeline/roots.h"

#include "pipeline/inputs.h"
#include "pipeline/provenance.h"
#include "pipeline/root_memory.h"
#include "pipeline/unit.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace formwork {
namespace {

bool is_terraform(std::string_view path) {
  return path.ends_with(".tf") || path.ends_with(".tfvars");
}

/// `terraform.tfvars` first, then the others by name, as Terraform reads those it is given.
bool before(std::string_view a, std::string_view b) {
  const auto rank = [](std::string_view path) {
    return path.ends_with("/terraform.tfvars") ? 0 : 1;
  };
  return std::pair(rank(a), a) < std::pair(rank(b), b);
}

}  // namespace

bool is_folded_type(std::string_view type) {
  static constexpr std::array<std::string_view, 14> kDeclared = {
      "check", "ephemeral", "import",  "locals",    "module", "moved",    "output",
      "param", "provider",  "removed", "terraform", "tfvars", "variable", "var"};
  const bool terraform = type.starts_with("terraform/");
  if (!terraform && !type.starts_with("bicep/")) return false;
  std::string_view rest = type.substr(terraform ? 10 : 6);
  if (terraform && rest.starts_with("ephemeral/")) return false;
  return std::find(kDeclared.begin(), kDeclared.end(), rest) == kDeclared.end();
}

Roots::Roots(std::string own) : own_(std::move(own)) {}
Roots::~Roots() = default;

bool is_root_file(std::string_view path, LanguageId language) {
  if (language != LanguageId::hcl && language != LanguageId::bicep) return false;
  return !is_module_path(path) && (language == LanguageId::bicep || is_terraform(path));
}

void Roots::collect(std::string path, LanguageId language, std::string bytes) {
  if (is_root_file(path, language))
    files_.push_back({nullptr, std::move(path), language, std::move(bytes)});
}

void Roots::collect(const Artifact& artifact, const Rendered& rendered) {
  if (!is_root_file(artifact.path, artifact.row->language)) return;
  const std::string_view path = artifact.path;
  inputs_.add(path.starts_with(own_ + "/") ? path.substr(own_.size()) : path, rendered,
              static_cast<SourceId>(files_.size()));
  files_.push_back({&artifact, artifact.path, artifact.row->language, rendered.text});
}

void Roots::recall(std::unique_ptr<RecalledRoots> recalled) {
  recalled_ = std::move(recalled);
}

std::vector<fold::InputRange> Roots::ranges() const {
  std::vector<fold::InputRange> out = inputs_.ranges();
  for (fold::InputRange& range : out) range.span.source = files_[range.span.source].source;
  return out;
}

void Roots::read(const Inputs& inputs, const SourceMap& sources) {
  modules_ = &inputs.module_files->of(inputs, sources);
  modules_->copy_to(sources_);
  for (File& file : files_) file.source = sources_.add(file.path, std::move(file.bytes));
}

bool Roots::fold(const Inputs& inputs, const SourceMap& sources, Diagnostics& diagnostics) {
  recalled_.reset();
  read(inputs, sources);
  Diagnostics found;
  const bool ok = fold({roots_, found});
  for (Diagnostic& d : found.items()) {
    const RootPlace at = place(d.span, sources);
    if (d.path.empty()) d.path = at.path;
    d.span = at.span;
    diagnostics.add(std::move(d));
  }
  return ok;
}

std::vector<Root> Roots::fold(fold::Trace& trace) {
  std::vector<Root> out;
  Diagnostics told_before;
  if (!fold({out, told_before, &trace}) || !told_before.empty()) trace.give_up();
  return out;
}

bool Roots::fold(const Folding& folding) const {
  std::set<std::string> terraform, bicep;
  for (const File& file : files_) {
    const std::string& path = file.path;
    if (path.ends_with(".tf")) terraform.insert(folder_of(path));
    if (path.ends_with(".bicepparam") || path.ends_with("/main.bicep"))
      bicep.insert(folder_of(path));
  }
  bool ok = true;
  for (const std::string& folder : terraform) ok = fold_terraform(folder, folding) && ok;
  for (const std::string& folder : bicep) ok = fold_bicep(folder, folding) && ok;
  return ok;
}

bool Roots::fold_terraform(const std::string& folder, const Folding& folding) const {
  fold::Configuration configuration{folder};
  for (const File& file : files_) {
    const std::string& path = file.path;
    if (folder_of(path) != folder) continue;
    if (path.ends_with(".tf")) configuration.folders[folder].push_back(file.source);
    if (path.ends_with(".tfvars")) configuration.values.push_back(file.source);
  }
  std::sort(configuration.values.begin(), configuration.values.end(),
            [&](SourceId a, SourceId b) { return before(sources_.path(a), sources_.path(b)); });
  auto folded = lang::hcl::fold_configuration(configuration, sources_, folding.diagnostics,
                                              &modules_->terraform(), folding.trace);
  if (!folded) return false;
  folding.roots.push_back({folder, LanguageId::hcl, std::move(*folded)});
  return true;
}

bool Roots::fold_bicep(const std::string& folder, const Folding& folding) const {
  fold::Configuration configuration{folder};
  std::vector<SourceId> parameters;
  for (const File& file : files_) {
    const std::string& path = file.path;
    if (path.ends_with(".bicep")) configuration.folders[folder_of(path)].push_back(file.source);
    if (path.ends_with(".bicepparam") && folder_of(path) == folder)
      parameters.push_back(file.source);
  }
  const auto fold = [&](const std::string& name) {
    auto folded = lang::bicep::fold_configuration(configuration, sources_, folding.diagnostics,
                                                  &modules_->bicep(), folding.trace);
    if (!folded) return false;
    folding.roots.push_back({name, LanguageId::bicep, std::move(*folded)});
    return true;
  };
  if (parameters.empty()) return fold(folder);
  bool ok = true;
  for (const SourceId id : parameters) {
    configuration.values = {id};
    ok = fold(parameters.size() == 1 ? folder : std::string(sources_.path(id))) && ok;
  }
  return ok;
}

RootPlace Roots::place(Span span, const SourceMap& sources) const {
  RootPlace out;
  out.path = path(span);
  if (const SourceId module = modules_->origin(span.source); module != 0) {
    out.span = {module, span.begin, span.end};
    return out;
  }
  const auto file = std::find_if(files_.begin(), files_.end(),
                                 [&](const File& f) { return f.source == span.source; });
  if (file == files_.end() || file->artifact == nullptr || !span.valid()) return out;
  Document scratch;
  Rendered rendered;
  if (print_artifact(*file->artifact, sources, scratch, Trace::pieces, rendered)) return out;
  const std::uint32_t line = sources_.begin(span).line;
  const LineOrigin origin = line_origin(*file->artifact, rendered, line, sources);
  out.span = origin.template_span;
  for (const Node value : origin.values) out.values.push_back({value.path(), value.span()});
  return out;
}

}  // namespace formwork
