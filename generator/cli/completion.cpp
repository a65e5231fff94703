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
    _describe formwork candidates
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

std::string man(const std::vector<CommandHelp>& commands) {
  const auto plain = [](std::string text) {
    for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + 2))
      text.replace(at, 1, "\\-");
    return text;
  };
  const auto entry = [&](const OptionHelp& option) {
    return fmt::format(".TP\n.B {}{}\n{}\n", plain(option.name),
                       option.argument.empty() ? "" : fmt::format("\\fR \\fI{}", option.argument),
                       plain(option.description));
  };
  std::string out = fmt::format(
      ".TH FORMWORK 1 \"\" \"formwork {}\"\n.SH NAME\nformwork \\- compile environment specs and "
      "prove that "
      "outputs have not drifted\n.SH SYNOPSIS\n.B formwork\n[options] command\n.SH COMMANDS\n",
      compiler_version());
  for (const CommandHelp& command : commands) {
    if (command.name.empty()) continue;
    out += fmt::format(".SS {}\n{}\n", plain(command.name), plain(command.description));
    for (const OptionHelp& option : command.options) {
      if (option.name != "--help") out += entry(option);
    }
  }
  out += ".SH OPTIONS\n";
  for (const OptionHelp& option : commands.front().options) out += entry(option);
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
      session.print(*shell == "bash"   ? std::string(kBash)
                    : *shell == "zsh"  ? std::string(kZsh)
                    : *shell == "fish" ? std::string(kFish)
                                       : man(all_commands()));
      return 0;
    };
  });
}

}  // namespace formwork
