#pragma once
// Programs of the machine: found on the PATH, run with a time limit, stopped with all they started.
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace formwork::tool {

/// The absolute path of `program` on the PATH.
[[nodiscard]] std::optional<std::string> find_program(const std::string& program);

struct Command {
  std::vector<std::string> arguments{};  // the first is the program
  std::string folder{};                  // where it runs
  /// Over the environment of this process; an empty value takes the variable away.
  std::map<std::string, std::string> environment{};
  std::chrono::milliseconds limit{300'000};
};

struct Ended {
  enum class How : unsigned char { exited, crashed, timed_out, interrupted, not_started };
  How how = How::not_started;
  int status = 0;            // exit status, signal of a crash, or errno
  std::string out{}, err{};  // what it printed, up to 64 MiB each
  [[nodiscard]] bool ok() const { return how == How::exited && status == 0; }
};

/// Runs it to its end. Standard input is empty; it has a process group of its own, which is killed
/// when time is up or a signal came (see Interrupts). Any thread may call it.
[[nodiscard]] Ended run(const Command& command);

/// While one lives, SIGINT and SIGTERM do not end this process but every `run`, so that the caller
/// can tidy up.
class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  /// The signal that came; 0 if none did.
  [[nodiscard]] static int came();

 private:
  void (*before_int_)(int) = nullptr;
  void (*before_term_)(int) = nullptr;
};

}  // namespace formwork::tool
