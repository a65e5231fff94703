#pragma once
// Diagnostics to text, one file per format. A reporter sees Diagnostic[] and SourceMap, nothing
// else.
#include "base/source_map.h"
#include "diag/diagnostic.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

enum class Format : std::uint8_t {
  text,
  concise,
  json,
  sarif,
  github,
  gitlab,
  junit,
  markdown,
  html
};
[[nodiscard]] std::optional<Format> find_format(std::string_view name);
[[nodiscard]] const std::vector<std::string>& format_names();

struct Comparison;
struct PlanReport;

struct ReportOptions {
  bool color = false;
  std::string command = "check";  // for headings and the json record
  std::string version;
  const PlanReport* plan = nullptr;                      // of `plan`, for the json record
  const std::vector<Comparison>* comparisons = nullptr;  // of `diff`, the same
};

/// `diagnostics` sorted already (Diagnostics::sorted). Stable bytes; ends with a line end unless
/// empty.
[[nodiscard]] std::string report(Format format, const std::vector<Diagnostic>& diagnostics,
                                 const SourceMap& sources, const ReportOptions& options);

}  // namespace formwork
