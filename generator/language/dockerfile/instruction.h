#pragma once
// The instructions of Dockerfiles (docs.docker.com/reference/dockerfile), found by their word in
// any case, as a whole or byte by byte.
#include <cstdint>
#include <string_view>

namespace formwork::lang::docker {

enum class Instruction : std::uint8_t {
  none,
  add,
  arg,
  cmd,
  copy,
  entrypoint,
  env,
  expose,
  from,
  healthcheck,
  label,
  maintainer,
  onbuild,
  run,
  shell,
  stopsignal,
  user,
  volume,
  workdir,
};

/// The letters of a word seen so far, as one number: FNV-1a of them in upper case.
constexpr std::uint32_t kNoLetters = 2166136261U;
[[nodiscard]] std::uint32_t add_letter(std::uint32_t letters, char c);

/// The instruction of these letters, of this word; `none` if there is none.
[[nodiscard]] Instruction instruction_of(std::uint32_t letters);
[[nodiscard]] Instruction find_instruction(std::string_view word);

}  // namespace formwork::lang::docker
