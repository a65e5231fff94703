#pragma once
// The formats, one source file each.
#include "report/report.h"

namespace formwork {

using DiagnosticList = std::vector<Diagnostic>;

[[nodiscard]] std::string text_report(const DiagnosticList&, const SourceMap&,
                                      const ReportOptions&);
[[nodiscard]] std::string concise_report(const DiagnosticList&, const SourceMap&,
                                         const ReportOptions&);
[[nodiscard]] std::string json_report(const DiagnosticList&, const SourceMap&,
                                      const ReportOptions&);
[[nodiscard]] std::string sarif_report(const DiagnosticList&, const SourceMap&,
                                       const ReportOptions&);
[[nodiscard]] std::string github_report(const DiagnosticList&, const SourceMap&,
                                        const ReportOptions&);
[[nodiscard]] std::string markdown_report(const DiagnosticList&, const SourceMap&,
                                          const ReportOptions&);
[[nodiscard]] std::string gitlab_report(const DiagnosticList&, const SourceMap&,
                                        const ReportOptions&);
[[nodiscard]] std::string junit_report(const DiagnosticList&, const SourceMap&,
                                       const ReportOptions&);
[[nodiscard]] std::string html_report(const DiagnosticList&, const SourceMap&,
                                      const ReportOptions&);

/// Path of a diagnostic or note: its source's, or the one it carries.
[[nodiscard]] std::string place_path(const Span& span, const std::string& path,
                                     const SourceMap& sources);

/// "FW3002", or the rule's id where a rule of a pack is broken.
[[nodiscard]] std::string shown_id(const Diagnostic& diagnostic);

/// Errors and warnings of a run, for closing lines.
struct Tally {
  std::size_t errors = 0, warnings = 0, notes = 0;
};
[[nodiscard]] Tally tally(const DiagnosticList& diagnostics);

}  // namespace formwork
