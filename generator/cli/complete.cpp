// What may come next on a command line, for every shell: `formwork complete -- WORD…` prints one
// candidate a line, with a tab and what it is. The last word is the one being typed, perhaps empty.
#include "base/text.h"
#include "cli/app.h"
#include "cli/commands.h"
#include "pack/embedded.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace formwork {
namespace {

struct Candidate {
  std::string text, help;
};
using Candidates = std::vector<Candidate>;

/// Of a spec that is not trusted nothing reaches the command line that a shell could read.
constexpr std::string_view kSafe =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

/// The words before the last one, understood as far as completion needs it.
struct Line {
  const CommandHelp* command = nullptr;  // the first of all commands where none is named yet
  const OptionHelp* open = nullptr;      // the option whose argument comes next
  std::size_t positionals = 0;           // given already
  std::string folder = ".";
};

/// bash takes `--format=json` for three words.
std::vector<std::string> joined(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  bool open = false;  // the word before ends in a `=` of its own
  for (const std::string& word : words) {
    const bool equals = word == "=" && !out.empty() && out.back().starts_with("--");
    if (equals || open)
      out.back() += word;
    else
      out.push_back(word);
    open = equals;
  }
  return out;
}

const CommandHelp* find(const std::vector<CommandHelp>& commands, std::string_view name) {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const CommandHelp& c) { return c.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

const OptionHelp* find_option(const std::vector<CommandHelp>& commands, const Line& line,
                              std::string_view name) {
  for (const CommandHelp* from : {line.command, &commands.front()}) {
    for (const OptionHelp& option : from->options)
      if (option.name == name) return &option;
  }
  return nullptr;
}

Line understand(const std::vector<CommandHelp>& commands, const std::vector<std::string>& words) {
  static const OptionHelp kFolder{"-C", "DIR", {}, {}, {}};
  Line line;
  line.command = &commands.front();
  for (const std::string& word : words) {
    if (line.open != nullptr) {
      if (line.open == &kFolder) line.folder = word;
      line.open = nullptr;
    } else if (word == "-C") {
      line.open = &kFolder;
    } else if (word.starts_with('-')) {
      const OptionHelp* option = find_option(commands, line, word);
      if (option != nullptr && !option->argument.empty()) line.open = option;
    } else {
      const std::string& name = line.command->name;
      const CommandHelp* next = find(commands, name.empty() ? word : name + " " + word);
      if (next != nullptr)
        line.command = next;
      else
        ++line.positionals;
    }
  }
  return line;
}

Candidates environments(const std::string& folder) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto workspace = load_workspace(*disk_tree(folder), sources, diagnostics);
  Candidates out;
  if (!workspace) return out;
  for (const std::string& name : workspace->names) {
    if (name.find_first_not_of(kSafe) == std::string::npos) out.push_back({name, "environment"});
  }
  return out;
}

Candidates targets() {
  SourceMap sources;
  const Schema schema = load_schema(sources);
  Candidates out;
  const Field* field = schema.root()->field("targets");
  if (field == nullptr || field->type->element == nullptr) return out;
  for (const std::string& name : field->type->element->values) out.push_back({name, "target"});
  return out;
}

/// Fields of the spec that have the same path everywhere.
Candidates fields() {
  SourceMap sources;
  const Schema schema = load_schema(sources);
  Candidates out;
  for (const FieldInfo& field : schema.fields()) {
    if (field.path.find_first_not_of(kSafe) == std::string::npos)
      out.push_back({field.path, std::string(split(field.description, '\n').front())});
  }
  return out;
}

Candidates codes() {
  Candidates out;
  for (const CodeInfo& code : all_codes())
    out.push_back({std::string(code.id), std::string(code.meaning)});
  return out;
}

/// The commands below `name`; of the program itself where it is empty.
Candidates below(const std::vector<CommandHelp>& commands, const std::string& name) {
  const std::string prefix = name.empty() ? "" : name + " ";
  Candidates out;
  for (const CommandHelp& command : commands) {
    const bool is_below = command.name.size() > prefix.size() && command.name.starts_with(prefix) &&
                          command.name.find(' ', prefix.size()) == std::string::npos;
    if (is_below) out.push_back({command.name.substr(prefix.size()), command.description});
  }
  return out;
}

/// `help` takes the names of commands, and of those below them.
Candidates complete_help(const std::vector<CommandHelp>& commands,
                         const std::vector<std::string>& words) {
  Candidates out = below(commands, join(words, " "));
  if (words.empty()) out.push_back({"all", "every command"});
  return out;
}

Candidates pack_files() {
  Candidates out;
  for (const EmbeddedFile& file : embedded_below("templates/"))
    out.push_back({std::string(file.path.substr(10)), "pack file"});
  return out;
}

/// What the argument may be; nothing where it is a file or free text.
Candidates values(const OptionHelp& option, const std::string& command, const Line& line) {
  Candidates out;
  for (const std::string& value : option.values) out.push_back({value, option.argument});
  if (!out.empty()) return out;
  if (option.name == "--report") {
    for (const std::string& format : format_names()) out.push_back({format + "=", "into a file"});
    return out;
  }
  if (option.name == "--target") return targets();
  if (option.name == "--only") return codes();
  if (command == "templates eject") return pack_files();
  if (option.name == "PATH" && command == "explain") return fields();
  const bool environment = option.name == "--env" || option.argument == "ENV" ||
                           option.name == "A" || option.name == "B";
  if (environment || option.name == "SUBJECT") out = environments(line.folder);
  if (option.name == "SUBJECT") {
    for (Candidate& code : codes()) out.push_back(std::move(code));
  }
  return out;
}

Candidates complete(std::vector<std::string> words) {
  const auto commands = all_commands();
  const bool split_by_shell =
      words.size() > 1 && (words.back() == "=" || words[words.size() - 2] == "=");
  words = joined(words);
  const std::string current = words.empty() ? "" : words.back();
  if (!words.empty()) words.pop_back();
  const Line line = understand(commands, words);
  Candidates out;
  if (line.open != nullptr) {
    out = values(*line.open, line.command->name, line);
  } else if (const std::size_t equals = current.find('=');
             current.starts_with("--") && equals != std::string::npos) {
    const std::string name = current.substr(0, equals);
    if (const OptionHelp* option = find_option(commands, line, name)) {
      out = values(*option, line.command->name, line);
      for (Candidate& c : out) c.text = name + "=" + c.text;
    }
  } else if (current.starts_with('-')) {
    for (const OptionHelp& option : line.command->options)
      out.push_back({option.name, option.description});
    for (const OptionHelp& option : commands.front().options) {
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const Candidate& c) { return c.text == option.name; });
      if (!known) out.push_back({option.name, option.description});
    }
  } else {
    if (!words.empty() && words.front() == "help")
      out = complete_help(commands, {words.begin() + 1, words.end()});
    else
      out = below(commands, line.command->name);
    if (out.empty() && line.positionals < line.command->positionals.size())
      out = values(line.command->positionals[line.positionals], line.command->name, line);
  }
  std::erase_if(out, [&](const Candidate& c) { return !c.text.starts_with(current); });
  if (split_by_shell) {
    for (Candidate& c : out) c.text.erase(0, c.text.find('=') + 1);
  }
  return out;
}

}  // namespace

void add_complete(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("complete", "Print what may come next (called by shells)");
  command->group("");  // hidden
  auto words = std::make_shared<std::vector<std::string>>();
  command->add_option("WORDS", *words, "The words after `formwork`, after `--`");
  command->callback([&run, words] {
    run = [words](Session& session) {
      for (const Candidate& c : complete(*words))
        session.print(fmt::format("{}\t{}\n", c.text, c.help));
      return 0;
    };
  });
}

}  // namespace formwork
