#include "document/yaml.h"

#include "document/events.h"
#include "document/everyday.h"
#include "document/reader.h"
#include "document/scan.h"
#include "document/second_reader.h"
#include "document/yaml_build.h"

namespace formwork {
namespace {

// Nothing but white space, comments and commas.
bool is_void(std::string_view text) {
  text.remove_prefix(bom_size(text));
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::size_t first = line.find_first_not_of(" \t\r,");
    if (first != std::string_view::npos && line[first] != '#') return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

void report_empty(SourceId source, Diagnostics& diagnostics) {
  diagnostics.add(Code::FW1001, Span{source, 0, 0}, "spec is empty",
                  "write at least one `key: value`");
}

}  // namespace

std::optional<Events> read_yaml(SourceId source, const SourceMap& sources,
                                const ReaderOptions& options, Diagnostics& diagnostics) {
  const std::string_view text = sources.text(source);
  const HoleMarks marks = options.hole_marks ? HoleMarks::allowed : HoleMarks::refused;
  if (!scan(source, text, options.limits.bytes, marks, diagnostics)) return std::nullopt;
  if (!options.many_documents && is_void(text)) {
    report_empty(source, diagnostics);
    return std::nullopt;
  }
  auto events = read_events(source, text, options, diagnostics);
  if (!events) return std::nullopt;
  if (!options.alone && !is_everyday(*events) && !agree(source, *events, diagnostics))
    return std::nullopt;
  return events;
}

Document spec_document(SourceId source, const Events& events) {
  Document document;
  document.reserve(events.list.size());
  std::size_t at = 1;  // past the document event
  const auto scalar = [&](const Event& event) {
    const Span span{source, event.begin, event.end};
    const std::string_view value = events.value(event);
    if (event.style == Style::plain && is_null_word(value)) return document.add_null(span);
    return document.add_scalar(value, event.style, span);
  };
  document.set_root(build(document, source, events, at, scalar));
  return document;
}

std::optional<Document> parse_yaml(SourceId source, const SourceMap& sources,
                                   Diagnostics& diagnostics, const YamlLimits& limits) {
  const auto events = read_yaml(source, sources, {.limits = limits}, diagnostics);
  if (!events) return std::nullopt;
  if (events->list.empty()) {  // `...` alone
    report_empty(source, diagnostics);
    return std::nullopt;
  }
  Document document = spec_document(source, *events);
  if (document.root().is(Kind::null)) {
    report_empty(source, diagnostics);
    return std::nullopt;
  }
  return document;
}

}  // namespace formwork
