// A record with a version; lists hold records. Positions are 1-based, columns count code points.
#include "report/formats.h"

#include <nlohmann/json.hpp>

namespace formwork {
namespace {

using Json = nlohmann::ordered_json;

Json location(const Span& span, const std::string& path, const SourceMap& sources) {
  Json out = Json::object();
  out["path"] = place_path(span, path, sources);
  if (span.valid()) {
    const Position begin = sources.begin(span);
    const Position end = sources.end(span);
    out["begin"] = {{"line", begin.line}, {"column", begin.column}};
    out["end"] = {{"line", end.line}, {"column", end.column}};
  }
  return out;
}

}  // namespace

std::string json_report(const DiagnosticList& diagnostics, const SourceMap& sources,
                        const ReportOptions& options) {
  Json root = Json::object();
  root["version"] = 1;
  root["tool"] = {{"name", "formwork"}, {"version", options.version}};
  root["command"] = options.command;
  const Tally count = tally(diagnostics);
  root["summary"] = {
      {"errors", count.errors}, {"warnings", count.warnings}, {"notes", count.notes}};
  root["findings"] = Json::array();
  for (const Diagnostic& d : diagnostics) {
    Json row = Json::object();
    row["id"] = shown_id(d);
    row["code"] = info(d.code).id;
    row["name"] = info(d.code).slug;
    row["severity"] = name(d.severity);
    row["message"] = d.message;
    row["location"] = location(d.span, d.path, sources);
    row["notes"] = Json::array();
    for (const Note& note : d.notes) {
      row["notes"].push_back(
          {{"message", note.text}, {"location", location(note.span, note.path, sources)}});
    }
    if (!d.detail.empty()) row["detail"] = d.detail;
    if (!d.help.empty()) row["help"] = d.help;
    if (d.fix) {
      row["fix"] = {{"location", location(d.fix->span, "", sources)},
                    {"replacement", d.fix->replacement}};
    }
    root["findings"].push_back(std::move(row));
  }
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace formwork
