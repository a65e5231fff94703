#include "cli/standard_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>

namespace formwork {
namespace {

constexpr int kUnknown = -1;
int first_error = 0;  // errno of the first write that failed

void note(bool written) {
  if (!written && first_error == 0) first_error = errno != 0 ? errno : kUnknown;
}

}  // namespace

void write_out(std::string_view text) {
  errno = 0;
  note(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
}

int close_out(int status) {
  note(std::cout.good());  // CLI11 has just written to it
  errno = 0;
  std::cout.flush();
  note(std::fflush(stdout) == 0);
  note(std::ferror(stdout) == 0);
  if (first_error == 0) return status;
  if (first_error != EPIPE) {
    std::fputs(fmt::format("formwork: error[FW7002]: cannot write standard output{}{}\n   = help: "
                           "free some space, or write it elsewhere, and run it again\n",
                           first_error == kUnknown ? "" : ": ",
                           first_error == kUnknown ? "" : std::strerror(first_error))
                   .c_str(),
               stderr);
  }
  return std::max(3, status);
}

}  // namespace formwork
