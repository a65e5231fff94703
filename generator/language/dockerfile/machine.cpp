// What a tag may do at each place of a Dockerfile; how the bytes lead there is in steps.cpp.
#include "language/dockerfile/machine.h"

namespace formwork::lang::docker {
namespace {

TagContext refuse(const char* why) {
  TagContext context;
  context.refusal = why;
  return context;
}

/// Docker expands variables in the arguments of these.
bool expands(Instruction i) {
  return i != Instruction::run && i != Instruction::cmd && i != Instruction::entrypoint &&
         i != Instruction::shell;
}

constexpr const char* kQuote =
    "write the whole value as one tag (`NAME=<%= a ~ \"text\" %>`) or in double quotes: "
    "`NAME=\"text<%= a %>\"`";

}  // namespace

TagContext Machine::classify() const {
  TagContext context;
  context.expands = expands(instruction);
  const auto at = [&context](Place place) {
    context.place = place;
    return context;
  };
  if (dollar)
    return refuse(
        "Docker would read the value as part of a variable's name; write the variable as "
        "`${NAME}`");
  if (backslash && mode != Mode::shell && mode != Mode::comment) {
    return refuse("a backslash directly before a tag");
  }
  switch (mode) {
    case Mode::line_start:
    case Mode::instruction:
      return refuse("an instruction is written out; decide with `<% if %>`");
    case Mode::arguments:
      switch (instruction) {
        case Instruction::cmd:
        case Instruction::entrypoint:
        case Instruction::shell:
          context.flow = context.after_key = true;  // the exec form, whole
          return at(Place::value);
        case Instruction::run:
          return at(Place::word);
        case Instruction::arg:
        case Instruction::env:
        case Instruction::label:
          return at(Place::key);
        case Instruction::none:
        case Instruction::maintainer:
        case Instruction::onbuild:
          return refuse("no tag may stand in this instruction");
        case Instruction::healthcheck:
          return refuse("write `CMD` before the command of a health check");
        case Instruction::add:
        case Instruction::copy:
        case Instruction::expose:
        case Instruction::from:
        case Instruction::stopsignal:
        case Instruction::user:
        case Instruction::volume:
        case Instruction::workdir:
          break;
      }
      return at(Place::value);
    case Mode::strict_start:
    case Mode::strict:
      return at(Place::value);
    case Mode::name:
      return at(Place::key);
    case Mode::value_start:
      context.after_key = true;
      return at(Place::value);
    case Mode::value:
      return refuse(kQuote);
    case Mode::dquoted:
      return at(Place::quoted);
    case Mode::escape:
    case Mode::json_escape:
      break;
    case Mode::single:
      return refuse("single quotes have no escapes; use double quotes");
    case Mode::value_end:
      return refuse(kQuote);
    case Mode::json:
      context.flow = true;
      return at(Place::value);
    case Mode::json_string:
      context.flow = true;
      return at(Place::quoted);
    case Mode::json_end:
      return refuse("a comma is due before a tag");
    case Mode::ended:
      return refuse("the instruction has ended");
    case Mode::opaque:
      return refuse(
          "no tag may stand in this instruction; ENV, ARG and LABEL are written NAME=value");
    case Mode::comment:
      if (directive < 3) {
        return refuse(
            "a comment before the first instruction could become a directive (`# name=value`); "
            "begin it "
            "with two words");
      }
      return at(Place::comment);
    case Mode::shell:
      return sh.classify();
  }
  return refuse("no tag may stand here");
}

void Machine::after_tag(Place place) {
  backslash = continued = false;
  if (mode == Mode::shell) {
    sh.after_tag();
    return;
  }
  switch (mode) {
    case Mode::arguments:
      if (place == Place::word) {
        mode = Mode::shell;
        sh = {};
        sh.after_tag();
      } else if (place == Place::key) {
        mode = Mode::name;
      } else {
        const bool exec = instruction == Instruction::cmd ||
                          instruction == Instruction::entrypoint ||
                          instruction == Instruction::shell;
        mode = exec ? Mode::ended : Mode::strict;
      }
      return;
    case Mode::strict_start:
      mode = Mode::strict;
      return;
    case Mode::value_start:
      mode = Mode::value_end;
      return;
    case Mode::json:
      mode = Mode::json_end;
      return;
    default:
      return;
  }
}

std::string_view Machine::describe() const {
  switch (mode) {
    case Mode::line_start:
      return "at the start of a line";
    case Mode::instruction:
      return "within an instruction's name";
    case Mode::arguments:
      return "before the arguments of an instruction";
    case Mode::strict_start:
    case Mode::strict:
      return "within the arguments of an instruction";
    case Mode::name:
      return "within a name";
    case Mode::value_start:
      return "before a value";
    case Mode::value:
    case Mode::value_end:
      return "within a value";
    case Mode::dquoted:
    case Mode::escape:
      return "within double quotes";
    case Mode::single:
      return "within single quotes";
    case Mode::json:
    case Mode::json_end:
      return "within the exec form";
    case Mode::json_string:
    case Mode::json_escape:
      return "within a string of the exec form";
    case Mode::ended:
      return "after the exec form";
    case Mode::opaque:
      return "within an instruction";
    case Mode::comment:
      return "within a comment";
    case Mode::shell:
      return sh.describe();
  }
  return {};
}

}  // namespace formwork::lang::docker
