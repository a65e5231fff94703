#include "cli/usage.h"

#include "base/counted.h"
#include "base/text.h"
#include "rules/redact.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace formwork {
namespace {

/// The arguments, understood as far as telling of them needs it.
struct Line {
  std::vector<const CLI::App*> levels;      // the program, the command, the command below it
  std::vector<const CLI::Option*> options;  // those that are written
  std::vector<std::string> words;           // of the last level: what no option takes
  // The first one that is not known, and whether it looks like an option.
  std::optional<std::string> unknown;
  bool unknown_is_option = false;
};

bool is_hidden(const CLI::App& command) {
  return command.get_group().empty();
}

std::vector<std::string> commands_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* command : app.get_subcommands({})) {
    if (!is_hidden(*command)) out.push_back(command->get_name());
  }
  return out;
}

const CLI::App* command_of(const CLI::App& app, const std::string& name) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == name) return command;
  }
  return nullptr;
}

bool takes_value(const CLI::Option& option) {
  return option.get_items_expected_max() != 0;
}

const CLI::Option* option_of(const std::vector<const CLI::App*>& levels, const std::string& name) {
  for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
    if (const CLI::Option* option = (*level)->get_option_no_throw(name)) return option;
  }
  return nullptr;
}

void meet_option(const std::string& argument, std::size_t& at, Line& line) {
  const auto unknown = [&](std::string name) {
    if (line.unknown) return;
    line.unknown = std::move(name);
    line.unknown_is_option = true;
  };
  const bool is_long = argument.starts_with("--");
  const std::string name = is_long ? argument.substr(0, argument.find('=')) : argument.substr(0, 2);
  const CLI::Option* option = option_of(line.levels, name);
  if (option == nullptr) return unknown(is_long ? name : argument);
  line.options.push_back(option);
  const bool has_value = argument.size() > name.size();
  if (takes_value(*option)) {
    if (!has_value) ++at;
  } else if (!is_long) {
    for (const char letter : argument.substr(name.size())) {  // `-qv`
      const CLI::Option* other = option_of(line.levels, std::string("-") + letter);
      if (other == nullptr) return unknown(argument);
      line.options.push_back(other);
    }
  }
}

Line understand(const CLI::App& app, const std::vector<std::string>& arguments) {
  Line line;
  line.levels.push_back(&app);
  bool all_words = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (!all_words && argument == "--") {
      all_words = true;
    } else if (!all_words && argument.size() > 1 && argument.front() == '-') {
      meet_option(argument, i, line);
    } else if (const CLI::App* below = command_of(*line.levels.back(), argument)) {
      line.levels.push_back(below);
    } else if (!commands_of(*line.levels.back()).empty()) {
      if (!line.unknown) line.unknown = argument;
    } else {
      line.words.push_back(argument);
    }
  }
  return line;
}

std::string name_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : name_of(*parent) + " " + command.get_name();
}

/// `--from ENV`, `SUBJECT`.
std::string with_argument(const CLI::Option& option) {
  if (option.get_positional()) return option.get_name(true, false);
  const std::string type = option.get_type_name();
  return fmt::format("{} {}", option.get_name(), type.substr(0, type.find(':')));
}

/// The options that begin with `--`, of these levels.
std::vector<std::string> flags_of(const std::vector<const CLI::App*>& levels) {
  std::vector<std::string> out;
  for (const CLI::App* level : levels) {
    for (const CLI::Option* option : level->get_options()) {
      for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    }
  }
  return out;
}

/// Commands that have the option `flag`: `formwork check`.
void owners_of(const std::string& flag, const CLI::App& app, std::vector<std::string>& out) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (is_hidden(*command)) continue;
    if (command->get_option_no_throw(flag) != nullptr)
      out.push_back(fmt::format("`{}`", name_of(*command)));
    owners_of(flag, *command, out);
  }
}

struct Said {
  std::string message;
  std::string help{};  // empty: where to read on
};

Said unknown_option(const CLI::App& app, const Line& line) {
  const std::string& flag = *line.unknown;
  Said out{fmt::format("unknown option `{}`", printable(flag))};
  const bool is_long = flag.starts_with("--");
  const auto near = nearest(is_long ? flag : "-" + flag, flags_of(line.levels));
  std::vector<std::string> owners;
  if (is_long) owners_of(flag, app, owners);
  if (!owners.empty())
    out.help = fmt::format("it is an option of {}", join(owners, ", "));
  else if (near)
    out.help = fmt::format("did you mean `{}`?", *near);
  return out;
}

Said unknown_command(const Line& line) {
  const CLI::App& last = *line.levels.back();
  const std::vector<std::string> known = commands_of(last);
  const auto near = nearest(*line.unknown, known);
  Said out{line.levels.size() == 1
               ? fmt::format("unknown command `{}`", printable(*line.unknown))
               : fmt::format("`{}` does one of {}", name_of(last), join(known, ", "))};
  if (near) out.help = fmt::format("did you mean `{}`?", *near);
  return out;
}

/// What is due and not there.
Said missing(const CLI::App& command) {
  std::vector<std::string> due;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_required() && option->count() == 0)
      due.push_back(fmt::format("`{}`", with_argument(*option)));
  }
  std::string all;
  for (std::size_t i = 0; i < due.size(); ++i)
    all += (i == 0 ? "" : i + 1 == due.size() ? " and " : ", ") + due[i];
  return {fmt::format("`{}` needs {}", name_of(command), all),
          fmt::format("write it as `{}`", called_as(command))};
}

/// More words than the command takes.
Said too_many(const Line& line) {
  const CLI::App& command = *line.levels.back();
  std::size_t most = 0;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional())
      most += static_cast<std::size_t>(option->get_items_expected_max());
  }
  const std::string extra = line.words.size() > most ? line.words[most] : std::string();
  Said out{most == 0 ? fmt::format("`{}` takes no argument, and got `{}`", name_of(command),
                                   printable(extra))
                     : fmt::format("`{}` takes at most {}; `{}` is one too many", name_of(command),
                                   counted(most, "argument"), printable(extra)),
           fmt::format("write it as `{}`", called_as(command))};
  // As git names branches, people name environments.
  const CLI::App& app = *line.levels.front();
  constexpr std::string_view kOfUnits[] = {"validate", "plan", "compile", "check", "list"};
  const bool of_units =
      std::find(std::begin(kOfUnits), std::end(kOfUnits), command.get_name()) != std::end(kOfUnits);
  if (of_units && command.get_parent() == &app)
    out.help =
        fmt::format("to choose environments: `{} --env {}`", name_of(command), printable(extra));
  return out;
}

/// The option that CLI11's message begins with.
const CLI::Option* named(const Line& line, const std::string& text, std::string_view end) {
  const std::size_t at = text.find(end);
  return at == std::string::npos ? nullptr : option_of(line.levels, text.substr(0, at));
}

/// An option with its value, as whoever gave it wrote it: `--jobs many`, `FORMWORK_JOBS=many`.
class Given {
 public:
  Given(const Line& line, const CLI::Option& option) : option_(option) {
    const bool written =
        std::find(line.options.begin(), line.options.end(), &option) != line.options.end();
    const char* value =
        option.get_envname().empty() ? nullptr : std::getenv(option.get_envname().c_str());
    if (!written && value != nullptr) variable_ = option.get_envname();
  }
  [[nodiscard]] bool by_variable() const { return !variable_.empty(); }
  [[nodiscard]] std::string with(const std::string& value) const {
    if (by_variable()) return fmt::format("`{}={}`", variable_, printable(value));
    if (option_.get_positional()) return fmt::format("`{}`", printable(value));
    return fmt::format("`{} {}`", option_.get_name(), printable(value));
  }

 private:
  const CLI::Option& option_;
  std::string variable_{};
};

/// "yaml not in {text,json}"
std::optional<Said> not_among(const Given& given, const std::string& text) {
  constexpr std::string_view kNone = " not in {";
  const std::size_t none = text.find(kNone);
  if (none == std::string::npos || !text.ends_with('}')) return {};
  const std::string value = text.substr(0, none);
  const std::string_view all =
      std::string_view(text).substr(none + kNone.size(), text.size() - none - kNone.size() - 1);
  std::vector<std::string> known;
  for (const std::string_view one : split(all, ',')) known.emplace_back(one);
  if (known.size() == 1) {
    return Said{fmt::format("{}: there is none but `{}`", given.with(value), known.front()),
                "leave it out: it is the default"};
  }
  const auto near = nearest(value, known);
  Said out{fmt::format("{} is none of {}", given.with(value), join(known, ", "))};
  if (near)
    out.help = fmt::format("did you mean `{}`?", *near);
  else if (given.by_variable())
    out.help = "set the variable to one of them, or unset it";
  return out;
}

Said wrong_value(const Line& line, const std::string& why) {
  constexpr std::string_view kNumber = "Could not convert: ";
  if (why.starts_with(kNumber)) {
    const std::string rest = why.substr(kNumber.size());
    const std::size_t sign = rest.find(" = ");
    const CLI::Option* option = named(line, rest, " = ");
    if (option == nullptr) return {why};
    const Given given(line, *option);
    const std::string value = rest.substr(sign + 3);
    if (takes_value(*option))
      return {fmt::format("{} is not a number from 0 on", given.with(value))};
    if (given.by_variable())
      return {fmt::format("{} is neither `true` nor `false`", given.with(value)),
              "set the variable to one of them, or unset it"};
    return {fmt::format("`{}` takes no value, and got `{}`", option->get_name(), printable(value)),
            fmt::format("write `{}` alone", option->get_name())};
  }
  const CLI::Option* option = named(line, why, ": ");
  if (option == nullptr) return {why};
  const Given given(line, *option);
  const std::string text = why.substr(why.find(": ") + 2);
  if (auto said = not_among(given, text)) return std::move(*said);
  constexpr std::string_view kValue = "Value ", kRange = " not in range ";
  if (const std::size_t range = text.find(kRange);
      range != std::string::npos && text.starts_with(kValue)) {
    return {fmt::format("{} is not a number from {}",
                        given.with(text.substr(kValue.size(), range - kValue.size())),
                        text.substr(range + kRange.size()))};
  }
  // "`tomorrow` is no day": of what checks say in our words
  const std::size_t quote = text.starts_with('`') ? text.find("` ") : std::string::npos;
  if (quote != std::string::npos)
    return {given.with(text.substr(1, quote - 1)) + printable(text.substr(quote + 1))};
  return {fmt::format("`{}`: {}", option->get_name(), printable(text))};
}

/// More or fewer values than an option takes.
Said wrong_count(const Line& line, const std::string& why) {
  const CLI::Option* option = named(line, why, ": ");
  if (option == nullptr) option = named(line, why, " was given a disallowed");
  if (option == nullptr) return {why};
  if (option->get_positional()) return too_many(line);
  const std::string name = option->get_name();
  if (!takes_value(*option))
    return {fmt::format("`{}` takes no value", name), fmt::format("write `{}` alone", name)};
  const auto times =
      static_cast<std::size_t>(std::count(line.options.begin(), line.options.end(), option));
  if (times > 1) return {fmt::format("`{}` is given {} times, and takes one value", name, times)};
  return {fmt::format("`{}` needs a value", name),
          fmt::format("`{}`: {}", with_argument(*option), option->get_description())};
}

Said said_of(const CLI::App& app, const Line& line, const CLI::ParseError* error) {
  if (line.unknown)
    return line.unknown_is_option ? unknown_option(app, line) : unknown_command(line);
  const CLI::App& last = *line.levels.back();
  if (const auto below = commands_of(last); !below.empty()) {
    if (line.levels.size() == 1) return {"a command is required", "commands: " + join(below, ", ")};
    return {fmt::format("`{}` does one of {}", name_of(last), join(below, ", "))};
  }
  if (error == nullptr) return {"the arguments are not understood"};
  const std::string why = error->what();
  if (dynamic_cast<const CLI::ExtrasError*>(error) != nullptr) return too_many(line);
  if (dynamic_cast<const CLI::RequiredError*>(error) != nullptr) return missing(last);
  if (dynamic_cast<const CLI::ArgumentMismatch*>(error) != nullptr) return wrong_count(line, why);
  return wrong_value(line, why);
}

}  // namespace

std::string called_as(const CLI::App& command) {
  std::string out = name_of(command);
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    std::string name = option->get_name(true, false);
    if (option->get_items_expected_max() > 1) name += "…";
    out += option->get_required() ? " " + name : fmt::format(" [{}]", name);
  }
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional() && option->get_required()) out += " " + with_argument(*option);
  }
  return out;
}

bool names_no_command(const CLI::App& app, const std::vector<std::string>& arguments) {
  const Line line = understand(app, arguments);
  return line.unknown && !line.unknown_is_option;
}

bool is_written(const CLI::App& app, const std::vector<std::string>& arguments,
                const CLI::Option& option) {
  const Line line = understand(app, arguments);
  return std::find(line.options.begin(), line.options.end(), &option) != line.options.end();
}

int refuse_usage(const CLI::App& app, const std::vector<std::string>& arguments,
                 const CLI::ParseError* why) {
  const Line line = understand(app, arguments);
  Said said = said_of(app, line, why);
  if (said.help.empty()) said.help = fmt::format("see `{} --help`", name_of(*line.levels.back()));
  std::fputs(fmt::format("formwork: error[FW8001]: {}\n   = help: {}\n", redact(said.message, {}),
                         redact(said.help, {}))
                 .c_str(),
             stderr);
  return 2;
}

}  // namespace formwork
