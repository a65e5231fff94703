#include "base/counted.h"
#include "base/keep.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/csp.h"
#include "cli/expiry.h"
#include "pipeline/environment_parity.h"
#include "pipeline/git_proof.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <future>
#include <memory>
#include <optional>

namespace formwork {
namespace {

struct Options {
  std::string revision;
  bool staged = false;
  bool strict = false;
  std::vector<std::string> only;
  std::string base, base_env;  // what the policies are compared with
  std::shared_ptr<ExpiryFlags> expiry = std::make_shared<ExpiryFlags>();
};

std::unique_ptr<Tree> tree_of(Session& session, const Options& options) {
  if (options.revision.empty() && !options.staged) return disk_tree(session.options.folder);
  const auto repository = GitRepository::open(session.options.folder);
  if (!repository) {
    session.diagnostics.add(repository.error());
    return nullptr;
  }
  auto tree = options.staged ? repository->index() : repository->revision(options.revision);
  if (!tree) {
    session.diagnostics.add(tree.error());
    return nullptr;
  }
  return std::move(*tree);
}

/// Codes and rules' ids; `packs` are asked where an id is no code.
bool known_ids(Session& session, const std::vector<std::string>& only, const PackSet& packs) {
  for (const std::string& id : only) {
    if (find_code(id)) continue;
    std::vector<std::string> ids;
    for (const CodeInfo& code : all_codes()) ids.emplace_back(code.id);
    for (const Pack& pack : packs.packs) {
      for (const Rule& rule : pack.rules) ids.push_back(rule.id);
    }
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    const auto near = nearest(id, ids);
    session.diagnostics.add(
        make(Code::FW8001, std::string(),
             fmt::format("`--only {}` names no code and no rule", printable(id)),
             near ? fmt::format("did you mean `{}`?", *near) : "see docs/diagnostics"));
  }
  return !session.diagnostics.has_errors();
}

/// Whether `--only` asks for a finding: by its code, or by the rule it is of.
bool is_asked_for(const Diagnostic& d, const std::vector<std::string>& only) {
  return std::any_of(only.begin(), only.end(), [&](const std::string& id) {
    const auto code = find_code(id);
    return code ? code == d.code : id == d.rule;
  });
}

/// DR021: the policies of each environment against those of the base.
void weakened(Session& session, const PolicyBase& base, const std::vector<UnitReport>& reports) {
  for (const UnitReport& report : reports) {
    if (report.unit.environment == nullptr) continue;
    const auto side =
        base_side(session, base, base.environment.empty() ? report.unit.name : base.environment);
    if (side)
      report_weakened(*side, *report.unit.environment, report.output.policies,
                      report.output.waivers, session.diagnostics);
  }
}

/// What git would have said of the working tree is not told: which files it lacks or ignores, how
/// it stores line ends and modes. One's own setting mends it where the repository is somebody
/// else's.
void tell_without_git(Session& session, Diagnostic why) {
  const std::string what = "the working tree was checked without git";
  if (why.message.find("another user") == std::string::npos)
    return session.say(fmt::format("formwork: {}: {}\n", what, why.message));
  why.message = fmt::format("{}: {}", what, why.message);
  why.severity = Severity::warning;
  session.diagnostics.add(std::move(why));
}

int check(Session& session, const Options& options) {
  session.command = "check";
  if (options.staged && !options.revision.empty()) {
    session.diagnostics.add(make(Code::FW8001, std::string(),
                                 "`--staged` and `--rev` exclude each other",
                                 "name one tree to check"));
    return session.finish(true);
  }
  const auto tree = tree_of(session, options);
  if (!tree) return session.finish(true);
  // Making libgit2 ready takes as long as checking an environment: it is done meanwhile.
  std::future<Result<GitRepository>> opening;
  const bool working = options.revision.empty() && !options.staged;
  if (working) {
    opening = std::async(session.jobs() > 1 ? std::launch::async : std::launch::deferred,
                         [folder = session.options.folder] { return GitRepository::open(folder); });
  }
  auto inputs = session.load(*tree);
  if (!inputs || !known_ids(session, options.only, inputs->packs)) return session.finish(true);
  const std::vector<Unit> units = session.select(*inputs);
  if (session.diagnostics.has_errors()) return session.finish(true);
  PolicyBase base{.revision = options.base, .environment = options.base_env};
  const bool based =
      (!options.base.empty() || !options.base_env.empty()) && open_base(session, *tree, base);
  if (session.diagnostics.has_errors()) return session.finish(true);

  std::vector<UnitReport> reports = session.inspect_units(*inputs, units, *tree);
  CheckOptions check_options;
  check_options.strict = options.strict;
  std::optional<GitRepository> repository;
  if (opening.valid()) {
    auto opened = opening.get();
    if (opened)
      repository = std::move(*opened);
    else if (GitRepository::may_be_around(session.options.folder))
      tell_without_git(session, std::move(opened.error()));
  }
  if (repository) check_options.repository = &*repository;
  GitProof git(session.options.folder);
  if (repository) check_options.git = &git;
  std::size_t outputs = 0;
  CheckOptions nested = check_options;  // of the application's own repository
  std::optional<GitRepository> application;
  std::optional<GitProof> application_git;
  for (UnitReport& report : reports) {
    const std::string& mount = report.unit.folder;
    if (!mount.empty() && working) {
      auto opened = GitRepository::open(session.options.folder, mount);
      if (opened)
        application.emplace(std::move(*opened));
      else if (GitRepository::may_be_around(session.options.folder + "/" + mount))
        tell_without_git(session, std::move(opened.error()));
      application_git.emplace(session.options.folder, mount);
      nested.repository = application ? &*application : nullptr;
      nested.git = application ? &*application_git : nullptr;
    }
    for (const FileFact& fact : report.files) outputs += fact.artifact != SIZE_MAX ? 1 : 0;
    session.diagnostics.append(std::move(report.output.diagnostics));
    report_drift(*inputs, report, *tree, session.sources, mount.empty() ? check_options : nested,
                 session.diagnostics);
  }
  if (based) weakened(session, base, reports);
  // What concerns the environments is told in their repository.
  const bool environments = session.options.repository != "application";
  if (environments && session.options.environments.empty() && session.options.targets.empty())
    report_parity(*inputs, session.sources, session.diagnostics);
  ExpiryOptions expiry = expiry_options(*options.expiry, session);
  expiry.compared = based;
  if (environments) report_waivers(*inputs, reports, expiry, session.diagnostics);
  if (environments && session.options.environments.empty())
    report_abandoned(*inputs, *tree, session.diagnostics);
  if (!options.only.empty()) {
    // What kept it from being judged is told all the same.
    std::erase_if(session.diagnostics.items(), [&](const Diagnostic& d) {
      return info(d.code).exit < 2 && !is_asked_for(d, options.only);
    });
  }
  const int status = session.finish(true);
  if (status == 0 && session.options.format == "text") {
    session.say(fmt::format("formwork: {} in {} checked against the {}: {}\n",
                            counted(outputs, "file"), counted(reports.size(), "unit"), tree->name(),
                            session.diagnostics.empty() ? "no drift" : "nothing that fails"));
    session.say_absent(*inputs);
  }
  keep_until_exit(std::move(reports));
  keep_until_exit(std::move(inputs));
  return status;
}

}  // namespace

namespace {

// `--base "$(git merge-base …)"` must not compare with nothing where git has failed.
std::string is_named(const std::string& text) {
  return text.empty() ? "an empty text names nothing" : "";
}

}  // namespace

void add_check(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand(
      "check", "Prove that what is committed is what the spec says (the drift gate)");
  auto options = std::make_shared<Options>();
  command
      ->add_option("--rev", options->revision,
                   "Check revision REV: spec, overlays, lock and outputs all from there")
      ->type_name("REV")
      ->check(is_named);
  command->add_flag("--staged", options->staged,
                    "Check the index: what the next commit would hold");
  command->add_flag("--strict", options->strict,
                    "Make it an error, too, where a lock's version is all that is behind, or the "
                    "built-in below an overlay moved (DR003)");
  command->add_option("--only", options->only, "Report findings of this code or rule alone")
      ->type_name("ID");
  command
      ->add_option("--base", options->base,
                   "Report what content security policies allow more than at revision REV (DR021)")
      ->type_name("REV")
      ->check(is_named);
  command
      ->add_option("--base-env", options->base_env,
                   "Compare them with the policy of this environment instead of their own")
      ->type_name("ENV")
      ->check(is_named);
  add_expiry(*command, options->expiry);
  command->callback(
      [&run, options] { run = [options](Session& session) { return check(session, *options); }; });
}

}  // namespace formwork
