#include "cli/session.h"

#include "base/counted.h"
#include "base/text.h"
#include "cli/standard_output.h"
#include "pipeline/asset_findings.h"
#include "pipeline/policy_gate.h"
#include "rules/redact.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>
#include <unistd.h>

namespace formwork {
namespace {

bool set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

class Progress {
 public:
  Progress(bool on, std::size_t total)
      : on_(on && total > 1), total_(total), start_(Clock::now()) {}
  ~Progress() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void operator()(std::size_t done) {
    if (!on_) return;
    const auto now = Clock::now();
    // Short work shows nothing; long work is drawn ten times a second.
    if (now - start_ < std::chrono::milliseconds(300) ||
        now - drawn_ < std::chrono::milliseconds(100))
      return;
    drawn_ = now;
    shown_ = true;
    constexpr std::size_t kWidth = 30;
    const std::size_t filled = kWidth * done / total_;
    std::fputs(fmt::format("\r[{}{}] {}/{} units\x1b[K", std::string(filled, '#'),
                           std::string(kWidth - filled, '.'), done, total_)
                   .c_str(),
               stderr);
    std::fflush(stderr);
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool on_;
  std::size_t total_;
  bool shown_ = false;
  Clock::time_point start_;
  Clock::time_point drawn_{};
};

// What is missing may lie in a submodule that nobody has checked out: an empty folder.
void name_submodules(const std::string& folder, const Tree& tree, Diagnostics& diagnostics) {
  if (tree.name() != "working tree" || !GitRepository::may_be_around(folder)) return;
  for (Diagnostic& d : diagnostics.items()) {
    if ((d.code != Code::FW8002 && d.code != Code::FW7001) || d.span.valid()) continue;
    const auto repository = GitRepository::open(folder);
    if (!repository) return;
    // formwork.yaml stands for the workspace itself.
    const std::string path = d.path == "formwork.yaml" ? std::string() : d.path;
    const auto submodule = repository->submodule_around(path);
    if (!submodule) continue;
    d.message += fmt::format(": `{}` is a git submodule that is not checked out", *submodule);
    d.help =
        fmt::format("`git submodule update --init {}`, from the top of the repository", *submodule);
  }
}

}  // namespace

unsigned Session::jobs() const {
  return options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
}

bool Session::color(std::FILE* stream) const {
  if (options.color == "always") return true;
  if (options.color == "never") return false;
  if (set("NO_COLOR")) return false;
  if (set("FORCE_COLOR")) return true;
  if (const char* force = std::getenv("CLICOLOR_FORCE");
      force != nullptr && *force != '\0' && std::strcmp(force, "0") != 0) {
    return true;
  }
  const char* term = std::getenv("TERM");
  if (term == nullptr || std::strcmp(term, "dumb") == 0) return false;
  return isatty(fileno(stream)) != 0;
}

void Session::present(const Presentation& presentation) {
  const auto open = [&](const char* name) { return !options.given.contains(name); };
  if (presentation.format && open("format")) options.format = *presentation.format;
  if (presentation.color && open("color")) options.color = *presentation.color;
  if (presentation.jobs && open("jobs")) options.jobs = *presentation.jobs;
  if (presentation.progress && open("progress")) options.no_progress = !*presentation.progress;
}

// In a folder below the workspace's root, what to do is to name that, not to begin another one.
void Session::name_root(const Tree& tree) {
  namespace fs = std::filesystem;
  constexpr const char* kFile = "formwork.yaml";
  std::error_code error;
  if (tree.name() != "working tree" || fs::exists(fs::path(options.folder) / kFile, error)) return;
  fs::path up = fs::path(options.folder) / "..";
  constexpr int kMost = 32;
  for (int i = 0; i < kMost && !fs::exists(up / kFile, error); ++i) up /= "..";
  if (!fs::exists(up / kFile, error)) return;
  const std::string root = up.lexically_normal().generic_string();
  for (Diagnostic& d : diagnostics.items()) {
    if (d.code == Code::FW8002 && d.path == kFile)
      d.help =
          fmt::format("the root of the workspace is `{0}`: name it with `-C {0}`", printable(root));
  }
}

std::optional<Workspace> Session::workspace(const Tree& tree) {
  auto out =
      load_workspace(tree, sources, diagnostics, [this](const Presentation& p) { present(p); });
  if (!out) {
    name_root(tree);
    name_submodules(options.folder, tree, diagnostics);
  }
  return out;
}

std::optional<Inputs> Session::load(const Tree& tree, std::vector<std::string> sets) {
  LoadOptions load_options;
  load_options.environments = options.environments;
  load_options.sets = std::move(sets);
  load_options.every_pack = every_pack;
  load_options.jobs = [this] { return jobs(); };
  load_options.presentation = [this](const Presentation& p) { present(p); };
  auto inputs = load_inputs(tree, load_options, sources, diagnostics);
  if (!inputs) {
    name_root(tree);
    name_submodules(options.folder, tree, diagnostics);
  }
  if (!inputs && options.by_variable.contains("FORMWORK_ENV")) {
    for (Diagnostic& d : diagnostics.items()) {
      if (d.code == Code::FW8005)
        d.notes.push_back({{}, {}, "the variable `FORMWORK_ENV` asks for it", true});
    }
  }
  return inputs;
}

std::vector<Unit> Session::select(const Inputs& inputs) {
  std::vector<Unit> units = units_of(inputs, !options.environments.empty());
  if (!options.environments.empty()) {
    std::erase_if(units, [&](const Unit& u) {
      return std::none_of(options.environments.begin(), options.environments.end(),
                          [&](const std::string& glob) { return glob_match(glob, u.name); });
    });
  }
  if (!options.repository.empty()) select_repository(inputs, units);
  for (const std::string& glob : options.targets) {
    std::vector<std::string> known;
    for (const Pack& pack : inputs.packs.packs)
      known.insert(known.end(), pack.targets.begin(), pack.targets.end());
    if (std::any_of(known.begin(), known.end(),
                    [&](const std::string& t) { return glob_match(glob, t); }))
      continue;
    const auto near = nearest(glob, known);
    diagnostics.add(make(Code::FW8001, std::string(),
                         fmt::format("no target matches `{}`", printable(glob)),
                         near ? fmt::format("did you mean `{}`?", *near)
                              : fmt::format("there are: {}", join(known, ", "))));
  }
  return units;
}

void Session::select_repository(const Inputs& inputs, std::vector<Unit>& units) {
  const bool application = options.repository == "application";
  if (application && !options.environments.empty()) {
    diagnostics.add(make(Code::FW8001, std::string(),
                         "`--repository application` and `--env` exclude each other",
                         "what goes there is made of all environments"));
  } else if (application && inputs.application.folder.empty()) {
    diagnostics.add(make(Code::FW8020, std::string(),
                         "the application has no repository of its own",
                         "name it in `repository.application`, or leave `--repository` out"));
  } else if (application && !inputs.application.present) {
    const std::string& folder = inputs.application.folder;
    diagnostics.add(make(Code::FW8020, folder,
                         fmt::format("the application's repository is not at `{}`", folder),
                         fmt::format("check it out there: `git clone … {}`", folder)));
  }
  std::erase_if(units, [&](const Unit& u) { return u.folder.empty() == application; });
}

void Session::say_absent(const Inputs& inputs) {
  const ApplicationRepository& application = inputs.application;
  if (application.folder.empty() || application.present || !options.environments.empty() ||
      !options.repository.empty())
    return;
  say(fmt::format(
      "formwork: the application's repository is not at `{}`: its files were left alone\n",
      application.folder));
}

std::vector<UnitReport> Session::inspect_units(const Inputs& inputs, const std::vector<Unit>& units,
                                               const Tree& tree, KeptBytes* kept) {
  Verifier verifier(inputs.packs, sources,
                    options.verify == "full" ? VerifyMode::full : VerifyMode::shapes);
  verifier.list_parity(command == "validate");
  Progress progress(!options.no_progress && !options.quiet && isatty(STDERR_FILENO) != 0,
                    units.size());
  auto reports = inspect_all(
      inputs, units, tree, sources, &verifier, jobs(), [&](std::size_t done) { progress(done); },
      kept);
  judge_policies(reports);
  judge_built_files(inputs, reports);
  if (options.targets.empty()) return reports;
  // A unit is rendered whole, so that its lock can be judged; what is told of is chosen afterwards.
  for (UnitReport& report : reports) {
    report.lock_differs = false;  // it speaks of all targets
    std::erase_if(report.files, [&](const FileFact& fact) {
      return fact.artifact == SIZE_MAX ||
             !is_for(report.output.artifacts[fact.artifact],
                     [&](const std::string& target) { return wants_target(target); });
    });
  }
  return reports;
}

bool Session::wants_target(std::string_view target) const {
  return options.targets.empty() ||
         std::any_of(options.targets.begin(), options.targets.end(),
                     [&](const std::string& glob) { return glob_match(glob, target); });
}

bool Session::for_machines() const {
  const Format format = find_format(options.format).value_or(Format::text);
  return format != Format::text && format != Format::concise && format != Format::github &&
         format != Format::markdown;
}

void Session::print(std::string_view text) {
  printed_ = printed_ || !text.empty();
  write_out(text);
}

void Session::say(std::string_view text) {
  if (options.quiet) return;
  std::fflush(stdout);  // where both go to one place, they stand in the order they were written
  std::fwrite(text.data(), 1, text.size(), stderr);
}

int Session::exit_status() {
  return diagnostics.exit_status(options.fail_on == "warning" ? Severity::warning
                                                              : Severity::error);
}

int Session::finish(bool result) {
  std::vector<Diagnostic> sorted = diagnostics.sorted(sources);
  redact(sorted, sources);
  ReportOptions report_options;
  report_options.command = command;
  report_options.version = std::string(compiler_version());
  if (plan) report_options.plan = &*plan;
  if (!comparisons.empty()) report_options.comparisons = &comparisons;

  for (const std::string& wanted : options.reports) {
    const std::size_t equals = wanted.find('=');
    const auto format = find_format(std::string_view(wanted).substr(0, equals));
    if (equals == std::string::npos || !format) continue;  // refused when the options were read
    const std::string path = wanted.substr(equals + 1);
    report_options.color = false;
    const std::string text = report(*format, sorted, sources, report_options);
    std::FILE* file = std::fopen(path.c_str(), "wb");
    const bool ok =
        file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
    const bool closed = file != nullptr && std::fclose(file) == 0;
    if (ok && closed) continue;
    const Diagnostic& d = diagnostics.add(
        make(Code::FW7002, path,
             fmt::format("cannot write the report `{}`: {}", printable(path), std::strerror(errno)),
             "name a file in a folder that is there and can be written in"));
    sorted.push_back(d);
  }

  const Format format = find_format(options.format).value_or(Format::text);
  const bool machine = for_machines();
  const bool taken = printed_ && !result && machine;
  std::FILE* stream = !taken && (result || format != Format::text) ? stdout : stderr;
  report_options.color = color(stream);
  if (!sorted.empty() || (machine && !taken) || (result && format == Format::markdown)) {
    const std::string text = report(format, sorted, sources, report_options);
    if (stream == stdout) {
      write_out(text);
    } else {
      std::fflush(stdout);
      std::fwrite(text.data(), 1, text.size(), stderr);
    }
  }
  if (format == Format::text && !sorted.empty()) {
    std::size_t errors = 0, warnings = 0;
    for (const Diagnostic& d : sorted) {
      errors += d.severity == Severity::error ? 1 : 0;
      warnings += d.severity == Severity::warning ? 1 : 0;
    }
    say(fmt::format("formwork: {}, {}\n", counted(errors, "error"), counted(warnings, "warning")));
  }
  return exit_status();
}

}  // namespace formwork
