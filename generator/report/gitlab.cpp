// GitLab's Code Quality report: a list of records, each with a description, the name of a check, a
// fingerprint, a severity and a place (https://docs.gitlab.com/ci/testing/code_quality/).
#include "base/text.h"
#include "report/fingerprint.h"
#include "report/formats.h"

#include <nlohmann/json.hpp>

namespace formwork {
namespace {

using Json = nlohmann::ordered_json;

// A finding without a file of its own is the workspace's; GitLab drops records without a path.
constexpr const char* kNoPath = "formwork.yaml";

const char* severity(const Diagnostic& d) {
  switch (d.severity) {
    case Severity::error:
      return "major";
    case Severity::warning:
      return "minor";
    case Severity::note:
      return "info";
  }
  return "info";
}

}  // namespace

std::string gitlab_report(const DiagnosticList& diagnostics, const SourceMap& sources,
                          const ReportOptions&) {
  Json root = Json::array();
  Fingerprints fingerprints;
  for (const Diagnostic& d : diagnostics) {
    const std::string path = place_path(d.span, d.path, sources);
    std::string text = printable(d.message);
    if (!d.help.empty()) text += "; " + printable(d.help);
    Json row = Json::object();
    row["description"] = std::move(text);
    row["check_name"] = shown_id(d);
    row["fingerprint"] = fingerprints.of(d, path);
    row["severity"] = severity(d);
    row["location"] = {{"path", path.empty() ? kNoPath : path},
                       {"lines", {{"begin", d.span.valid() ? sources.begin(d.span).line : 1U}}}};
    root.push_back(std::move(row));
  }
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace formwork
