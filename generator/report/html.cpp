// One file that needs nothing else: no script, no font, no picture, no network; its policy says so
// to the browser. What has one cause stands together; differences stand side by side.
#include "base/base64.h"
#include "base/sha256.h"
#include "base/text.h"
#include "report/formats.h"
#include "report/html_difference.h"
#include "report/html_style.h"
#include "report/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace formwork {
namespace {

// Markup with what stands in back-quotes as code.
std::string prose(std::string_view text) {
  std::string out;
  bool code = false;
  for (const std::string_view part : split(text, '`')) {
    if (code) {
      out += fmt::format("<code>{}</code>", markup(part));
    } else {
      out += markup(part);
    }
    code = !code;
  }
  return out;
}

std::string place(const Span& span, const std::string& path, const SourceMap& sources) {
  std::string out = place_path(span, path, sources);
  if (span.valid()) out += fmt::format(":{}", sources.begin(span).line);
  return out;
}

std::string plural(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

struct Group {
  std::string id, title;
  Severity severity = Severity::note;
  std::vector<std::string> moved;  // what the findings have in common as their cause
  std::vector<const Diagnostic*> findings;
};

// One group for each id and what moved: all files that one edit of the spec left behind.
std::vector<Group> grouped(const DiagnosticList& diagnostics, const SourceMap& sources) {
  std::vector<Group> out;
  std::map<std::string, std::size_t> known;
  for (const Diagnostic& d : diagnostics) {
    Group group;
    group.id = shown_id(d);
    group.title = d.rule.empty() ? std::string(info(d.code).meaning) : "a rule is broken";
    for (const Note& note : d.notes) {
      if (!note.cause) continue;
      const std::string at = place(note.span, note.path, sources);
      group.moved.push_back(at.empty() ? note.text : fmt::format("{} ({})", note.text, at));
    }
    std::string key = group.id;
    for (const std::string& moved : group.moved) key += '\n' + moved;
    const auto [it, fresh] = known.emplace(key, out.size());
    if (fresh) out.push_back(std::move(group));
    Group& held = out[it->second];
    held.severity = std::max(held.severity, d.severity);
    held.findings.push_back(&d);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Group& a, const Group& b) { return a.severity > b.severity; });
  return out;
}

// What was edited is shown as it was edited; what is stale as compile would change it.
std::string difference(const Diagnostic& d) {
  const bool edited = d.code == Code::DR004 || d.code == Code::DR005;
  return edited ? html_difference(d.detail, "what the spec gives", "what stands there")
                : html_difference(d.detail, "what stands there", "what the spec gives");
}

std::string finding(const Diagnostic& d, const SourceMap& sources, bool open) {
  const std::string where = place(d.span, d.path, sources);
  std::string out = fmt::format(
      "<details class=\"finding\"{}><summary><span class=\"where\">{}</span><span "
      "class=\"what\">{}</span></summary>\n<div class=\"body\">\n",
      open ? " open" : "", markup(where.empty() ? "the workspace" : where), prose(d.message));
  if (!d.detail.empty()) out += difference(d);
  if (d.detail.empty() && d.span.valid()) {
    const Position at = sources.begin(d.span);
    const Span line = sources.line_span(d.span.source, at.line);
    if (line.valid() && line.size() != 0)
      out += fmt::format("<pre class=\"detail\"><span class=\"n\">{}</span>{}</pre>\n", at.line,
                         markup(sources.shown(line)));
  }
  // Causes stand above all findings that they have.
  if (!std::all_of(d.notes.begin(), d.notes.end(), [](const Note& n) { return n.cause; })) {
    out += "<ul class=\"notes\">\n";
    for (const Note& note : d.notes) {
      if (note.cause) continue;
      const std::string at = place(note.span, note.path, sources);
      out += "<li>";
      if (!at.empty()) out += fmt::format("<code>{}</code> ", markup(at));
      out += prose(note.text) + "</li>\n";
    }
    out += "</ul>\n";
  }
  if (!d.help.empty())
    out += fmt::format("<p class=\"help\"><b>To mend it:</b> {}</p>\n", prose(d.help));
  return out + "</div></details>\n";
}

std::string section(const Group& group, std::size_t number, const SourceMap& sources, bool open) {
  std::string out = fmt::format(
      "<section id=\"g{}\" class=\"{}\">\n<h2><span class=\"id\">{}</span> {} <span "
      "class=\"count\">{}</span></h2>\n",
      number, name(group.severity), markup(group.id), prose(group.title), group.findings.size());
  if (!group.moved.empty()) {
    out += "<p class=\"cause\">Because ";
    for (std::size_t i = 0; i < group.moved.size(); ++i)
      out += (i == 0 ? "" : ", ") + prose(group.moved[i]);
    out += "</p>\n";
  }
  for (const Diagnostic* d : group.findings) out += finding(*d, sources, open);
  return out + "</section>\n";
}

std::string overview(const std::vector<Group>& groups) {
  std::string out = "<nav aria-label=\"Causes\"><ol>\n";
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Group& group = groups[i];
    std::string title = prose(group.title);
    if (!group.moved.empty()) title += ": " + prose(group.moved.front());
    if (group.moved.size() > 1) title += fmt::format(" and {} more", group.moved.size() - 1);
    out += fmt::format(
        "<li class=\"{}\"><a href=\"#g{}\"><span class=\"id\">{}</span> {}</a> <span "
        "class=\"count\">{}</span></li>\n",
        name(group.severity), i + 1, markup(group.id), title, group.findings.size());
  }
  return out + "</ol></nav>\n";
}

}  // namespace

std::string html_report(const DiagnosticList& diagnostics, const SourceMap& sources,
                        const ReportOptions& options) {
  const Tally count = tally(diagnostics);
  const std::string title = markup("formwork " + options.command);
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>{}: {}, {}</title>\n<style>{}</style>\n</head>\n<body>\n",
      base64(sha256(kHtmlStyle).bytes), title, plural(count.errors, "error"),
      plural(count.warnings, "warning"), kHtmlStyle);
  out += fmt::format("<header>\n<h1>{}</h1>\n<p class=\"tally\">", title);
  if (diagnostics.empty()) {
    out += "<span class=\"fine\">no findings</span>";
  } else {
    out += fmt::format("<span class=\"error{}\">{}</span> <span class=\"warning{}\">{}</span>",
                       count.errors == 0 ? " zero" : "", plural(count.errors, "error"),
                       count.warnings == 0 ? " zero" : "", plural(count.warnings, "warning"));
    if (count.notes != 0)
      out += fmt::format(" <span class=\"note\">{}</span>", plural(count.notes, "note"));
  }
  out += "</p>\n</header>\n<main>\n";
  const std::vector<Group> groups = grouped(diagnostics, sources);
  if (groups.size() > 1) out += overview(groups);
  constexpr std::size_t kOpen = 12;  // more than that is better read by its headlines
  for (std::size_t i = 0; i < groups.size(); ++i)
    out += section(groups[i], i + 1, sources, diagnostics.size() <= kOpen);
  out += fmt::format("</main>\n<footer>formwork {}</footer>\n</body>\n</html>\n",
                     markup(options.version));
  return out;
}

}  // namespace formwork
