// Shell completion, and the man page made from the command line's own declarations.
#include "base/text.h"
#include "cli/app.h"
#include "cli/commands.h"

#include <fmt/format.h>

#include <functional>
#include <memory>

namespace formwork {
namespace {

// Each asks `formwork complete` what may come next, so that all shells know the same; where
// nothing is said, they complete files.
constexpr std::string_view kBash =
    R"sh(# bash completion for formwork: source <(formwork completion bash)
_formwork() {
  mapfile -t COMPREPLY < <("$1" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1)
  [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
}
complete -o default -F _formwork formwork
)sh";

constexpr std::string_view kZsh = R"sh(#compdef formwork
_formwork() {
  local line
  local -a candidates
  for line in "${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done
  if (( $#candidates )); then
    local -a open
    [[ ${candidates[1]} == *=:* ]] && open=(-S '')
    _describe formwork candidates $open
  else
    _files
  fi
}
if [[ ${funcstack[1]-} == _formwork ]]; then
  _formwork
else
  compdef _formwork formwork
fi
)sh";

constexpr std::string_view kFish =
    R"sh(# fish completion for formwork: formwork completion fish | source
function __formwork_complete
    set -l words (commandline -opc)
    set -l found ($words[1] complete -- $words[2..] (commandline -ct) 2>/dev/null)
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c formwork -f -a '(__formwork_complete)'
)sh";

/// As roff reads it: hyphens stay hyphens, and no line begins with a request.
std::string plain(std::string_view text) {
  std::string out = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
  for (const char c : text) {
    if (c == '-')
      out += "\\-";
    else if (c == '\\')
      out += "\\e";
    else
      out += c;
  }
  return out;
}

std::string entry(const OptionHelp& option, bool positional) {
  const bool named = positional || option.argument.empty();
  std::string out = fmt::format(".TP\n.{} {}{}\n{}.", positional ? "I" : "B", plain(option.name),
                                named ? "" : fmt::format("\\fR \\fI{}", plain(option.argument)),
                                plain(option.description));
  if (!option.values.empty()) {
    out += fmt::format("\n{} {}.", option.values.size() == 1 ? "Only" : "One of",
                       plain(join(option.values, ", ")));
  }
  if (!option.variable.empty()) out += fmt::format("\nVariable: {}.", plain(option.variable));
  return out + "\n";
}

std::string man(const std::vector<CommandHelp>& commands) {
  std::string out = fmt::format(
      ".TH FORMWORK 1 \"\" \"formwork {}\"\n.SH NAME\nformwork \\- compile environment specs and "
      "prove that "
      "outputs have not drifted\n.SH SYNOPSIS\n.B formwork\n[options] command\n.SH COMMANDS\n",
      plain(compiler_version()));
  for (const CommandHelp& command : commands) {
    if (command.name.empty()) continue;
    out += fmt::format(".SS {}\n{}.\n", plain(command.usage), plain(command.description));
    for (const OptionHelp& positional : command.positionals) out += entry(positional, true);
    for (const OptionHelp& option : command.options) {
      if (option.name != "--help") out += entry(option, false);
    }
  }
  out += ".SH OPTIONS\n";
  for (const OptionHelp& option : commands.front().options) out += entry(option, false);
  out +=
      ".SH ENVIRONMENT\nNO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and TERM=dumb count where colour is "
      "auto; the variables of options stand with them.\n"
      ".SH EXIT STATUS\n0 success, 1 findings, 2 usage or spec invalid, 3 environment, 4 internal "
      "error, 130 and 143 stopped.\n";
  return out;
}

}  // namespace

void add_completion(CLI::App& app, CommandRunner& run) {
  auto* command =
      app.add_subcommand("completion", "Print shell completion (bash, zsh, fish) or the man page");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "The shell; `man`: the man page")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
  command->callback([&run, shell] {
    run = [shell](Session& session) {
      session.print(*shell == "bash"   ? std::string(kBash)
                    : *shell == "zsh"  ? std::string(kZsh)
                    : *shell == "fish" ? std::string(kFish)
                                       : man(all_commands()));
      return 0;
    };
  });
}

}  // namespace formwork
