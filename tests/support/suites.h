#pragma once
// Where the official test suites are: the environment variable FORMWORK_SUITES, else build/suites
// of the checkout (filled by tests/support/fetch_suites.sh). A test skips by name where its suite
// is absent.
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>

namespace formwork::testing {

/// The folder of suite `name` ("yaml", "json-schema"); nothing where it was not fetched.
inline std::optional<std::filesystem::path> suite(std::string_view name) {
  const char* const set = std::getenv("FORMWORK_SUITES");
  const std::filesystem::path root =
      set != nullptr ? std::filesystem::path(set)
                     : std::filesystem::path(FORMWORK_SOURCE_DIR) / "build" / "suites";
  if (!std::filesystem::is_directory(root / name)) return std::nullopt;
  return root / name;
}

}  // namespace formwork::testing
