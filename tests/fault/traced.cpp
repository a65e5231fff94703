#include "traced.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__) && defined(__x86_64__)
#include <sys/syscall.h>
#include <sys/user.h>

namespace formwork::fault {
namespace {

bool touches_disk(const user_regs_struct& r) {
  switch (r.orig_rax) {
    case SYS_openat:
      return (r.rdx & (O_CREAT | O_WRONLY | O_RDWR)) != 0;
    case SYS_write:
    case SYS_pwrite64:
      return r.rdi > 2;  // not what is printed
    case SYS_mkdir:
    case SYS_mkdirat:
    case SYS_rename:
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_unlink:
    case SYS_unlinkat:
    case SYS_rmdir:
    case SYS_link:
    case SYS_linkat:
    case SYS_fsync:
    case SYS_fdatasync:
    case SYS_fchmod:
    case SYS_ftruncate:
      return true;
    default:
      return false;
  }
}

[[noreturn]] void become(const std::string& folder, const std::vector<std::string>& arguments) {
  if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0 || chdir(folder.c_str()) != 0) _exit(126);
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int fd : {0, 1, 2}) dup2(null, fd);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  // Leaks are not looked for under ptrace.
  const std::string path = std::string("PATH=") + (getenv("PATH") != nullptr ? getenv("PATH") : "");
  char* const environment[] = {const_cast<char*>(path.c_str()),
                               const_cast<char*>("HOME=/nonexistent"),
                               const_cast<char*>("ASAN_OPTIONS=detect_leaks=0"), nullptr};
  execve(argv[0], argv.data(), environment);
  _exit(127);
}

}  // namespace

Outcome run(const std::string& folder, const std::vector<std::string>& arguments,
            const Plan& plan) {
  Outcome out;
  const pid_t child = fork();
  if (child < 0) return out;
  if (child == 0) become(folder, arguments);
  int status = 0;
  if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status)) return out;
  out.traced =
      ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) == 0;
  bool entering = true, spoilt = false;
  std::uint64_t result = 0;
  int signal = 0;
  while (ptrace(PTRACE_SYSCALL, child, nullptr, signal) == 0) {
    signal = 0;
    if (waitpid(child, &status, 0) != child) break;
    if (WIFEXITED(status) || WIFSIGNALED(status)) break;
    if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
      signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
      continue;
    }
    user_regs_struct registers{};
    ptrace(PTRACE_GETREGS, child, nullptr, &registers);
    if (entering && (plan.which == Which::all || touches_disk(registers))) {
      ++out.calls;
      const bool now = plan.fault != Fault::none && out.calls == plan.at;
      const bool later = plan.fault == Fault::fail_onward && out.calls > plan.at;
      if (now && plan.fault == Fault::kill) {
        kill(child, SIGKILL);
      } else if (now && plan.fault == Fault::short_write &&
                 (registers.orig_rax == SYS_write || registers.orig_rax == SYS_pwrite64)) {
        if (registers.rdx > 1) registers.rdx = 1;
        ptrace(PTRACE_SETREGS, child, nullptr, &registers);
      } else if (now || later) {
        const int error = plan.fault == Fault::short_write ? EIO : plan.error;
        registers.orig_rax = static_cast<unsigned long long>(-1);  // no such call: not made
        ptrace(PTRACE_SETREGS, child, nullptr, &registers);
        spoilt = true;
        result = static_cast<std::uint64_t>(-error);
      }
    } else if (!entering && spoilt) {
      registers.rax = result;
      ptrace(PTRACE_SETREGS, child, nullptr, &registers);
      spoilt = false;
    }
    entering = !entering;
  }
  if (!WIFEXITED(status) && !WIFSIGNALED(status)) waitpid(child, &status, 0);  // gone at once
  out.status = WIFEXITED(status)     ? WEXITSTATUS(status)
               : WIFSIGNALED(status) ? 128 + WTERMSIG(status)
                                     : -1;
  return out;
}

}  // namespace formwork::fault
#else
namespace formwork::fault {
Outcome run(const std::string&, const std::vector<std::string>&, const Plan&) {
  return {};
}
}  // namespace formwork::fault
#endif
