#pragma once
// The command line: declares the options and commands, runs one, gives its exit status. The only
// user of CLI11.
#include <string>
#include <vector>

namespace formwork {

/// `arguments` without the program's name.
[[nodiscard]] int run_command_line(std::vector<std::string> arguments);

/// One option or positional as completion and the man page need it.
struct OptionHelp {
  std::string name;      // "--rev"; of a positional "ENV"
  std::string argument;  // what it takes: "REV"; empty for a flag
  std::string description;
  std::string variable;             // that stands for it: "FORMWORK_FORMAT"
  std::vector<std::string> values;  // all that it takes, where these are few
};

struct CommandHelp {
  std::string name;  // "check", "templates list"; empty: the options of every command
  std::string description;
  std::string usage;  // "formwork new NAME --from ENV"
  std::vector<OptionHelp> options;
  std::vector<OptionHelp> positionals;
};

/// All commands of the command line but the hidden ones; first the options of every command.
[[nodiscard]] std::vector<CommandHelp> all_commands();

}  // namespace formwork
