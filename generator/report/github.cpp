// Workflow commands of GitHub Actions: at most 10 annotations a step, worst first, "and N more".
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
#include "base/text.h"
#include "report/formats.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

constexpr std::size_t kMost = 10;

std::string escape(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '%':
        out += "%25";
        break;
      case '\r':
        out += "%0D";
        break;
      case '\n':
        out += "%0A";
        break;
      case ':':
        out += property ? "%3A" : ":";
        break;
      case ',':
        out += property ? "%2C" : ",";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string_view command(Severity severity) {
  return severity == Severity::note ? "notice" : name(severity);
}

}  // namespace

std::string github_report(const DiagnosticList& diagnostics, const SourceMap& sources,
                          const ReportOptions&) {
  std::vector<const Diagnostic*> order;
  for (const Diagnostic& d : diagnostics) order.push_back(&d);
  std::stable_sort(order.begin(), order.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return a->severity > b->severity;
  });
  std::string out;
  const bool more = order.size() > kMost;
  const std::size_t shown = more ? kMost - 1 : order.size();
  for (std::size_t i = 0; i < shown; ++i) {
    const Diagnostic& d = *order[i];
    std::string where;
    if (const std::string path = place_path(d.span, d.path, sources); !path.empty()) {
      where += " file=" + escape(path, true);
      if (d.span.valid()) {
        const Position begin = sources.begin(d.span);
        const Position end = sources.end(d.span);
        where += fmt::format(",line={},endLine={}", begin.line, end.line);
        // GitHub shows columns only where the finding stays on one line.
        if (begin.line == end.line)
          where += fmt::format(",col={},endColumn={}", begin.column, end.column);
      }
      where += ",title=" + escape(shown_id(d), true);
    } else {
      where += " title=" + escape(shown_id(d), true);
    }
    std::string text = printable(d.message);
    if (!d.help.empty()) text += "\n" + printable(d.help);
    out += fmt::format("::{}{}::{}\n", command(d.severity), where, escape(text, false));
  }
  if (more) {
    out += fmt::format("::{} title=formwork::and {} more; see the job's log or its summary\n",
                       command(order[shown]->severity), order.size() - shown);
  }
  return out;
}

}  // namespace formwork
