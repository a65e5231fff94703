// A table fit for a pull request or a step summary (GitHub takes 1,024 KiB; we stop before 1,000).
#include "base/text.h"
#include "report/formats.h"

#include <fmt/format.h>

namespace formwork {
namespace {

constexpr std::size_t kMostBytes = std::size_t{990} * 1024;

// Text in a table cell: no markup of its own, no line ends. Back-quoted parts stay code.
std::string cell(std::string_view text) {
  std::string out;
  bool code = false;
  for (const char c : printable(text)) {
    switch (c) {
      case '`':
        code = !code;
        out += c;
        break;
      case '|':
        out += "\\|";
        break;
      case '\r':
        break;
      case '\n':
        out += code ? " " : "<br>";
        break;
      case '<':
        out += code ? "<" : "&lt;";
        break;
      case '>':
        out += code ? ">" : "&gt;";
        break;
      case '&':
        out += code ? "&" : "&amp;";
        break;
      case '*':
      case '_':
      case '[':
      case ']':
      case '~':
      case '\\':
      case '#':
        if (!code) out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
  }
  if (code) out += '`';
  return out;
}

std::string plural(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace

std::string markdown_report(const DiagnosticList& diagnostics, const SourceMap& sources,
                            const ReportOptions& options) {
  std::string out = fmt::format("## formwork {}\n\n", options.command);
  if (diagnostics.empty()) return out + "No findings.\n";
  const Tally count = tally(diagnostics);
  out +=
      fmt::format("{}, {}.\n\n", plural(count.errors, "error"), plural(count.warnings, "warning"));
  out += "| | id | where | what | what to do |\n|---|---|---|---|---|\n";
  std::size_t shown = 0;
  for (const Diagnostic& d : diagnostics) {
    std::string where = place_path(d.span, d.path, sources);
    if (d.span.valid()) where += fmt::format(":{}", sources.begin(d.span).line);
    const std::string row =
        fmt::format("| {} | {} | {} | {} | {} |\n", name(d.severity), cell(shown_id(d)),
                    where.empty() ? "" : "`" + where + "`", cell(d.message), cell(d.help));
    if (out.size() + row.size() > kMostBytes) break;
    out += row;
    ++shown;
  }
  if (shown < diagnostics.size()) {
    out += fmt::format("\nand {} more.\n", diagnostics.size() - shown);
    return out;
  }
  for (const Diagnostic& d : diagnostics) {
    if (d.detail.empty()) continue;
    std::string fence = "```";
    while (d.detail.find(fence) != std::string::npos) fence += '`';
    const std::string block =
        fmt::format("\n<details><summary>{} {}</summary>\n\n{}diff\n{}{}{}\n\n</details>\n",
                    shown_id(d), cell(place_path(d.span, d.path, sources)), fence,
                    printable(d.detail), d.detail.ends_with('\n') ? "" : "\n", fence);
    if (out.size() + block.size() > kMostBytes) break;
    out += block;
  }
  return out;
}

}  // namespace formwork
