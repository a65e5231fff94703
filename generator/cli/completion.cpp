// Shell completion and the man page, made from the command line's own declarations.
#include "base/text.h"
#include "cli/app.h"
#include "cli/commands.h"

#include <fmt/format.h>

#include <functional>
#include <memory>

namespace formwork {
namespace {

std::string words(const CommandHelp& command) {
  std::string out;
  for (const auto& [option, help] : command.options) out += (out.empty() ? "" : " ") + option;
  return out;
}

std::string top_level(const std::vector<CommandHelp>& commands) {
  std::string out;
  for (const CommandHelp& command : commands) {
    if (!command.name.empty() && command.name.find(' ') == std::string::npos)
      out += (out.empty() ? "" : " ") + command.name;
  }
  return out;
}

std::string bash(const std::vector<CommandHelp>& commands) {
  std::string cases;
  for (const CommandHelp& command : commands) {
    if (command.name.empty() || command.name.find(' ') != std::string::npos) continue;
    std::string more = words(command);
    for (const CommandHelp& sub : commands) {
      if (sub.name.starts_with(command.name + " "))
        more += " " + sub.name.substr(command.name.size() + 1);
    }
    cases += fmt::format("    {}) words=\"{}\" ;;\n", command.name, more);
  }
  return fmt::format(
      "# bash completion for formwork: source <(formwork completion bash)\n"
      "_formwork() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} command=${{COMP_WORDS[1]:-}} words=\"\"\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$current\")\n"
      "    return\n"
      "  fi\n"
      "  case $command in\n{}  esac\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$words {}\" -- \"$current\"; compgen -f -- "
      "\"$current\")\n"
      "}}\n"
      "complete -F _formwork formwork\n",
      top_level(commands), cases, words(commands.front()));
}

std::string zsh(const std::vector<CommandHelp>& commands) {
  std::string list;
  for (const CommandHelp& command : commands) {
    if (command.name.empty() || command.name.find(' ') != std::string::npos) continue;
    std::string text = command.description;
    for (std::size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 4))
      text.replace(at, 1, "'\\''");
    list += fmt::format("    '{}:{}'\n", command.name, text);
  }
  return fmt::format(
      "#compdef formwork\n_formwork() {{\n  local -a commands\n  commands=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then\n    _describe command commands\n  else\n    _files\n  "
      "fi\n}}\n"
      "compdef _formwork formwork\n",
      list);
}

std::string fish(const std::vector<CommandHelp>& commands) {
  const auto quoted = [](std::string text) {
    for (std::size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 2))
      text.replace(at, 1, "\\'");
    return text;
  };
  std::string out;
  for (const CommandHelp& command : commands) {
    if (command.name.find(' ') != std::string::npos) continue;
    if (!command.name.empty()) {
      out += fmt::format("complete -c formwork -n __fish_use_subcommand -a {} -d '{}'\n",
                         command.name, quoted(command.description));
    }
    for (const auto& [option, help] : command.options) {
      out += fmt::format("complete -c formwork{} -l {} -d '{}'\n",
                         command.name.empty()
                             ? ""
                             : fmt::format(" -n '__fish_seen_subcommand_from {}'", command.name),
                         option.substr(2), quoted(help));
    }
  }
  return out;
}

std::string man(const std::vector<CommandHelp>& commands) {
  const auto plain = [](std::string text) {
    for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + 2))
      text.replace(at, 1, "\\-");
    return text;
  };
  std::string out = fmt::format(
      ".TH FORMWORK 1 \"\" \"formwork {}\"\n.SH NAME\nformwork \\- compile environment specs and "
      "prove that "
      "outputs have not drifted\n.SH SYNOPSIS\n.B formwork\n[options] command\n.SH COMMANDS\n",
      compiler_version());
  for (const CommandHelp& command : commands) {
    if (command.name.empty()) continue;
    out += fmt::format(".SS {}\n{}\n", plain(command.name), plain(command.description));
    for (const auto& [option, help] : command.options) {
      if (option != "--help") out += fmt::format(".TP\n.B {}\n{}\n", plain(option), plain(help));
    }
  }
  out += ".SH OPTIONS\n";
  for (const auto& [option, help] : commands.front().options)
    out += fmt::format(".TP\n.B {}\n{}\n", plain(option), plain(help));
  out +=
      ".SH EXIT STATUS\n0 success, 1 findings, 2 usage or spec invalid, 3 environment, 4 internal "
      "error.\n";
  return out;
}

}  // namespace

void add_completion(CLI::App& app, CommandRunner& run) {
  auto* command =
      app.add_subcommand("completion", "Print shell completion (bash, zsh, fish) or the man page");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh, fish or man")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
  command->callback([&run, shell] {
    run = [shell](Session& session) {
      const auto commands = all_commands();
      session.print(*shell == "bash"   ? bash(commands)
                    : *shell == "zsh"  ? zsh(commands)
                    : *shell == "fish" ? fish(commands)
                                       : man(commands));
      return 0;
    };
  });
}

}  // namespace formwork
