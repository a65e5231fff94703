// Terraform and OpenTofu. Schemas come with providers, so a folder is initialised first, from what
// this machine has: an initialised folder of the workspace, or a mirror of plugins.
#include "language/language.h"
#include "tool/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace formwork::tool {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The mirrors and the cache that a CLI configuration names.
void add_configured(const std::string& path, std::vector<std::string>& out) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return;
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  SourceMap sources;
  Diagnostics ignored;  // the tool itself speaks of its own configuration
  const SourceId source = sources.add(path, text);
  const auto document = language(LanguageId::hcl)->parse(source, sources, Dialect::none, ignored);
  if (!document || !document->root()) return;
  const Node root = document->root();
  const auto each = [](Node block, const auto& visit) {
    if (block.is(Kind::list)) {
      for (const Node item : block) visit(item);
    } else if (block) {
      visit(block);
    }
  };
  each(root.find("provider_installation"), [&](Node installation) {
    if (!installation.is(Kind::map)) return;
    each(installation.find("filesystem_mirror"), [&](Node mirror) {
      if (const Node folder = mirror.find("path"); folder.is_scalar())
        out.emplace_back(folder.text());
    });
  });
  if (const Node cache = root.find("plugin_cache_dir"); cache.is_scalar())
    out.emplace_back(cache.text());
}

/// Folders that hold providers, nearest first.
std::vector<std::string> plugin_folders(const Job& job) {
  std::vector<std::string> wanted{job.workspace + "/" + job.root.folder + "/.terraform/providers"};
  const std::string home = variable("HOME");
  std::string configuration = variable("TF_CLI_CONFIG_FILE");
  if (configuration.empty() && !home.empty()) {
    const std::string own = home + (job.program.ends_with("/tofu") ? "/.tofurc" : "/.terraformrc");
    std::error_code ignored;
    configuration = fs::exists(own, ignored) ? own : home + "/.terraformrc";
  }
  if (const std::string cache = variable("TF_PLUGIN_CACHE_DIR"); !cache.empty())
    wanted.push_back(cache);
  add_configured(configuration, wanted);
  if (!home.empty()) {
    wanted.push_back(home + "/.terraform.d/plugins");
    wanted.push_back(home + "/.local/share/terraform/plugins");
  }
  wanted.emplace_back("/usr/local/share/terraform/plugins");
  wanted.emplace_back("/usr/share/terraform/plugins");
  std::vector<std::string> out;
  for (const std::string& folder : wanted) {
    std::error_code ignored;
    if (folder.starts_with('/') && fs::is_directory(folder, ignored) &&
        std::find(out.begin(), out.end(), folder) == out.end())
      out.push_back(folder);
  }
  return out;
}

/// What `validate` says because `init` could not do its work.
bool of_init(const Finding& finding) {
  static constexpr std::string_view kSaid[] = {
      "Missing required provider", "Module not installed",  "Inconsistent dependency lock file",
      "Could not load plugin",     "Failed to load plugin", "Required plugins are not installed"};
  return std::any_of(std::begin(kSaid), std::end(kSaid),
                     [&](std::string_view said) { return finding.message.starts_with(said); });
}

/// "Error: …" of what init printed, with the text below it.
std::string reason(std::string_view printed) {
  const std::size_t at = printed.find("Error: ");
  if (at == std::string_view::npos) return first_words(printed);
  std::string text;
  std::string_view rest = printed.substr(at + 7);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    text += first_words(rest.substr(0, end)) + " ";
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (text.size() > 300 || rest.find("Error: ") == 0) break;
  }
  return one_line(text);
}

}  // namespace

Outcome judge_terraform(const Job& job) {
  Outcome outcome;
  const std::vector<std::string> folders = plugin_folders(job);
  Command command;
  command.folder = job.scratch + "/" + job.root.folder;
  command.limit = job.limit;
  command.environment = offline();
  for (const auto& [name, value] : std::map<std::string, std::string>{{"CHECKPOINT_DISABLE", "1"},
                                                                      {"TF_IN_AUTOMATION", "1"},
                                                                      {"TF_INPUT", "0"},
                                                                      {"TF_DATA_DIR", ""},
                                                                      {"TF_WORKSPACE", ""},
                                                                      {"TF_CLI_ARGS", ""},
                                                                      {"TF_CLI_ARGS_init", ""},
                                                                      {"TF_CLI_ARGS_validate", ""},
                                                                      {"TF_LOG", ""}})
    command.environment[name] = value;

  command.arguments = {job.program, "init", "-backend=false", "-input=false", "-no-color"};
  for (const std::string& folder : folders) command.arguments.push_back("-plugin-dir=" + folder);
  // Without one, the default would be to ask a registry.
  if (folders.empty()) command.arguments.push_back("-plugin-dir=" + command.folder);
  const Ended init = run(command);
  if (!came_to_an_end(init, job, outcome)) return outcome;

  command.arguments = {job.program, "validate", "-json", "-no-color"};
  const Ended ended = run(command);
  if (!came_to_an_end(ended, job, outcome)) return outcome;
  auto findings = read_terraform(ended.out, job);
  if (!findings) {
    outcome.failed = fmt::format("ended with status {} and printed no JSON", ended.status);
    outcome.help = first_words(ended.err.empty() ? ended.out : ended.err);
    return outcome;
  }
  if (!init.ok()) {
    std::erase_if(*findings, of_init);
    if (findings->empty()) {
      outcome.skipped = folders.empty() ? "there is no initialised folder and no mirror of plugins"
                                        : reason(init.err.empty() ? init.out : init.err);
      outcome.help = fmt::format(
          "run `{} init -backend=false` in `{}`, or name a `filesystem_mirror` in the "
          "CLI configuration",
          fs::path(job.program).filename().string(), job.root.folder);
    }
  }
  outcome.findings = std::move(*findings);
  return outcome;
}

}  // namespace formwork::tool
