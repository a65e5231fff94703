#include "pipeline/root_parity.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

using parity::Difference;

/// `infra/prod/*` of `infra/prod/terraform`.
std::string without_language(std::string_view path, std::string_view word) {
  std::string out;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    if (!out.empty()) out += '/';
    out += part == word ? std::string_view("*") : part;
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return out;
}

std::string value_of(const std::string& value) {
  return value.empty() ? "not set" : fmt::format("`{}`", value);
}

class Reporter {
 public:
  Reporter(const Roots& roots, const Root& terraform, const Root& bicep, const SourceMap& sources)
      : roots_(roots), terraform_(terraform), bicep_(bicep), sources_(sources) {}

  Diagnostic make_one(const Difference& d) const {
    Diagnostic out = make(Code::DR032, terraform_.path, message(d));
    const std::string address = d.terraform.empty() ? d.bicep : d.terraform;
    switch (d.kind) {
      case Difference::Kind::unpaired:
        out.help = "add a row to `modules` in the pack's parity table";
        break;
      case Difference::Kind::missing_in_bicep:
      case Difference::Kind::missing_in_terraform:
        out.help =
            fmt::format("add it there, or waive DR032 for `{}#{}`", terraform_.path, address);
        break;
      default:
        out.help = fmt::format("give both the same value, or waive DR032 for `{}#{}.{}`",
                               terraform_.path, address, attribute(d));
        break;
    }
    const bool alone = d.kind == Difference::Kind::constant;
    const bool ours = alone ? d.property.empty() : d.terraform_span.valid();
    place(out, ours ? terraform_ : bicep_, ours ? d.terraform : d.bicep,
          ours ? d.terraform_span : d.bicep_span, true);
    if (ours && !alone && d.bicep_span.valid()) place(out, bicep_, d.bicep, d.bicep_span, false);
    if (d.row.valid())
      out.notes.push_back(
          {d.row, "", alone ? "the table asks for it here" : "the table pairs them here"});
    return out;
  }

 private:
  // By its Terraform name, or that of the property where Bicep has it alone.
  static const std::string& attribute(const Difference& d) {
    return d.attribute.empty() ? d.property : d.attribute;
  }

  std::string message(const Difference& d) const {
    switch (d.kind) {
      case Difference::Kind::missing_in_bicep:
        return fmt::format("`{}` has no counterpart in `{}`", d.terraform, bicep_.path);
      case Difference::Kind::missing_in_terraform:
        return fmt::format("`{}` has no counterpart in `{}`", d.bicep, terraform_.path);
      case Difference::Kind::unpaired:
        return fmt::format("`{}` is in no row of the parity table",
                           d.terraform.empty() ? d.bicep : d.terraform);
      case Difference::Kind::constant: {
        const bool bicep = !d.property.empty();
        return fmt::format(
            "`{}` of `{}` is {}; what `{}` says needs {}", bicep ? d.property : d.attribute,
            bicep ? d.bicep : d.terraform, value_of(bicep ? d.bicep_value : d.terraform_value),
            bicep ? d.terraform : d.bicep, value_of(bicep ? d.terraform_value : d.bicep_value));
      }
      case Difference::Kind::property:
        break;
    }
    return fmt::format("`{}` of `{}` is {}, and `{}` of `{}` is {}", d.attribute, d.terraform,
                       value_of(d.terraform_value), d.property, d.bicep, value_of(d.bicep_value));
  }

  // The first place becomes the finding's own; the others, nearer to the spec, are notes.
  void place(Diagnostic& out, const Root& root, const std::string& address, Span span,
             bool own) const {
    const char* language = root.language == LanguageId::bicep ? "Bicep" : "Terraform";
    bool first = true;
    for (const Span each : roots_.origins(root, address, span)) {
      const RootPlace at = roots_.place(each, sources_);
      if (first && own)
        out.span = at.span;
      else
        out.notes.push_back({at.span, at.span.valid() ? "" : at.path,
                             fmt::format("{} in {}", first ? "set" : "given", language)});
      for (const RootPlace::Value& value : at.values)
        out.notes.push_back({value.span, "", fmt::format("from `{}`", value.name)});
      first = false;
    }
  }

  const Roots& roots_;
  const Root& terraform_;
  const Root& bicep_;
  const SourceMap& sources_;
};

}  // namespace

namespace {

/// Roots of both languages that stand in for each other.
std::vector<std::pair<const Root*, const Root*>> paired(const std::vector<Root>& roots) {
  std::vector<std::pair<const Root*, const Root*>> out;
  for (const Root& terraform : roots) {
    if (terraform.language != LanguageId::hcl) continue;
    const std::string place = without_language(terraform.path, "terraform");
    const auto bicep = std::find_if(roots.begin(), roots.end(), [&](const Root& r) {
      return r.language == LanguageId::bicep && without_language(r.path, "bicep") == place;
    });
    if (bicep != roots.end()) out.emplace_back(&terraform, &*bicep);
  }
  return out;
}

}  // namespace

parity::Coverage compare_roots(const Roots& roots, const std::vector<const parity::Table*>& tables,
                               const std::vector<Waiver>& waivers, const SourceMap& sources,
                               bool list, Diagnostics& diagnostics) {
  parity::Coverage out;
  for (const auto& [terraform, bicep] : paired(roots.all())) {
    for (const parity::Table* table : tables) {
      const auto compared = parity::compare(*table, terraform->folded.objects,
                                            bicep->folded.objects, roots.sources(), list);
      out.add(compared.coverage);
      const Reporter reporter(roots, *terraform, *bicep, sources);
      for (const Difference& d : compared.differences) {
        const std::string& address = d.terraform.empty() ? d.bicep : d.terraform;
        if (waived("DR032", terraform->path, address, waivers)) continue;
        const std::string& what = d.attribute.empty() ? d.property : d.attribute;
        if (!what.empty() && waived("DR032", terraform->path, address + "." + what, waivers))
          continue;
        diagnostics.add(reporter.make_one(d));
      }
    }
  }
  return out;
}

parity::Coverage compare_traced(const std::vector<Root>& roots,
                                const std::vector<const parity::Table*>& tables,
                                const SourceMap& sources, fold::Trace& trace) {
  parity::Coverage out;
  for (const auto& [terraform, bicep] : paired(roots)) {
    for (const parity::Table* table : tables) {
      const auto compared = parity::compare(*table, terraform->folded.objects,
                                            bicep->folded.objects, sources, false, &trace);
      out.add(compared.coverage);
      if (!compared.differences.empty()) trace.give_up();
    }
  }
  return out;
}

}  // namespace formwork
