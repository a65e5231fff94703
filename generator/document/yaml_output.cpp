// Outputs, read as the tools that consume them do.
#include "document/own_reader.h"
#include "document/scalar_type.h"
#include "document/scan.h"
#include "document/yaml.h"
#include "document/yaml_build.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace formwork {
namespace {

// Generous: an output may be a ConfigMap with a whole file in it, or all dashboards in one list.
constexpr YamlLimits kOutputLimits{
    .bytes = std::size_t{16} << 20, .scalar = std::size_t{1} << 20, .keys = 1U << 16, .depth = 64};

bool has_hole(std::string_view text) {
  return text.find("\xEE\x80\x80") != std::string_view::npos;
}

NodeId typed(Document& document, std::string_view text, YamlSchema schema, Span span) {
  const ScalarValue value = resolve(text, schema);
  switch (value.kind) {
    case Kind::null:
      return document.add_null(span);
    case Kind::boolean:
      return document.add_bool(value.integer != 0, span);
    case Kind::integer:
      return document.add_int(value.integer, span);
    case Kind::number:
      return document.add_number(value.number, text, span);
    default:
      return document.add_string(text, span, Style::plain);
  }
}

std::optional<Document> read(SourceId source, const SourceMap& sources, YamlSchema schema,
                             bool alone, Diagnostics& diagnostics) {
  const ReaderOptions options{
      .limits = kOutputLimits, .many_documents = true, .hole_marks = true, .alone = alone};
  const auto events = read_yaml(source, sources, options, diagnostics);
  if (!events) return std::nullopt;
  Document document;
  const auto scalar = [&](const Event& event) {
    const Span span{source, event.begin, event.end};
    const std::string_view text = events->value(event);
    if (has_hole(text)) {
      const NodeId id = document.add_text(Kind::hole, text, span);
      return id;
    }
    if (event.style != Style::plain) return document.add_string(text, span, event.style);
    return typed(document, text, schema, span);
  };
  const auto size = static_cast<std::uint32_t>(events->text.size());
  const NodeId root = document.add_list(Span{source, 0, size});
  for (std::size_t at = 0; at < events->list.size();) {
    ++at;  // the document event
    document.append(root, build(document, source, *events, at, scalar));
  }
  document.set_root(root);
  return document;
}

}  // namespace

std::optional<Document> parse_yaml_output(SourceId source, const SourceMap& sources,
                                          YamlSchema schema, Diagnostics& diagnostics) {
  return read(source, sources, schema, false, diagnostics);
}

std::optional<Document> parse_yaml_alone(SourceId source, const SourceMap& sources,
                                         YamlSchema schema, Diagnostics& diagnostics) {
  return read(source, sources, schema, true, diagnostics);
}

}  // namespace formwork
