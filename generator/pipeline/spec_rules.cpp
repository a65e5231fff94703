#include "pipeline/spec_rules.h"

#include "base/text.h"
#include "rules/scope.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr std::string_view kType = "spec";

class Asking {
 public:
  Asking(Node spec, const std::vector<Waiver>& waivers, const SourceMap& sources,
         Diagnostics& diagnostics)
      : named_(spec.find_path("metadata.name")),
        object_{std::string(kType), std::string(named_.text()), spec},
        subject_{&object_, sources.path(named_.span().source), named_.span()},
        waivers_(waivers),
        diagnostics_(diagnostics) {}

  bool ask(const Rule& rule, ReadSet* reads) {
    const Rule* const one = &rule;
    return apply_rules(std::span(&one, 1), subject_, Value::of(object_.body), nullptr, waivers_,
                       diagnostics_, nullptr, reads);
  }

 private:
  Node named_;
  Object object_;
  Subject subject_;
  const std::vector<Waiver>& waivers_;
  Diagnostics& diagnostics_;
};

}  // namespace

void verify_spec(const PackSet& packs, const std::vector<std::string>& targets, Node spec,
                 const std::vector<Waiver>& waivers, const SourceMap& sources,
                 Diagnostics& diagnostics, SpecVerdicts* verdicts) {
  Asking asking(spec, waivers, sources, diagnostics);
  std::optional<ReadSet> reads;
  if (verdicts != nullptr) {
    reads.emplace(*spec.document());
    verdicts->targets = targets;
  }
  for (const Pack& pack : packs.packs) {
    if (!wanted(pack, targets)) continue;
    for (const Rule& rule : pack.rules) {
      if (!glob_match(rule.on, kType)) continue;
      if (reads) reads->clear();
      const bool held = asking.ask(rule, reads ? &*reads : nullptr);
      if (verdicts != nullptr)
        verdicts->asked.push_back({&rule, held && !names_place(rule), reads->marked()});
    }
  }
}

void verify_spec_like(const SpecVerdicts& other, const std::vector<bool>& differs, Node spec,
                      const std::vector<Waiver>& waivers, const SourceMap& sources,
                      Diagnostics& diagnostics) {
  Asking asking(spec, waivers, sources, diagnostics);
  for (const SpecVerdicts::Asked& asked : other.asked) {
    const bool holds = asked.held && std::none_of(asked.reads.begin(), asked.reads.end(),
                                                  [&](NodeId id) { return differs[id]; });
    if (!holds) (void)asking.ask(*asked.rule, nullptr);
  }
}

}  // namespace formwork
