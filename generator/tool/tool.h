#pragma once
// `validate --with`: the real tools over what was rendered, in a scratch folder and without the
// network. What they find is told at the line of the template that made the line they name.
#include "pipeline/unit.h"

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::tool {

/// A place where a tool starts: all that it is asked of one environment in one language.
struct Root {
  std::string folder{};  // "infra/prod/terraform"
  std::string file{};    // the file to name, below `folder`; empty where the folder is enough
};

/// Something a tool said. `path` is in the workspace; empty, or a line of 0, where it named none.
struct Finding {
  Severity severity = Severity::error;
  std::string rule{};  // the tool's own id: BCP037
  std::string message{};
  std::string path{};
  std::uint32_t line = 0;
};

/// What became of one root. At most one of `skipped` and `failed` is set.
struct Outcome {
  std::vector<Finding> findings{};
  std::string skipped{};  // why it was not judged: nothing is installed for it
  std::string failed{};   // why there is no verdict: a crash, no sense in what was printed
  std::string help{};     // of either
  bool interrupted = false;
};

struct Job {
  Root root{};
  std::string program{};    // absolute path
  std::string scratch{};    // holds the rendered files at their paths
  std::string workspace{};  // absolute path, only read
  std::chrono::milliseconds limit{};
};

struct Tool {
  std::string_view name;    // as `--with` takes it, and what is looked for on the PATH
  std::string_view judges;  // for --help and docs
  bool (*starts_at)(std::string_view path);  // true of an output that makes its folder a root
  bool by_file;                              // each such file is a root of its own
  Outcome (*judge)(const Job& job);
};

[[nodiscard]] std::span<const Tool> tools();
/// Null if there is none of this name.
[[nodiscard]] const Tool* find_tool(std::string_view name);

/// The roots among the outputs of environments, in order of their paths.
[[nodiscard]] std::vector<Root> roots(const Tool& tool, const std::vector<std::string>& outputs);

Outcome judge_terraform(const Job& job);
Outcome judge_bicep(const Job& job);
Outcome judge_kubectl(const Job& job);

/// `infra/prod/terraform` and `../../modules/x.tf` make `infra/modules/x.tf`; an absolute path
/// below the scratch folder is what follows it. Empty for anything outside.
[[nodiscard]] std::string in_workspace(const Job& job, std::string_view path);
/// One line of a tool's text: blanks for line ends, no full stop, cut after 400 bytes.
[[nodiscard]] std::string one_line(std::string_view text);
/// Terraform's and tofu's `validate -json`; nothing if it is none.
[[nodiscard]] std::optional<std::vector<Finding>> read_terraform(std::string_view printed,
                                                                 const Job& job);
/// Bicep's lines: `path(line,column) : Error BCP037: text [address]`. Others are left out.
[[nodiscard]] std::vector<Finding> read_bicep(std::string_view printed, const Job& job);

struct Options {
  std::vector<const Tool*> tools{};
  std::string workspace{};  // absolute path
  unsigned jobs = 1;
  std::chrono::milliseconds limit{300'000};
  /// True of the outputs that are asked about (`--target`).
  std::function<bool(const Artifact&)> wanted;
};

struct Summary {
  struct Row {
    std::string_view tool{};
    std::size_t judged = 0, skipped = 0;
  };
  std::vector<Row> rows{};  // in the order of Options::tools
  int signal = 0;           // that ended the run
};

/// Judges the outputs of `units`. FW4012 for each finding, FW8010 for what is skipped, FW8011 where
/// a tool failed. `shared` gives the modules that roots call; it may be among the units.
[[nodiscard]] Summary judge(const std::vector<const UnitOutput*>& units, const UnitOutput& shared,
                            SourceMap& sources, const Options& options, Diagnostics& diagnostics);

}  // namespace formwork::tool
