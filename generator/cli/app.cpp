#include "cli/app.h"

#include "base/text.h"
#include "cli/commands.h"
#include "rules/redact.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>

namespace formwork {
namespace {

// In the order of the help text: how a newcomer meets them.
constexpr std::array<Add, 17> kCommands = {
    add_init,   add_new,        add_validate, add_plan,         add_compile,   add_check,
    add_diff,   add_csp,        add_explain,  add_bind,         add_templates, add_list,
    add_schema, add_completion, add_version,  add_merge_driver, add_complete};

void add_globals(CLI::App& app, GlobalOptions& options) {
  app.add_option("-C", options.folder, "Work in DIR")->type_name("DIR")->envname("FORMWORK_DIR");
  app.add_option("--env", options.environments, "Only environments that match (glob, repeatable)")
      ->type_name("GLOB")
      ->envname("FORMWORK_ENV");
  app.add_option("--target", options.targets, "Only targets that match (glob, repeatable)")
      ->type_name("GLOB");
  app.add_option("--format", options.format, "Format of findings: " + join(format_names(), ", "))
      ->check(CLI::IsMember(format_names()))
      ->envname("FORMWORK_FORMAT")
      ->type_name("FORMAT");
  app.add_option("--report", options.reports, "Also write findings to a file (repeatable)")
      ->type_name("FORMAT=FILE")
      ->check([](const std::string& text) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals + 1 == text.size())
          return fmt::format("`{}` is not FORMAT=FILE", text);
        if (!find_format(text.substr(0, equals)))
          return fmt::format("`{}` is not a format", text.substr(0, equals));
        return std::string();
      });
  app.add_option("--jobs", options.jobs, "Threads; 0: one a processor")
      ->type_name("N")
      ->envname("FORMWORK_JOBS");
  app.add_option("--color", options.color, "When to colour: auto, always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->envname("FORMWORK_COLOR")
      ->type_name("WHEN");
  app.add_option("--fail-on", options.fail_on, "Lowest severity that fails: error, warning")
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

void build(CLI::App& app, GlobalOptions& options, CommandRunner& run) {
  app.description("formwork: one environment spec becomes hardened, checked infrastructure files.");
  constexpr const char* kFooter =
      "Exit status: 0 success, 1 findings, 2 usage or spec invalid, 3 environment, 4 internal "
      "error, 130 and 143 stopped.\n"
      "`formwork explain CODE` explains any code that is printed.";
  app.footer(fmt::format("`formwork COMMAND --help` says more about a command.\n{}", kFooter));
  app.fallthrough();
  app.require_subcommand(1);
  app.set_version_flag("--version", fmt::format("formwork {}", compiler_version()));
  add_globals(app, options);
  for (const Add add : kCommands) add(app, run);
  for (CLI::App* command : app.get_subcommands({})) {
    command->footer(fmt::format(
        "`formwork --help` has the options of every command: --env, --format, --report, …\n{}",
        kFooter));
  }
}

struct Worded {
  std::string message, help;
};

// What CLI11 says of a value, in our words.
std::optional<Worded> wrong_value(const std::string& why) {
  constexpr std::string_view kNone = " not in {";
  constexpr std::string_view kNumber = "Could not convert: ";
  if (const std::size_t none = why.find(kNone); none != std::string::npos && why.ends_with('}')) {
    const std::size_t colon = why.find(": ");
    if (colon == std::string::npos || colon > none) return {};
    const std::string flag = why.substr(0, colon);
    const std::string value = why.substr(colon + 2, none - colon - 2);
    std::vector<std::string> known;
    for (const std::string_view one :
         split(std::string_view(why).substr(none + kNone.size(),
                                            why.size() - none - kNone.size() - 1),
               ','))
      known.emplace_back(one);
    const auto near = nearest(value, known);
    return Worded{fmt::format("`{} {}` is none of {}", flag, printable(value), join(known, ", ")),
                  near ? fmt::format("did you mean `{}`?", *near) : std::string()};
  }
  if (why.starts_with(kNumber)) {
    const std::size_t sign = why.find(" = ", kNumber.size());
    if (sign == std::string::npos) return {};
    return Worded{fmt::format("`{} {}` is not a number from 0 on",
                              why.substr(kNumber.size(), sign - kNumber.size()),
                              printable(why.substr(sign + 3))),
                  {}};
  }
  return {};
}

// The command line's own errors, in the words and with the exit status of all others.
int usage(const CLI::App& app, const std::vector<std::string>& arguments, const std::string& why) {
  std::string message = why;
  std::string help = "see `formwork --help`";
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands({})) {
    if (!command->get_group().empty()) known.push_back(command->get_name());
  }
  const auto first = std::find_if(arguments.begin(), arguments.end(),
                                  [](const std::string& a) { return !a.starts_with('-'); });
  const CLI::App* chosen = nullptr;
  if (first != arguments.end()) {
    for (const CLI::App* command : app.get_subcommands({})) {
      if (command->get_name() == *first) chosen = command;
    }
  }
  if (arguments.empty()) {
    message = "a command is required";
    help = "commands: " + join(known, ", ");
  } else if (chosen == nullptr && first != arguments.end() && *first == arguments.front()) {
    message = fmt::format("unknown command `{}`", printable(*first));
    if (const auto near = nearest(*first, known)) help = fmt::format("did you mean `{}`?", *near);
  } else {
    std::vector<std::string> flags;
    std::vector<const CLI::App*> levels = {&app};
    if (chosen != nullptr) {
      levels.push_back(chosen);
      for (const CLI::App* below : chosen->get_subcommands({})) levels.push_back(below);
    }
    for (const CLI::App* level : levels) {
      for (const CLI::Option* option : level->get_options()) {
        for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
      }
    }
    for (const std::string& argument : arguments) {
      const std::string flag = argument.substr(0, argument.find('='));
      if (!flag.starts_with("--") || std::find(flags.begin(), flags.end(), flag) != flags.end())
        continue;
      message = fmt::format("unknown option `{}`", printable(flag));
      if (const auto near = nearest(flag, flags)) help = fmt::format("did you mean `{}`?", *near);
      break;
    }
    if (chosen != nullptr && help.starts_with("see"))
      help = fmt::format("see `formwork {} --help`", chosen->get_name());
    std::vector<std::string> below;
    if (chosen != nullptr) {
      for (const CLI::App* one : chosen->get_subcommands({})) below.push_back(one->get_name());
    }
    if (const auto worded = wrong_value(why)) {
      message = worded->message;
      if (!worded->help.empty()) help = worded->help;
    } else if (!below.empty() && why.find("subcommand is required") != std::string::npos) {
      message = fmt::format("`formwork {}` does one of {}", chosen->get_name(), join(below, ", "));
      const auto named = std::find_if(first + 1, arguments.end(),
                                      [](const std::string& a) { return !a.starts_with('-'); });
      if (const auto near = named == arguments.end() ? std::nullopt : nearest(*named, below))
        help = fmt::format("did you mean `{}`?", *near);
    }
  }
  std::fputs(fmt::format("formwork: error[FW8001]: {}\n   = help: {}\n", redact(message, {}),
                         redact(help, {}))
                 .c_str(),
             stderr);
  return 2;
}

/// "FORMAT:{text,json}" is CLI11's name for an argument and the values it takes.
OptionHelp help_of(const CLI::Option& option) {
  OptionHelp out;
  const bool positional = option.get_lnames().empty();
  out.name = positional ? option.get_name() : "--" + option.get_lnames().front();
  out.description = option.get_description();
  if (option.get_items_expected_max() == 0) return out;
  const std::string type = option.get_type_name();
  out.argument = type.substr(0, type.find(':'));
  const std::size_t open = type.find('{');
  if (open != std::string::npos) {
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
    else if (!option->get_lnames().empty())
      out.options.push_back(help_of(*option));
  }
}

void collect(const CLI::App& app, const std::string& prefix, std::vector<CommandHelp>& out) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_group().empty()) continue;
    CommandHelp help;
    help.name = prefix + command->get_name();
    help.description = command->get_description();
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
  const std::vector<std::string> given = arguments;
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    app.parse(arguments);
  } catch (const CLI::Success& success) {  // --help, --version
    return app.exit(success) == 0 ? 0 : 2;
  } catch (const CLI::ParseError& error) {
    return usage(app, given, error.what());
  }
  // An option counts as given by its variable too.
  for (const auto& [flag, name] : {std::pair("--format", "format"),
                                   {"--color", "color"},
                                   {"--jobs", "jobs"},
                                   {"--no-progress", "progress"}}) {
    if (app.get_option(flag)->count() != 0) options.given.insert(name);
  }
  Session session(std::move(options));
  std::error_code ignored;
  if (app.get_subcommands().front()->get_name() != "init" &&
      !std::filesystem::is_directory(session.options.folder, ignored)) {
    session.diagnostics.add(
        make(Code::FW8001, std::string(),
             fmt::format("`-C {}` is not a folder", printable(session.options.folder)),
             "name the folder that holds `formwork.yaml`"));
    return session.finish(false);
  }
  return run(session);
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
