#include "tool/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace formwork::tool {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMost = std::size_t{64} << 20U;

volatile std::sig_atomic_t signal_that_came = 0;

extern "C" void note_signal(int number) {
  signal_that_came = number;
}

struct Pipe {
  int read = -1, write = -1;
  [[nodiscard]] bool open() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
  static void shut(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }
  ~Pipe() {
    shut(read);
    shut(write);
  }
  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
};

std::vector<std::string> environment_of(const Command& command) {
  std::vector<std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view line(*entry);
    if (!command.environment.contains(std::string(line.substr(0, line.find('=')))))
      out.emplace_back(line);
  }
  for (const auto& [name, value] : command.environment) {
    if (!value.empty()) out.push_back(name + "=" + value);
  }
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// What the child does between fork and exec: calls that are safe there alone.
[[noreturn]] void become(const char* folder, char* const* arguments, char* const* environment,
                         int out, int err, int report) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  const int null = open("/dev/null", O_RDONLY);
  int problem = 0;
  if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0 || chdir(folder) != 0)
    problem = errno;
  if (problem == 0) {
    execve(arguments[0], arguments, environment);
    problem = errno;
  }
  [[maybe_unused]] const ssize_t told = write(report, &problem, sizeof problem);
  _exit(127);
}

/// Takes what there is to read; false at the end.
bool take(int end, std::string& into) {
  std::array<char, 65536> buffer{};
  const ssize_t n = read(end, buffer.data(), buffer.size());
  if (n < 0) return errno == EINTR || errno == EAGAIN;
  if (into.size() < kMost)
    into.append(buffer.data(), std::min(static_cast<std::size_t>(n), kMost - into.size()));
  return n != 0;
}

/// Reads both pipes until they end; what went wrong on the way, or `exited`.
Ended::How watch(Pipe& out, Pipe& err, Clock::time_point deadline, Ended& ended) {
  while (out.read >= 0 || err.read >= 0) {
    if (Interrupts::came() != 0) return Ended::How::interrupted;
    const auto now = Clock::now();
    if (now >= deadline) return Ended::How::timed_out;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now).count();
    std::array<pollfd, 2> ends{{{out.read, POLLIN, 0}, {err.read, POLLIN, 0}}};
    const int wait = static_cast<int>(std::min<long long>(left + 1, 100));
    if (poll(ends.data(), ends.size(), wait) <= 0) continue;
    if (ends[0].revents != 0 && !take(out.read, ended.out)) Pipe::shut(out.read);
    if (ends[1].revents != 0 && !take(err.read, ended.err)) Pipe::shut(err.read);
  }
  return Ended::How::exited;
}

/// A process that has closed its output may still run.
Ended::How wait_for(pid_t child, Clock::time_point deadline, int& status) {
  while (true) {
    const pid_t done = waitpid(child, &status, WNOHANG);
    if (done == child) return Ended::How::exited;
    if (done < 0 && errno != EINTR) return Ended::How::crashed;
    if (Interrupts::came() != 0) return Ended::How::interrupted;
    if (Clock::now() >= deadline) return Ended::How::timed_out;
    poll(nullptr, 0, 2);
  }
}

}  // namespace

std::optional<std::string> find_program(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "/usr/bin:/bin" : path;
  while (!rest.empty()) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    const std::string folder(rest.substr(0, colon));
    rest.remove_prefix(std::min(colon + 1, rest.size()));
    if (!folder.starts_with('/')) continue;  // a folder of the workspace is nobody's tool
    const std::string file = folder + "/" + program;
    struct stat info {};
    if (stat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode) && access(file.c_str(), X_OK) == 0)
      return file;
  }
  return {};
}

Ended run(const Command& command) {
  Ended ended;
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = environment_of(command);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(environment);
  Pipe out;
  Pipe err;
  Pipe report;
  if (!out.open() || !err.open() || !report.open()) {
    ended.status = errno;
    return ended;
  }
  const auto deadline = Clock::now() + command.limit;
  const pid_t child = fork();
  if (child == 0)
    become(command.folder.c_str(), argv.data(), envp.data(), out.write, err.write, report.write);
  if (child < 0) {
    ended.status = errno;
    return ended;
  }
  setpgid(child, child);  // whoever of the two is first
  Pipe::shut(out.write);
  Pipe::shut(err.write);
  Pipe::shut(report.write);
  int problem = 0;
  if (read(report.read, &problem, sizeof problem) == sizeof problem) {
    waitpid(child, nullptr, 0);
    ended.status = problem;
    return ended;
  }
  int status = 0;
  Ended::How how = watch(out, err, deadline, ended);
  if (how == Ended::How::exited) how = wait_for(child, deadline, status);
  // What it left behind goes with it.
  kill(-child, SIGKILL);
  if (how != Ended::How::exited) {
    waitpid(child, &status, 0);
    ended.how = how;
    return ended;
  }
  ended.how = WIFEXITED(status) ? Ended::How::exited : Ended::How::crashed;
  ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  return ended;
}

Interrupts::Interrupts() {
  signal_that_came = 0;
  before_int_ = std::signal(SIGINT, note_signal);
  before_term_ = std::signal(SIGTERM, note_signal);
}

Interrupts::~Interrupts() {
  std::signal(SIGINT, before_int_);
  std::signal(SIGTERM, before_term_);
}

int Interrupts::came() {
  return signal_that_came;
}

}  // namespace formwork::tool
