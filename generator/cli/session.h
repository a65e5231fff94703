#pragma once
// What every command shares: global options, the sink, and how a run ends.
#include "files/tree.h"
#include "pipeline/check.h"
#include "pipeline/compile.h"
#include "report/comparison.h"
#include "report/plan.h"
#include "report/report.h"

#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace formwork {

enum class ColorMode : std::uint8_t { automatic, always, never };

struct GlobalOptions {
  std::string folder = ".";
  std::vector<std::string> environments;  // globs
  std::vector<std::string> targets;       // globs
  std::string repository;                 // "application", "infrastructure"; empty: both
  std::string format = "text";
  std::vector<std::string> reports;  // FORMAT=FILE
  unsigned jobs = 0;                 // 0: as many as there are processors
  std::string color = "auto";
  std::string fail_on = "error";
  bool no_progress = false;
  bool quiet = false;
  bool verbose = false;
  bool timing = false;
  std::string verify = "shapes";      // or "full"
  std::set<std::string> given;        // of format, color, jobs, progress: by a flag or a variable
  std::set<std::string> by_variable;  // FORMWORK_DIR, FORMWORK_ENV: where they, not a flag, speak
};

/// One run of one command. Results go to standard output, messages and progress to standard error.
class Session {
 public:
  explicit Session(GlobalOptions given) : options(std::move(given)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  GlobalOptions options;
  SourceMap sources;
  Diagnostics diagnostics;
  std::string command;
  std::optional<PlanReport> plan;       // what `plan` found, for the json record
  std::vector<Comparison> comparisons;  // what `diff` found, the same
  bool every_pack = false;              // load templates that no environment has a target for, too

  [[nodiscard]] unsigned jobs() const;
  [[nodiscard]] bool color(std::FILE* stream) const;
  /// Reads formwork.yaml, and shows results from now on as it says where no flag or variable did.
  [[nodiscard]] std::optional<Workspace> workspace(const Tree& tree);
  /// Loads the inputs of the workspace in `tree`; nothing after an error.
  [[nodiscard]] std::optional<Inputs> load(const Tree& tree, std::vector<std::string> sets = {});
  /// Units that --env selects; `shared` only where nothing was selected.
  [[nodiscard]] std::vector<Unit> select(const Inputs& inputs);
  /// Says that files of the application's repository were left out, where it is not checked out
  /// here.
  void say_absent(const Inputs& inputs);
  /// True if --target lets it through.
  [[nodiscard]] bool wants_target(std::string_view target) const;
  /// Renders and compares the units with a progress bar on a terminal; files of other targets than
  /// --target are left out.
  /// `kept`: where what is rendered will be written.
  [[nodiscard]] std::vector<UnitReport> inspect_units(const Inputs& inputs,
                                                      const std::vector<Unit>& units,
                                                      const Tree& tree, KeptBytes* kept = nullptr);
  void print(std::string_view text);  // result
  /// True where a program reads the findings, as one document.
  [[nodiscard]] bool for_machines() const;
  void say(std::string_view text);  // message; silent with -q
  /// Writes the findings in the chosen format and the --report files; returns the exit status.
  /// `result`: the findings are the command's result (check, validate) and go to standard output.
  /// Where that holds another result already, a document of findings would spoil it: it goes to
  /// standard error.
  [[nodiscard]] int finish(bool result);

 private:
  bool printed_ = false;
  void name_root(const Tree& tree);
  void present(const Presentation& presentation);
  /// Leaves the units that --repository asks for. FW8020 where it is not to be had.
  void select_repository(const Inputs& inputs, std::vector<Unit>& units);
  [[nodiscard]] int exit_status();
};

/// What one command is to the command line: `add` declares it, the callback runs it.
using CommandRunner = std::function<int(Session&)>;

}  // namespace formwork
