#pragma once
// `--as-of` and `--expiry` of the commands that judge waivers. The only place that asks what day it
// is.
#include "cli/commands.h"
#include "pipeline/expiry.h"

#include <memory>
#include <string>

namespace formwork {

struct ExpiryFlags {
  std::string as_of;
  std::string mode = "error";
};

void add_expiry(CLI::App& command, const std::shared_ptr<ExpiryFlags>& flags);

/// Today is --as-of, else the day by the clock, in UTC so that a laptop and CI agree.
[[nodiscard]] ExpiryOptions expiry_options(const ExpiryFlags& flags, const Session& session);

}  // namespace formwork
