#pragma once
// The command line: declares the options and commands, runs one, gives its exit status. The only
// user of CLI11.
#include <string>
#include <vector>

namespace formwork {

/// `arguments` without the program's name.
[[nodiscard]] int run_command_line(std::vector<std::string> arguments);

/// One command or option as completion and the man page need it.
struct CommandHelp {
  std::string name;  // "check", "templates list"
  std::string description;
  std::vector<std::pair<std::string, std::string>> options;  // "--rev REV": text
};

/// All commands of the command line, for `completion`.
[[nodiscard]] std::vector<CommandHelp> all_commands();

}  // namespace formwork
