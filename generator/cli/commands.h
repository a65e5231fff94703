#pragma once
// The commands, one source file each. Each function declares its subcommand, with its help, on
// `app`; when it was chosen, `run` is set to what does the work.
#include "cli/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <functional>

namespace formwork {

using Add = void (*)(CLI::App& app, CommandRunner& run);

void add_init(CLI::App& app, CommandRunner& run);
void add_new(CLI::App& app, CommandRunner& run);
void add_validate(CLI::App& app, CommandRunner& run);
void add_plan(CLI::App& app, CommandRunner& run);
void add_compile(CLI::App& app, CommandRunner& run);
void add_check(CLI::App& app, CommandRunner& run);
void add_diff(CLI::App& app, CommandRunner& run);
void add_explain(CLI::App& app, CommandRunner& run);
void add_bind(CLI::App& app, CommandRunner& run);
void add_templates(CLI::App& app, CommandRunner& run);
void add_csp(CLI::App& app, CommandRunner& run);
void add_list(CLI::App& app, CommandRunner& run);
void add_schema(CLI::App& app, CommandRunner& run);
void add_completion(CLI::App& app, CommandRunner& run);
void add_version(CLI::App& app, CommandRunner& run);
void add_help(CLI::App& app, CommandRunner& run);
void add_merge_driver(CLI::App& app, CommandRunner& run);
void add_complete(CLI::App& app, CommandRunner& run);

}  // namespace formwork
