#pragma once
// Runs a program call by call, and lets one of its system calls fail or be its last.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace formwork::fault {

enum class Which : std::uint8_t {
  all,   // every system call
  disk,  // those that make, write, rename, remove or sync a file or folder
};

enum class Fault : std::uint8_t {
  none,
  fail,         // the call is not made and returns `error`
  fail_onward,  // so do all of its kind behind it: a full or read-only disk
  short_write,  // a write writes one byte; another call fails with EIO
  kill,         // the process ends before the call, by SIGKILL
};

struct Plan {
  Which which = Which::disk;
  Fault fault = Fault::none;
  int error = 0;
  std::size_t at = 0;  // the number of the call, from 1
};

struct Outcome {
  bool traced = false;    // false where ptrace is not to be had
  int status = -1;        // exit status; 128 + signal where it was killed
  std::size_t calls = 0;  // that were counted
};

/// Runs `arguments` in `folder` with nothing on its standard input and its output thrown away, in
/// an environment that has PATH and HOME alone.
[[nodiscard]] Outcome run(const std::string& folder, const std::vector<std::string>& arguments,
                          const Plan& plan);

}  // namespace formwork::fault
