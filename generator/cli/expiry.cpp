#include "cli/expiry.h"

#include <fmt/format.h>

#include <chrono>

namespace formwork {

void add_expiry(CLI::App& command, const std::shared_ptr<ExpiryFlags>& flags) {
  command.add_option("--as-of", flags->as_of, "Judge waivers as if today were DATE (YYYY-MM-DD)")
      ->type_name("DATE")
      ->check([](const std::string& text) {
        return parse_day(text) ? std::string()
                               : fmt::format("`{}` is no day, as 2026-12-31 is one", text);
      });
  command.add_option("--expiry", flags->mode, "What an expired waiver is")
      ->check(CLI::IsMember({"error", "warn"}))
      ->type_name("MODE");
}

ExpiryOptions expiry_options(const ExpiryFlags& flags, const Session& session) {
  ExpiryOptions out;
  const auto given = parse_day(flags.as_of);
  out.today =
      given ? *given : std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  out.warn = flags.mode == "warn";
  out.all_units = session.options.environments.empty();
  return out;
}

}  // namespace formwork
