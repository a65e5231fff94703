// Starts the command line; turns a stray exception into exit status 4.
#include "cli/app.h"
#include "memory.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

// Quiet, at once, with the status a shell gives: an unfinished write is finished or rolled back by
// the next run.
extern "C" void on_signal(int number) {
  _exit(128 + number);
}

}  // namespace

int main(int argc, char** argv) {
  formwork::ask_for_huge_pages();
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  try {
    return formwork::run_command_line(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::fprintf(stderr,
                 "formwork: error[FW8900]: internal error: %s\n   = help: please report it, with "
                 "the output of "
                 "`formwork version --doctor`\n",
                 error.what());
  } catch (...) {
    std::fputs("formwork: error[FW8900]: internal error\n   = help: please report it\n", stderr);
  }
  return 4;
}
