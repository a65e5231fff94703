#include "cli/app.h"

#include "base/text.h"
#include "cli/commands.h"
#include "cli/standard_output.h"
#include "cli/usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <memory>

namespace formwork {
namespace {

// In the order of the help text: how a newcomer meets them.
constexpr std::array<Add, 18> kCommands = {
    add_init,   add_new,        add_validate, add_plan, add_compile,      add_check,
    add_diff,   add_csp,        add_explain,  add_bind, add_templates,    add_list,
    add_schema, add_completion, add_version,  add_help, add_merge_driver, add_complete};

void add_globals(CLI::App& app, GlobalOptions& options) {
  app.add_option("-C", options.folder, "Work in DIR")->type_name("DIR")->envname("FORMWORK_DIR");
  // One value each time: the word behind it may be the command's.
  app.add_option("--env", options.environments, "Only environments that match (glob, repeatable)")
      ->type_name("GLOB")
      ->allow_extra_args(false)
      ->envname("FORMWORK_ENV");
  app.add_option("--target", options.targets, "Only targets that match (glob, repeatable)")
      ->allow_extra_args(false)
      ->type_name("GLOB");
  app.add_option("--repository", options.repository,
                 "Only what goes to this repository: infrastructure, application")
      ->check(CLI::IsMember({"infrastructure", "application"}))
      ->type_name("NAME");
  app.add_option("--format", options.format, "Format of findings")
      ->check(CLI::IsMember(format_names()))
      ->envname("FORMWORK_FORMAT")
      ->type_name("FORMAT");
  app.add_option("--report", options.reports, "Also write findings to a file (repeatable)")
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false)
      ->check([](const std::string& text) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals + 1 == text.size())
          return fmt::format("`{}` is not FORMAT=FILE", text);
        const std::string format = text.substr(0, equals);
        return find_format(format)
                   ? std::string()
                   : fmt::format("{} not in {{{}}}", format, join(format_names(), ","));
      });
  app.add_option("--jobs", options.jobs, "Threads; 0: one a processor")
      ->type_name("N")
      ->envname("FORMWORK_JOBS");
  app.add_option("--color", options.color, "When to colour")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->envname("FORMWORK_COLOR")
      ->type_name("WHEN");
  app.add_option("--fail-on", options.fail_on, "Lowest severity that fails")
      ->check(CLI::IsMember({"error", "warning"}))
      ->envname("FORMWORK_FAIL_ON")
      ->type_name("SEVERITY");
  app.add_option("--verify", options.verify,
                 "shapes: each distinct shape parsed once; full: every file")
      ->check(CLI::IsMember({"shapes", "full"}))
      ->type_name("MODE");
  app.add_flag("--no-progress", options.no_progress, "No progress bar")
      ->envname("FORMWORK_NO_PROGRESS");
  app.add_flag("-q,--quiet", options.quiet, "No messages besides results and findings")
      ->envname("FORMWORK_QUIET");
  app.add_flag("-v,--verbose", options.verbose, "More messages");
}

constexpr const char* kFooter =
    "Exit status: 0 success, 1 findings, 2 usage or spec invalid, 3 environment, 4 internal error, "
    "130 and 143 stopped.\n"
    "`formwork explain CODE` explains any code that is printed.";

/// What is the same for each command, however deep: how its help reads.
void word_help(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    // A positional is called what it takes.
    if (!option->get_positional()) continue;
    option->type_name("");
    const std::string values = option->get_type_name();  // ":{bash,zsh}"
    if (!values.empty())
      option->option_text(values.substr(1) + (option->get_required() ? " (required)" : ""));
  }
  for (CLI::App* command : app.get_subcommands({})) {
    if (!command->get_group().empty()) command->group("Commands");
    command->footer(
        command->get_subcommands({}).empty()
            ? fmt::format("`formwork --help` has the options of every command: --env, --format, "
                          "--report, …\n{}",
                          kFooter)
            : fmt::format("`{} COMMAND --help` says more about a command.\n{}", called_as(*command),
                          kFooter));
    word_help(*command);
  }
}

void build(CLI::App& app, GlobalOptions& options, CommandRunner& run) {
  app.description("formwork: one environment spec becomes hardened, checked infrastructure files.");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.get_formatter()->label("REQUIRED", "(required)");
  app.set_help_flag("-h,--help", "Print this help");
  app.footer(
      fmt::format("`formwork COMMAND --help` says more about a command, `formwork help all` "
                  "about all of them.\n{}",
                  kFooter));
  app.fallthrough();
  app.require_subcommand(1);
  app.set_version_flag("--version", fmt::format("formwork {}", compiler_version()),
                       "Print the version");
  add_globals(app, options);
  for (const Add add : kCommands) add(app, run);
  word_help(app);
}

void print_help(const CLI::App& command, const std::string& before, std::string& out) {
  out += (out.empty() ? "" : "\n") + command.help(before);
  const std::string name = before.empty() ? command.get_name() : before + " " + command.get_name();
  for (const CLI::App* below : command.get_subcommands({})) {
    if (!below->get_group().empty()) print_help(*below, name, out);
  }
}

/// "FORMAT:{text,json}" is CLI11's name for an argument and the values it takes.
OptionHelp help_of(const CLI::Option& option) {
  OptionHelp out;
  const bool positional = option.get_positional();
  out.name = option.get_lnames().empty() ? option.get_name() : "--" + option.get_lnames().front();
  out.description = option.get_description();
  out.variable = option.get_envname();
  if (option.get_items_expected_max() == 0) return out;
  const std::string type = option.get_type_name();
  out.argument = positional ? out.name : type.substr(0, type.find(':'));
  const std::size_t open = type.find('{');
  if (open != std::string::npos && type.ends_with('}')) {
    for (const std::string_view value :
         split(std::string_view(type).substr(open + 1, type.size() - open - 2), ','))
      out.values.emplace_back(value);
  }
  return out;
}

void collect_options(const CLI::App& app, CommandHelp& out) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional())
      out.positionals.push_back(help_of(*option));
    else
      out.options.push_back(help_of(*option));
  }
}

void collect(const CLI::App& app, const std::string& prefix, std::vector<CommandHelp>& out) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_group().empty()) continue;
    CommandHelp help;
    help.name = prefix + command->get_name();
    help.description = command->get_description();
    help.usage = called_as(*command);
    collect_options(*command, help);
    out.push_back(std::move(help));
    collect(*command, out.back().name + " ", out);
  }
}

}  // namespace

int run_command_line(std::vector<std::string> arguments) {
  GlobalOptions options;
  CommandRunner run;
  CLI::App app("", "formwork");
  build(app, options, run);
  // `help` in front is `--help` behind, as git and terraform have it.
  if (!arguments.empty() && arguments.front() == "help") {
    if (arguments.size() == 2 && arguments.back() == "all") {
      std::string all;
      print_help(app, "", all);
      write_out(all);
      return close_out(0);
    }
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
  }
  const std::vector<std::string> given = arguments;
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    app.parse(arguments);
  } catch (const CLI::Success& success) {  // --help, --version
    if (names_no_command(app, given)) return refuse_usage(app, given, nullptr);
    errno = 0;  // where standard output is full, it says so
    return close_out(app.exit(success) == 0 ? 0 : 2);
  } catch (const CLI::ParseError& error) {
    return refuse_usage(app, given, &error);
  }
  // An option counts as given by its variable too.
  for (const auto& [flag, name] : {std::pair("--format", "format"),
                                   {"--color", "color"},
                                   {"--jobs", "jobs"},
                                   {"--no-progress", "progress"}}) {
    if (app.get_option(flag)->count() != 0) options.given.insert(name);
  }
  for (const char* flag : {"-C", "--env"}) {
    const CLI::Option* option = app.get_option(flag);
    if (option->count() != 0 && !is_written(app, given, *option))
      options.by_variable.insert(option->get_envname());
  }
  Session session(std::move(options));
  std::error_code ignored;
  if (app.get_subcommands().front()->get_name() != "init" &&
      !std::filesystem::is_directory(session.options.folder, ignored)) {
    const bool by_variable = session.options.by_variable.contains("FORMWORK_DIR");
    session.diagnostics.add(
        make(Code::FW8001, std::string(),
             fmt::format("`{}{}` is not a folder", by_variable ? "FORMWORK_DIR=" : "-C ",
                         printable(session.options.folder)),
             by_variable ? "set the variable to the folder that holds `formwork.yaml`, or unset it"
                         : "name the folder that holds `formwork.yaml`"));
    return close_out(session.finish(false));
  }
  return close_out(run(session));
}

std::vector<CommandHelp> all_commands() {
  GlobalOptions options;
  CommandRunner run;
  CLI::App app("", "formwork");
  build(app, options, run);
  std::vector<CommandHelp> out;
  CommandHelp global;
  collect_options(app, global);
  out.push_back(std::move(global));
  collect(app, "", out);
  return out;
}

}  // namespace formwork
