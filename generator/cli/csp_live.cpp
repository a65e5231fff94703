#include "base/text.h"
#include "cli/csp.h"
#include "csp/live.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

Code code_of(csp::LiveKind kind) {
  switch (kind) {
    case csp::LiveKind::absent:
      return Code::DR022;
    case csp::LiveKind::weaker:
      return Code::DR023;
    case csp::LiveKind::different:
      return Code::DR024;
    case csp::LiveKind::only_reported:
      return Code::DR025;
    case csp::LiveKind::several:
      return Code::DR026;
  }
  return Code::DR024;
}

/// The host of `https://a.example:8443/x` or `A.example`.
std::string host_of(const std::string& text) {
  if (const auto url = csp::parse_url(text); url && url->host) return *url->host;
  std::string host = text.substr(0, text.find_first_of(":/"));
  std::transform(host.begin(), host.end(), host.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return host;
}

bool has(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

/// The environment that is meant, by name, by host, or as the only one.
std::string environment_of(Session& session, const Inputs& inputs, const LiveOptions& options) {
  const auto fail = [&](Code code, std::string message, std::string help) {
    session.diagnostics.add(make(code, std::string(), std::move(message), std::move(help)));
    return std::string();
  };
  const std::string host = host_of(options.host);
  if (!options.environment.empty()) {
    for (const Environment& env : inputs.environments) {
      if (env.name != options.environment || host.empty() || has(hosts_of(env), host)) continue;
      return fail(Code::FW8005, fmt::format("`{}` is no host of `{}`", host, env.name),
                  fmt::format("its hosts are: {}", join(hosts_of(env), ", ")));
    }
    return options.environment;
  }
  if (!host.empty()) {
    std::vector<std::string> found, all;
    for (const Environment& env : inputs.environments) {
      const auto hosts = hosts_of(env);
      if (has(hosts, host)) found.push_back(env.name);
      all.insert(all.end(), hosts.begin(), hosts.end());
    }
    if (found.size() == 1) return found.front();
    if (found.empty())
      return fail(Code::FW8005, fmt::format("no environment has the host `{}`", printable(host)),
                  nearest(host, all) ? fmt::format("did you mean `{}`?", *nearest(host, all))
                                     : fmt::format("there are: {}", join(all, ", ")));
    return fail(Code::FW8001, fmt::format("several environments have the host `{}`", host),
                fmt::format("name one of them: {}", join(found, ", ")));
  }
  if (inputs.environments.size() == 1) return inputs.environments.front().name;
  return fail(
      Code::FW8001, "which environment the headers are of is not known",
      fmt::format("name it ({}), or its host with `--host`", join(inputs.workspace.names, ", ")));
}

/// What is sent at `host`; everything, where it is not known.
std::vector<SentPolicy> of_host(const std::vector<SentPolicy>& sent, const std::string& host) {
  std::vector<SentPolicy> own, shared;
  for (const SentPolicy& one : sent) {
    if (host.empty() || has(one.hosts, host)) own.push_back(one);
    if (one.hosts.empty()) shared.push_back(one);
  }
  return own.empty() ? shared : own;
}

}  // namespace

int csp_live(Session& session, const LiveOptions& options) {
  const auto text = text_of(session, options.headers);
  if (!text) return session.finish(true);
  const SourceId source =
      session.sources.add(options.headers == "-" ? "headers" : options.headers, *text);
  std::vector<csp::HeaderProblem> problems;
  const auto hops = csp::parse_headers(*text, problems);
  for (const csp::HeaderProblem& problem : problems)
    session.diagnostics.add(Code::FW8012, session.sources.line_span(source, problem.line),
                            problem.message, problem.help);
  if (problems.empty() && hops.back().status >= 300 && hops.back().status < 400 &&
      !hops.back().all("location").empty()) {
    session.diagnostics.add(Code::FW8012, session.sources.line_span(source, hops.back().line),
                            fmt::format("the last response is a redirect to `{}`",
                                        printable(hops.back().all("location").front()->value)),
                            "save the headers with `curl -sIL URL`, which follows it");
  }
  if (session.diagnostics.has_errors()) return session.finish(true);

  const auto tree = disk_tree(session.options.folder);
  const auto inputs = session.load(*tree);
  if (!inputs) return session.finish(true);
  const std::string name = environment_of(session, *inputs, options);
  if (session.diagnostics.has_errors()) return session.finish(true);
  const auto found = policies_of(session, *inputs, name);
  if (!found || session.diagnostics.has_errors()) return session.finish(true);
  std::string host = host_of(options.host);
  if (const auto hosts = hosts_of(*found->env); host.empty() && hosts.size() == 1)
    host = hosts.front();
  csp::Origin origin;
  if (!host.empty()) origin.host = host;
  const csp::Hop& hop = hops.back();
  const auto policies = distinct(of_host(found->sent, host));
  if (std::any_of(policies.begin(), policies.end(),
                  [&](const SentPolicy& one) { return !one.hosts.empty() && host.empty(); })) {
    session.diagnostics.add(
        make(Code::FW8001, std::string(), fmt::format("the policy of `{}` differs by host", name),
             fmt::format("name it with `--host`: {}", join(hosts_of(*found->env), ", "))));
    return session.finish(true);
  }
  for (const SentPolicy& one : policies) {
    for (const csp::LiveFinding& finding : judge_live(hop, one.expected, origin)) {
      Diagnostic d = make(code_of(finding.kind), session.sources.line_span(source, finding.line),
                          finding.message,
                          "deploy what is compiled, and see that nothing behind or before the edge "
                          "sets the header");
      for (const std::string& note : finding.notes) d.notes.push_back({{}, "", note});
      if (finding.of_policy) {
        d.notes.push_back({{},
                           "",
                           one.expected.policy.empty()
                               ? fmt::format("`{}` sends none", name)
                               : fmt::format("the spec of `{}`: {}: {}", name, one.expected.header,
                                             one.expected.policy)});
      }
      if (hop.status >= 400)
        d.notes.push_back({{}, "", fmt::format("the server answered `{}`", hop.status_line)});
      session.diagnostics.add(std::move(d));
    }
  }
  const int status = session.finish(true);
  if (status == 0 && session.options.format == "text") {
    session.say(
        policies.empty()
            ? fmt::format("formwork: no edge of {} sends a policy\n", name)
            : fmt::format(
                  "formwork: the last of {} response{} sends the policy and the headers of {}\n",
                  hops.size(), hops.size() == 1 ? "" : "s", name));
  }
  return status;
}

}  // namespace formwork
