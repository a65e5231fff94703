// `formwork help check` is `formwork check --help`; the command line turns the one into the other
// before it is read (app.cpp). Declared here so that help, completion and man page know of it.
#include "cli/commands.h"

#include <memory>

namespace formwork {

void add_help(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("help", "Print the help of a command");
  auto words = std::make_shared<std::vector<std::string>>();
  command->add_option("COMMAND", *words, "The command; `all`: every one; none: of formwork itself");
  (void)run;
  command->callback([words] { throw CLI::CallForHelp(); });
}

}  // namespace formwork
