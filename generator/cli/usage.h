#pragma once
// The command line's own errors, in the words and with the exit status of all others, whatever
// CLI11 calls them.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <string>
#include <vector>

namespace formwork {

/// How a command is called: `formwork new NAME --from ENV`, `formwork csp diff A [B]`.
[[nodiscard]] std::string called_as(const CLI::App& command);

/// True if a word stands where a command is due, and none is called so: asking for help does not
/// mend that.
[[nodiscard]] bool names_no_command(const CLI::App& app, const std::vector<std::string>& arguments);

/// True if the option is among the arguments. One that is not may still have a value, from its
/// variable.
[[nodiscard]] bool is_written(const CLI::App& app, const std::vector<std::string>& arguments,
                              const CLI::Option& option);

/// Tells what is wrong with the arguments (FW8001); the exit status. `why` is what CLI11 threw;
/// null where names_no_command.
[[nodiscard]] int refuse_usage(const CLI::App& app, const std::vector<std::string>& arguments,
                               const CLI::ParseError* why);

}  // namespace formwork
