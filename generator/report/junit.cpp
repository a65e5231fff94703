// JUnit's XML, as Jenkins, GitLab and Azure DevOps read it: each finding is a test case of the file
// it is about; an error is a failure, a warning passes and says why. No time: the same findings are
// the same bytes.
#include "base/text.h"
#include "report/formats.h"
#include "report/markup.h"

#include <fmt/format.h>

namespace formwork {
namespace {

// Everything that is not in the message.
std::string details(const Diagnostic& d, const SourceMap& sources) {
  std::string out;
  std::string where = place_path(d.span, d.path, sources);
  if (d.span.valid()) {
    const Position at = sources.begin(d.span);
    where += fmt::format(":{}:{}", at.line, at.column);
  }
  if (!where.empty()) out += where + '\n';
  if (!d.detail.empty()) out += d.detail + (d.detail.ends_with('\n') ? "" : "\n");
  for (const Note& note : d.notes) {
    std::string at = place_path(note.span, note.path, sources);
    if (note.span.valid()) at += fmt::format(":{}", sources.begin(note.span).line);
    out += fmt::format("note: {}{}{}\n", at, at.empty() ? "" : ": ", note.text);
  }
  if (!d.help.empty()) out += "help: " + d.help + '\n';
  return out;
}

std::string test_case(const Diagnostic& d, const SourceMap& sources) {
  const std::string path = place_path(d.span, d.path, sources);
  const std::string message = attribute(d.message);
  const std::string text = markup(details(d, sources));
  std::string out = fmt::format(R"(    <testcase classname="{}" name="{}: {}">)",
                                path.empty() ? "formwork" : attribute(path), shown_id(d), message);
  if (d.severity == Severity::error) {
    out += fmt::format("\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    ",
                       shown_id(d), message, text);
  } else {
    out += fmt::format("\n      <system-out>{}: {}\n{}</system-out>\n    ", name(d.severity),
                       markup(d.message), text);
  }
  return out + "</testcase>\n";
}

}  // namespace

std::string junit_report(const DiagnosticList& diagnostics, const SourceMap& sources,
                         const ReportOptions& options) {
  const Tally count = tally(diagnostics);
  const std::string name = attribute("formwork " + options.command);
  // A run that finds nothing is one test that passed: readers take an empty suite for a mistake.
  const std::size_t tests = diagnostics.empty() ? 1 : diagnostics.size();
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"{0}\" tests=\"{1}\" failures=\"{2}\" errors=\"0\">\n"
      "  <testsuite name=\"{0}\" tests=\"{1}\" failures=\"{2}\" errors=\"0\" skipped=\"0\">\n",
      name, tests, count.errors);
  for (const Diagnostic& d : diagnostics) out += test_case(d, sources);
  if (diagnostics.empty()) out += "    <testcase classname=\"formwork\" name=\"no findings\"/>\n";
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace formwork
