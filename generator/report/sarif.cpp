// SARIF 2.1.0 (OASIS): rules from codes.def, notes as related locations, columns in code points.
#include "base/text.h"
#include "report/fingerprint.h"
#include "report/formats.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>

namespace formwork {
namespace {

using Json = nlohmann::ordered_json;

// A relative URI reference (RFC 3986): bytes that a path segment may not hold are percent-encoded.
std::string uri(std::string_view path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') ||
                       std::string_view("-._~/+@,=").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    }
  }
  return out;
}

Json region(const Span& span, const SourceMap& sources) {
  const Position begin = sources.begin(span);
  const Position end = sources.end(span);
  return {{"startLine", begin.line},
          {"startColumn", begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

Json artifact(const Span& span, const std::string& path, const SourceMap& sources) {
  return {{"uri", uri(place_path(span, path, sources))}, {"uriBaseId", "SRCROOT"}};
}

Json physical(const Span& span, const std::string& path, const SourceMap& sources) {
  Json out = {{"artifactLocation", artifact(span, path, sources)}};
  if (span.valid()) out["region"] = region(span, sources);
  return out;
}

std::string printable_or(const std::string& text, const char* fallback) {
  return text.empty() ? fallback : printable(text);
}

Json fix_of(const Fix& fix, const std::string& help, const SourceMap& sources) {
  const Json replacement = {{"deletedRegion", region(fix.span, sources)},
                            {"insertedContent", {{"text", fix.replacement}}}};
  const Json change = {{"artifactLocation", artifact(fix.span, {}, sources)},
                       {"replacements", Json::array({replacement})}};
  return {{"description", {{"text", printable_or(help, "replace it")}}},
          {"artifactChanges", Json::array({change})}};
}

std::string_view level(Severity severity) {
  return name(severity);
}

}  // namespace

std::string sarif_report(const DiagnosticList& diagnostics, const SourceMap& sources,
                         const ReportOptions& options) {
  std::map<std::string, std::size_t> index;
  Json rules = Json::array();
  Json results = Json::array();
  Fingerprints fingerprints;
  for (const Diagnostic& d : diagnostics) {
    const std::string id = shown_id(d);
    const auto [it, fresh] = index.emplace(id, index.size());
    if (fresh) {
      const CodeInfo& code = info(d.code);
      Json rule = {
          {"id", id},
          {"name", std::string(d.rule.empty() ? code.slug : std::string_view("rule"))},
          {"shortDescription",
           {{"text", std::string(d.rule.empty() ? code.meaning : std::string_view(d.message))}}},
          {"defaultConfiguration", {{"level", level(code.severity)}}}};
      // Of a code, help differs from finding to finding; of a pack's rule it is always the same.
      rule["help"] = {{"text", d.rule.empty() || d.help.empty()
                                   ? fmt::format("`formwork explain {}` says more.", id)
                                   : printable(d.help)}};
      rules.push_back(std::move(rule));
    }
    std::string text = printable_or(d.message, "finding");
    if (!d.help.empty()) text += "\n" + printable(d.help);
    Json row = {{"ruleId", id},
                {"ruleIndex", it->second},
                {"level", level(d.severity)},
                {"message", {{"text", text}}}};
    const std::string path = place_path(d.span, d.path, sources);
    if (!path.empty())
      row["locations"] = Json::array({{{"physicalLocation", physical(d.span, d.path, sources)}}});
    Json related = Json::array();
    for (const Note& note : d.notes) {
      if (place_path(note.span, note.path, sources).empty()) continue;
      related.push_back({{"id", related.size() + 1},
                         {"physicalLocation", physical(note.span, note.path, sources)},
                         {"message", {{"text", printable_or(note.text, "see here")}}}});
    }
    if (!related.empty()) row["relatedLocations"] = std::move(related);
    if (d.fix) row["fixes"] = Json::array({fix_of(*d.fix, d.help, sources)});
    row["partialFingerprints"] = {{"formwork/v1", fingerprints.of(d, path)}};
    results.push_back(std::move(row));
  }
  Json root = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}};
  Json driver = {
      {"name", "formwork"}, {"semanticVersion", options.version}, {"rules", std::move(rules)}};
  root["runs"] = Json::array(
      {{{"tool", {{"driver", std::move(driver)}}},
        {"columnKind", "unicodeCodePoints"},
        {"originalUriBaseIds", {{"SRCROOT", {{"description", {{"text", "The workspace."}}}}}}},
        {"results", std::move(results)}}});
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace formwork
