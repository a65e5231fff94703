#include "base/text.h"
#include "cli/csp.h"
#include "pipeline/edge_headers.h"

#include <fmt/format.h>

namespace formwork {
namespace {

std::string budget(const csp::Edge& edge, const std::string& policy, std::size_t file_bytes) {
  const std::size_t pieces = csp::pieces(edge, policy).size();
  if (edge.value_bytes != 0) {
    return fmt::format("{} of {} bytes{}", policy.size(), edge.value_bytes * edge.pieces,
                       edge.pieces > 1 ? fmt::format(", {} of {} values of at most {} bytes",
                                                     pieces, edge.pieces, edge.value_bytes)
                                       : "");
  }
  if (edge.file_bytes != 0)
    return fmt::format("{} bytes; the file {} of {} bytes", policy.size(), file_bytes,
                       edge.file_bytes);
  return fmt::format("{} bytes, without a limit", policy.size());
}

}  // namespace

int csp_show(Session& session, const std::string& environment, const std::string& edge) {
  const auto tree = disk_tree(session.options.folder);
  session.options.environments.clear();  // it is named
  const auto inputs = session.load(*tree);
  if (!inputs) return session.finish(false);
  const auto found = policies_of(session, *inputs, environment);
  if (!found) return session.finish(false);
  const auto outputs = edge_outputs(*inputs, found->unit, session.sources, session.diagnostics);
  if (session.diagnostics.has_errors()) return session.finish(false);
  std::string out;
  bool known = false;
  for (const csp::Edge& one : csp::edges()) {
    if (!edge.empty() && one.id != edge) continue;
    std::vector<const EdgeOutput*> mine;
    for (const EdgeOutput& output : outputs) {
      if (output.edge == &one) mine.push_back(&output);
    }
    if (mine.empty()) continue;
    known = true;
    const csp::Expected& expected = mine.front()->expected;
    out += fmt::format("{}: {}\n", one.id, one.title);
    if (expected.policy.empty()) {
      out += "  no policy is sent\n";
    } else {
      out += fmt::format("  {}: {}\n", expected.header, expected.policy);
      out += fmt::format("  {}\n", budget(one, expected.policy, mine.front()->bytes));
      if (const auto over = csp::over_budget(one, csp::parse(expected.policy))) {
        out += fmt::format("  {} more than fit; this would save:\n", over->bytes - over->limit);
        for (const std::string& way : over->ways_out) out += "    " + way + "\n";
      }
    }
    out += "  written in\n";
    for (const EdgeOutput* output : mine) {
      for (const EdgeLine& line : output->lines)
        out += fmt::format("    {}:{}: {}\n", line.path, line.number, printable(line.text));
      if (output->lines.empty()) out += fmt::format("    {}\n", output->path);
    }
    out += fmt::format("  sent by {}\n", one.carrier);
    if (!mine.front()->others.empty()) out += "  beside it\n";
    for (const csp::Header& header : mine.front()->others)
      out += fmt::format("    {}: {}\n", header.name,
                         header.value ? printable(*header.value) : "known after deployment");
  }
  if (!known) {
    out += edge.empty() ? fmt::format("no edge of {} sends headers\n", environment)
                        : fmt::format("{} has no edge {}\n", environment, edge);
  }
  session.print(out);
  return session.finish(false);
}

}  // namespace formwork
