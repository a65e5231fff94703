// The two YAML readers on any bytes: they end, they do not crash, and what they accept is a sound
// tree. What counts as everyday is what yaml-cpp agrees with.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/everyday.h"
#include "document/reader.h"
#include "document/scan.h"
#include "document/second_reader.h"
#include "document/yaml.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace formwork;

// Every span lies within its text, and an accepted text left no error behind.
void check(Node node, std::size_t size) {
  if (node.span().begin > node.span().end || node.span().end > size) std::abort();
  if (node.key_span().begin > node.key_span().end || node.key_span().end > size) std::abort();
  for (const Node child : node) check(child, size);
}

void check(const std::optional<Document>& document, const Diagnostics& diagnostics,
           const SourceMap& sources, SourceId source) {
  if (document.has_value() == diagnostics.has_errors()) std::abort();
  for (const Diagnostic& d : diagnostics.items()) {
    if (info(d.code).exit != 2 || d.span.source != source) std::abort();
    (void)sources.begin(d.span);
  }
  if (document) check(document->root(), sources.text(source).size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SourceMap sources;
  const SourceId source =
      sources.add("fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  {
    Diagnostics diagnostics;
    check(parse_yaml(source, sources, diagnostics), diagnostics, sources, source);
  }
  {
    Diagnostics diagnostics;
    const std::string_view text = sources.text(source);
    if (scan(source, text, text.size(), HoleMarks::refused, diagnostics)) {
      const auto events = read_events(source, text, {}, diagnostics);
      if (events && is_everyday(*events) && !agree(source, *events, diagnostics)) std::abort();
    }
  }
  for (const YamlSchema schema : {YamlSchema::core12, YamlSchema::kubernetes}) {
    Diagnostics diagnostics;
    check(parse_yaml_output(source, sources, schema, diagnostics), diagnostics, sources, source);
  }
  return 0;
}
