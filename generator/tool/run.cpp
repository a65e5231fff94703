#include "tool/run.h"

#include "base/text.h"

#include <fmt/format.h>

#include <cstring>

namespace formwork::tool {

std::map<std::string, std::string> offline() {
  const std::string nobody = "http://127.0.0.1:9";  // the discard port
  return {{"HTTP_PROXY", nobody}, {"HTTPS_PROXY", nobody}, {"ALL_PROXY", nobody},
          {"http_proxy", nobody}, {"https_proxy", nobody}, {"all_proxy", nobody},
          {"NO_PROXY", ""},       {"no_proxy", ""},        {"GIT_ALLOW_PROTOCOL", "none"},
          {"NO_COLOR", "1"}};
}

bool came_to_an_end(const Ended& ended, const Job& job, Outcome& outcome) {
  switch (ended.how) {
    case Ended::How::exited:
      return true;
    case Ended::How::interrupted:
      outcome.interrupted = true;
      return false;
    case Ended::How::timed_out:
      outcome.failed = fmt::format("did not end within {} s", job.limit.count() / 1000);
      outcome.help = "give it longer with `--tool-timeout SECONDS`";
      return false;
    case Ended::How::crashed:
      outcome.failed = fmt::format("was ended by signal {}", ended.status);
      outcome.help = first_words(ended.err);
      return false;
    case Ended::How::not_started:
      outcome.failed = fmt::format("cannot be started: {}", std::strerror(ended.status));
      outcome.help = fmt::format("see `{}`", job.program);
      return false;
  }
  return false;
}

std::string first_words(std::string_view printed) {
  for (const std::string_view line : split(printed, '\n')) {
    std::string_view text = trim(line);
    // Terraform frames its messages.
    for (const std::string_view frame : {"╷", "│", "╵"}) {
      if (text.starts_with(frame)) text = trim(text.substr(frame.size()));
    }
    if (!text.empty()) return one_line(text);
  }
  return {};
}

}  // namespace formwork::tool
