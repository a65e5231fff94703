// What tools print, made into findings.
#include "base/text.h"
#include "language/fold/configuration.h"
#include "tool/tool.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace formwork::tool {
namespace {

std::uint32_t number(std::string_view text) {
  std::uint32_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : 0;
}

std::string text_of(const nlohmann::json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

}  // namespace

std::string one_line(std::string_view text) {
  constexpr std::size_t kMost = 400;
  std::string out;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (out.ends_with(' ') || out.ends_with('.')) out.pop_back();
  if (out.size() <= kMost) return out;
  out.resize(kMost);
  while (invalid_utf8(out)) out.pop_back();
  return out + "…";
}

std::string in_workspace(const Job& job, std::string_view path) {
  if (path.starts_with(job.scratch + "/")) return std::string(path.substr(job.scratch.size() + 1));
  if (path.empty() || path.starts_with('/')) return {};
  return fold::join_folder(job.root.folder, path).value_or("");
}

std::optional<std::vector<Finding>> read_terraform(std::string_view printed, const Job& job) {
  const auto json = nlohmann::json::parse(printed, nullptr, false);
  if (!json.is_object()) return {};
  const auto list = json.find("diagnostics");
  if (list == json.end() || !list->is_array()) return {};
  std::vector<Finding> out;
  for (const auto& item : *list) {
    if (!item.is_object()) return {};
    Finding finding;
    finding.severity = text_of(item, "severity") == "warning" ? Severity::warning : Severity::error;
    const std::string summary = one_line(text_of(item, "summary"));
    const std::string detail = one_line(text_of(item, "detail"));
    finding.message = detail.empty() ? summary : summary + ": " + detail;
    if (const auto range = item.find("range"); range != item.end() && range->is_object()) {
      finding.path = in_workspace(job, text_of(*range, "filename"));
      const auto start = range->find("start");
      if (start != range->end() && start->is_object() && start->contains("line") &&
          (*start)["line"].is_number_unsigned())
        finding.line = (*start)["line"].get<std::uint32_t>();
    }
    out.push_back(std::move(finding));
  }
  return out;
}

std::vector<Finding> read_bicep(std::string_view printed, const Job& job) {
  std::vector<Finding> out;
  for (std::string_view line : split(printed, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t colon = line.find(") : ");
    const std::size_t open = line.substr(0, colon).rfind('(');
    if (colon == std::string_view::npos || open == std::string_view::npos) continue;
    const std::string_view place = line.substr(open + 1, colon - open - 1);
    std::string_view rest = line.substr(colon + 4);
    const std::size_t space = rest.find(' ');
    const std::size_t after = rest.find(": ");
    if (space == std::string_view::npos || after == std::string_view::npos || after < space)
      continue;
    const std::string_view level = rest.substr(0, space);
    Finding finding;
    finding.severity = level == "Error"     ? Severity::error
                       : level == "Warning" ? Severity::warning
                                            : Severity::note;
    finding.rule = std::string(rest.substr(space + 1, after - space - 1));
    std::string_view message = rest.substr(after + 2);
    if (message.ends_with(']')) message = message.substr(0, message.rfind(" ["));
    finding.message = one_line(message);
    finding.path = in_workspace(job, line.substr(0, open));
    finding.line = number(place.substr(0, place.find(',')));
    out.push_back(std::move(finding));
  }
  return out;
}

}  // namespace formwork::tool
