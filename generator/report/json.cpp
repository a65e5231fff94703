// A record with a version; lists hold records. Positions are 1-based, columns count code points.
#include "report/comparison.h"
#include "report/formats.h"
#include "report/plan.h"

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

Json plan_record(const PlanReport& plan) {
  Json units = Json::array();
  for (const PlanReport::Unit& unit : plan.units) {
    Json row = {{"name", unit.name}, {"files", Json::array()}, {"roots", Json::array()}};
    for (const PlanReport::File& file : unit.files) {
      Json one = {{"action", file.action}, {"path", file.path}, {"cause", file.cause}};
      if (!file.difference.empty()) one["diff"] = file.difference;
      row["files"].push_back(std::move(one));
    }
    for (const PlanReport::Root& root : unit.roots) {
      Json resources = Json::array();
      for (const PlanReport::Resource& resource : root.resources) {
        Json one = {{"action", resource.action}, {"address", resource.address}};
        if (!resource.from.empty()) one["from"] = resource.from;
        if (!resource.note.empty()) one["note"] = resource.note;
        if (!resource.accounted) one["id"] = "DR019";
        resources.push_back(std::move(one));
      }
      row["roots"].push_back({{"path", root.path}, {"resources", std::move(resources)}});
    }
    row["irreversible"] = unit.irreversible;
    if (!unit.from.empty()) {
      row["upgrade"] = {{"from", unit.from}, {"to", unit.to}, {"files", unit.by_upgrade}};
    }
    units.push_back(std::move(row));
  }
  return {{"units", std::move(units)}};
}

Json changes_record(const std::vector<Comparison::Change>& changes) {
  Json out = Json::array();
  for (const Comparison::Change& one : changes) {
    Json row = {{"action", one.action}, {"path", one.path}};
    if (!one.type.empty()) row["type"] = one.type;
    if (!one.before.empty()) row["before"] = one.before;
    if (!one.after.empty()) row["after"] = one.after;
    out.push_back(std::move(row));
  }
  return out;
}

Json comparison_record(const Comparison& comparison) {
  Json out = Json::object();
  if (!comparison.environment.empty()) out["environment"] = comparison.environment;
  out["from"] = comparison.from;
  out["to"] = comparison.to;
  out["values"] = changes_record(comparison.values);
  out["outputs"] = changes_record(comparison.outputs);
  out["resources"] = changes_record(comparison.resources);
  out["otherResources"] = comparison.other_resources;
  out["policies"] = changes_record(comparison.policies);
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
  if (options.plan != nullptr) root["plan"] = plan_record(*options.plan);
  if (options.comparisons != nullptr) {
    root["comparisons"] = Json::array();
    for (const Comparison& one : *options.comparisons)
      root["comparisons"].push_back(comparison_record(one));
  }
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
      Json one = {{"message", note.text}};
      // Some say something of the finding as a whole.
      if (note.span.valid() || !note.path.empty())
        one["location"] = location(note.span, note.path, sources);
      row["notes"].push_back(std::move(one));
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
