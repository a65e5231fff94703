// For people: path:line:column first, then the line with a caret, notes with their own places,
// help.
#include "base/text.h"

#include "report/formats.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

constexpr std::size_t kWidth = 160;  // longer lines are cut around the caret

struct Paint {
  bool on = false;
  [[nodiscard]] std::string operator()(std::string_view code, std::string_view text) const {
    return on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
};

std::string_view color_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "1;31";
    case Severity::warning:
      return "1;33";
    case Severity::note:
      return "1;36";
  }
  return "0";
}

std::string place(const Span& span, const std::string& path, const SourceMap& sources) {
  const std::string shown = printable(place_path(span, path, sources));
  if (!span.valid()) return shown;
  const Position at = sources.begin(span);
  return fmt::format("{}:{}:{}", shown, at.line, at.column);
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

// The line of `span` with carets under it; tabs become blanks so that the carets stand right.
void snippet(const Span& span, const SourceMap& sources, const Paint& paint, std::string_view color,
             std::string& out) {
  const Position at = sources.begin(span);
  const Span whole = sources.line_span(span.source, at.line);
  if (!whole.valid() || whole.size() == 0) return;
  const std::uint32_t begin = std::min(span.begin, whole.end);
  const std::uint32_t end = std::clamp(span.end, begin, whole.end);
  std::string before = printable(sources.shown(Span{span.source, whole.begin, begin}));
  std::string marked = printable(sources.shown(Span{span.source, begin, end}));
  std::string after = printable(sources.shown(Span{span.source, end, whole.end}));
  for (std::string* part : {&before, &marked, &after})
    std::replace(part->begin(), part->end(), '\t', ' ');
  if (columns(before) > kWidth / 2) before = "..." + before.substr(before.size() - kWidth / 4);
  if (invalid_utf8(before)) before = "...";
  if (columns(marked) > kWidth) {
    marked.resize(kWidth);
    while (invalid_utf8(marked)) marked.pop_back();
    after = "...";
  }
  if (columns(after) > kWidth) {
    after.resize(kWidth);
    while (invalid_utf8(after)) after.pop_back();
    after += "...";
  }
  const std::string number = std::to_string(at.line);
  const std::string gutter(number.size(), ' ');
  out += fmt::format(" {} |\n", gutter);
  out += fmt::format(" {} | {}{}{}\n", number, before, marked, after);
  out += fmt::format(" {} | {}{}\n", gutter, std::string(columns(before), ' '),
                     paint(color, std::string(std::max<std::size_t>(1, columns(marked)), '^')));
}

// A value with a line end in it cannot look like a finding of its own.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else
      out += c;
  }
  return out;
}

void detail(std::string_view text, const Paint& paint, std::string& out) {
  for (const std::string_view line :
       split(text.ends_with('\n') ? text.substr(0, text.size() - 1) : text, '\n')) {
    const std::string shown = "   " + printable(line);
    if (line.starts_with("+")) {
      out += paint("32", shown);
    } else if (line.starts_with("-")) {
      out += paint("31", shown);
    } else {
      out += shown;
    }
    out += '\n';
  }
}

}  // namespace

std::string place_path(const Span& span, const std::string& path, const SourceMap& sources) {
  return span.valid() ? std::string(sources.path(span.source)) : path;
}

std::string shown_id(const Diagnostic& diagnostic) {
  return diagnostic.rule.empty() ? std::string(info(diagnostic.code).id) : diagnostic.rule;
}

Tally tally(const DiagnosticList& diagnostics) {
  Tally out;
  for (const Diagnostic& d : diagnostics) {
    switch (d.severity) {
      case Severity::error:
        ++out.errors;
        break;
      case Severity::warning:
        ++out.warnings;
        break;
      case Severity::note:
        ++out.notes;
        break;
    }
  }
  return out;
}

std::string text_report(const DiagnosticList& diagnostics, const SourceMap& sources,
                        const ReportOptions& options) {
  const Paint paint{options.color};
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    const std::string where = place(d.span, d.path, sources);
    out += paint("1", where.empty() ? "formwork" : where);
    out += ": ";
    out += paint(color_of(d.severity), fmt::format("{}[{}]", name(d.severity), shown_id(d)));
    out += fmt::format(": {}\n", one_line(d.message));
    if (d.span.valid() && d.detail.empty())
      snippet(d.span, sources, paint, color_of(d.severity), out);
    if (!d.detail.empty()) detail(d.detail, paint, out);
    for (const Note& note : d.notes) {
      const std::string at = place(note.span, note.path, sources);
      out += fmt::format("   = note: {}{}{}\n", at, at.empty() ? "" : ": ", one_line(note.text));
    }
    if (!d.help.empty())
      out += fmt::format("   {} {}\n", paint("1;32", "= help:"), one_line(d.help));
    out += '\n';
  }
  return out;
}

std::string concise_report(const DiagnosticList& diagnostics, const SourceMap& sources,
                           const ReportOptions&) {
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    const std::string where = place(d.span, d.path, sources);
    out += fmt::format("{}: {}[{}]: {}\n", where.empty() ? "formwork" : where, name(d.severity),
                       shown_id(d), one_line(d.message));
  }
  return out;
}

}  // namespace formwork
