#include "report/report.h"

#include "report/formats.h"

namespace formwork {

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> kNames = {
      "text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"};
  return kNames;
}

std::optional<Format> find_format(std::string_view name) {
  const auto& names = format_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Format>(i);
  }
  return std::nullopt;
}

std::string report(Format format, const std::vector<Diagnostic>& diagnostics,
                   const SourceMap& sources, const ReportOptions& options) {
  switch (format) {
    case Format::text:
      return text_report(diagnostics, sources, options);
    case Format::concise:
      return concise_report(diagnostics, sources, options);
    case Format::json:
      return json_report(diagnostics, sources, options);
    case Format::sarif:
      return sarif_report(diagnostics, sources, options);
    case Format::github:
      return github_report(diagnostics, sources, options);
    case Format::gitlab:
      return gitlab_report(diagnostics, sources, options);
    case Format::junit:
      return junit_report(diagnostics, sources, options);
    case Format::html:
      return html_report(diagnostics, sources, options);
    case Format::markdown:
      return markdown_report(diagnostics, sources, options);
  }
  return {};
}

}  // namespace formwork
