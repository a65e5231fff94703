#include "base/text.h"
#include "cli/csp.h"
#include "csp/live.h"
#include "csp/meta.h"
#include "pipeline/edge_headers.h"

#include <fmt/format.h>

#include <algorithm>

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

bool same_policy(const SentPolicy& a, const SentPolicy& b) {
  return a.hosts == b.hosts && a.expected.header == b.expected.header &&
         a.expected.policy == b.expected.policy && a.expected.tried == b.expected.tried;
}

void tell(const csp::Edge& edge, const std::string& header, const std::string& policy,
          std::size_t file_bytes, std::string& out) {
  out += fmt::format("  {}: {}\n", header, policy);
  out += fmt::format("  {}\n", budget(edge, policy, file_bytes));
  if (const auto over = csp::over_budget(edge, csp::parse(policy))) {
    out += fmt::format("  {} more than fit; this would save:\n", over->bytes - over->limit);
    for (const std::string& way : over->ways_out) out += "    " + way + "\n";
  }
}

std::string told(const csp::Edge& edge, const std::vector<const EdgeOutput*>& mine) {
  const SentPolicy& sent = mine.front()->sent;
  const csp::Expected& expected = sent.expected;
  std::string out = fmt::format("{}: {}\n", edge.id, edge.title);
  if (!sent.hosts.empty()) out += fmt::format("  for {} alone\n", join(sent.hosts, ", "));
  if (expected.policy.empty()) {
    out += "  no policy is sent\n";
  } else {
    tell(edge, expected.header, expected.policy, mine.front()->bytes, out);
  }
  if (!expected.tried.empty()) {
    out += "  tried beside it\n";
    tell(edge, "Content-Security-Policy-Report-Only", expected.tried, mine.front()->bytes, out);
  }
  out += "  written in\n";
  for (const EdgeOutput* output : mine) {
    for (const EdgeLine& line : output->lines)
      out += fmt::format("    {}:{}: {}\n", line.path, line.number, printable(line.text));
    if (output->lines.empty()) out += fmt::format("    {}\n", output->sent.path);
  }
  out += fmt::format("  sent by {}\n", edge.carrier);
  if (!mine.front()->others.empty()) out += "  beside it\n";
  for (const csp::Header& header : mine.front()->others)
    out += fmt::format("    {}: {}\n", header.name,
                       header.value ? printable(*header.value) : "known after deployment");
  return out;
}

/// What pages of one's own could carry themselves: no output of formwork's is one.
std::string told_as_meta(const std::string& environment, const std::vector<SentPolicy>& sent) {
  std::string out;
  for (const SentPolicy& one : distinct(sent)) {
    const csp::Expected& expected = one.expected;
    out += fmt::format("meta: {}\n", whose(environment, one));
    if (expected.policy.empty() || !csp::is_enforced(expected.header)) {
      out += fmt::format("  {}\n", expected.policy.empty()
                                       ? "no policy is sent"
                                       : "an element carries no policy that is only reported on");
      continue;
    }
    const csp::MetaElement meta = csp::meta_element(csp::parse(expected.policy));
    out += fmt::format("  {}\n", meta.element);
    if (!meta.dropped.empty())
      out += fmt::format(
          "  warning: browsers pass over these in an element, so they are left out: {}\n",
          join(meta.dropped, ", "));
    if (!expected.tried.empty())
      out +=
          "  warning: an element carries no policy that is only reported on: the one that is tried "
          "is "
          "left out\n";
  }
  return out;
}

}  // namespace

int csp_show(Session& session, const std::string& environment, const std::string& edge) {
  const auto tree = disk_tree(session.options.folder);
  session.options.environments.clear();  // it is named
  const auto inputs = session.load(*tree);
  if (!inputs) return session.finish(false);
  const auto found = policies_of(session, *inputs, environment);
  if (!found) return session.finish(false);
  if (edge == "meta") {
    if (session.diagnostics.has_errors()) return session.finish(false);
    session.print(found->sent.empty() ? fmt::format("no edge of {} sends headers\n", environment)
                                      : told_as_meta(environment, found->sent));
    return session.finish(false);
  }
  const auto outputs = edge_outputs(*inputs, found->unit, session.sources, session.diagnostics);
  if (session.diagnostics.has_errors()) return session.finish(false);
  std::string out;
  bool known = false;
  for (const csp::Edge& one : csp::edges()) {
    if (!edge.empty() && one.id != edge) continue;
    // All outputs of one policy are told together.
    std::vector<std::vector<const EdgeOutput*>> policies;
    for (const EdgeOutput& output : outputs) {
      if (output.sent.edge != &one) continue;
      const auto same = std::find_if(policies.begin(), policies.end(), [&](const auto& known_ones) {
        return same_policy(known_ones.front()->sent, output.sent);
      });
      if (same == policies.end())
        policies.push_back({&output});
      else
        same->push_back(&output);
    }
    known = known || !policies.empty();
    for (const auto& mine : policies) out += told(one, mine);
  }
  if (!known) {
    out += edge.empty() ? fmt::format("no edge of {} sends headers\n", environment)
                        : fmt::format("{} has no edge {}\n", environment, edge);
  }
  session.print(out);
  return session.finish(false);
}

}  // namespace formwork
