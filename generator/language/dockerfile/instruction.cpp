#include "language/dockerfile/instruction.h"

#include <array>

namespace formwork::lang::docker {
namespace {

// In the order of Instruction.
constexpr std::array<std::string_view, 18> kInstructions = {
    "ADD",    "ARG",   "CMD",         "COPY",  "ENTRYPOINT", "ENV",
    "EXPOSE", "FROM",  "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",
    "RUN",    "SHELL", "STOPSIGNAL",  "USER",  "VOLUME",     "WORKDIR"};

constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

std::uint32_t hash(std::string_view word) {
  std::uint32_t hash = kNoLetters;
  for (const char c : word) hash = add_letter(hash, c);
  return hash;
}

}  // namespace

std::uint32_t add_letter(std::uint32_t letters, char c) {
  return (letters ^ static_cast<unsigned char>(upper(c))) * 16777619U;
}

Instruction instruction_of(std::uint32_t letters) {
  for (std::size_t i = 0; i < kInstructions.size(); ++i) {
    if (hash(kInstructions[i]) == letters) return static_cast<Instruction>(i + 1);
  }
  return Instruction::none;
}

Instruction find_instruction(std::string_view word) {
  return instruction_of(hash(word));
}

}  // namespace formwork::lang::docker
