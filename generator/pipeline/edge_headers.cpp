#include "pipeline/edge_headers.h"

#include "base/text.h"
#include "pipeline/module_files.h"
#include "pipeline/verify.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

/// The lines of a file that hold a piece of the policy, whatever quotes and escapes its language
/// has.
void add_lines(const std::string& path, std::string_view text, const EdgeOutput& output,
               std::vector<EdgeLine>& out) {
  if (output.sent.expected.policy.empty()) return;
  std::vector<std::string> pieces = csp::pieces(*output.sent.edge, output.sent.expected.policy);
  if (const std::string& tried = output.sent.expected.tried; !tried.empty()) {
    for (std::string& piece : csp::pieces(*output.sent.edge, tried))
      pieces.push_back(std::move(piece));
  }
  std::uint32_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    std::string plain(line);
    std::erase(plain, '\\');
    for (std::size_t at = 0; (at = plain.find("''", at)) != std::string::npos; ++at)
      plain.erase(at, 1);  // YAML within single quotes
    if (std::any_of(pieces.begin(), pieces.end(), [&](const std::string& piece) {
          return plain.find(piece) != std::string::npos;
        }))
      out.push_back({path, number, std::string(trim(line))});
  }
}

std::vector<csp::Header> read_back(const Artifact& artifact, const Rendered& rendered,
                                   const Value& spec, const csp::Edge& edge, Verifier& verifier) {
  std::vector<csp::Header> out;
  verifier.read(artifact, rendered, spec, [&](const Verifier::Parsed& parsed) {
    std::vector<csp::Carrier> carriers = carriers_of(edge, parsed);
    if (!carriers.empty()) out = std::move(carriers.front().others);
  });
  for (csp::Header& header : out) header.node = {};  // the tree goes with the verifier
  return out;
}

/// Whether a rule set of the output's root sends this of its policies.
bool sends(const std::vector<EdgeOutput>& outputs, const SentPolicy& policy,
           const csp::Carrier& carrier) {
  const auto of = [&](const SentPolicy& one) {
    return std::find(one.sets.begin(), one.sets.end(), carrier.name) != one.sets.end();
  };
  if (!policy.sets.empty()) return of(policy);
  return std::none_of(outputs.begin(), outputs.end(), [&](const EdgeOutput& other) {
    return other.sent.path == policy.path && of(other.sent);
  });
}

/// Folds the unit's roots and gives the outputs of their folders what Front Door sends.
void read_folded(const Inputs& inputs, const Unit& unit, const std::vector<Artifact>& artifacts,
                 const SourceMap& sources, std::vector<EdgeOutput>& outputs,
                 Diagnostics& diagnostics) {
  Roots roots(fmt::format("infra/{}", unit.name));
  Document scratch;
  Rendered rendered;
  for (const Artifact& artifact : artifacts) {
    scratch.clear();
    if (print_artifact(artifact, sources, scratch, Trace::no, rendered)) continue;
    roots.collect(artifact, rendered);
    for (EdgeOutput& output : outputs) {
      if (is_folded_edge(output.sent.edge->id) &&
          folder_of(output.sent.path) == folder_of(artifact.path))
        add_lines(artifact.path, rendered.text, output, output.lines);
    }
  }
  if (roots.empty() || !roots.fold(inputs, sources, diagnostics)) return;
  for (EdgeOutput& output : outputs) {
    if (!is_folded_edge(output.sent.edge->id)) continue;
    for (const Root& root : roots.all()) {
      if (!stands_in(output.sent.path, root.path)) continue;
      auto carriers = carriers_of(root);
      const auto mine = std::find_if(carriers.begin(), carriers.end(), [&](const auto& carrier) {
        return sends(outputs, output.sent, carrier);
      });
      if (mine == carriers.end()) continue;
      output.others = std::move(mine->others);
      for (csp::Header& header : output.others) header.node = {};
      break;
    }
  }
}

}  // namespace

std::vector<EdgeOutput> edge_outputs(const Inputs& inputs, const Unit& unit, SourceMap& sources,
                                     Diagnostics& diagnostics) {
  std::vector<EdgeOutput> out;
  Document planned;
  EvalContext planning{planned};
  const Value root = Value::of(unit.document->root());
  const std::vector<Artifact> artifacts =
      plan(inputs.packs, plan_input(unit), planning, diagnostics);
  Verifier verifier(inputs.packs, sources, VerifyMode::shapes);
  bool folded = false;
  for (const Artifact& artifact : artifacts) {
    if (artifact.row->csp.edge.empty()) continue;
    Document scratch;
    Rendered rendered;
    if (auto failed = render_artifact(artifact, sources, scratch, nullptr, Trace::no, rendered)) {
      diagnostics.add(std::move(*failed));
      continue;
    }
    EvalContext context{scratch};
    std::vector<EdgeOutput> mine;
    for (SentPolicy& one : carried_policies(artifact, context)) {
      mine.push_back({std::move(one)});
      if (is_folded_edge(artifact.row->csp.edge))
        folded = true;
      else
        mine.back().others = read_back(artifact, rendered, root, *mine.back().sent.edge, verifier);
    }
    lay_out(artifact, rendered);
    for (EdgeOutput& one : mine) {
      one.bytes = rendered.text.size();
      if (!is_folded_edge(one.sent.edge->id))
        add_lines(one.sent.path, rendered.text, one, one.lines);
      out.push_back(std::move(one));
    }
  }
  if (folded) read_folded(inputs, unit, artifacts, sources, out, diagnostics);
  return out;
}

}  // namespace formwork
