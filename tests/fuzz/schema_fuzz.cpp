// Any text as a section and, behind a line `===`, as a spec for it: compiling, validating and
// filling end and report within their texts; what compiles can be published and read back; what was
// filled is typed and fills no further.
#include "document/yaml.h"
#include "function/functions.h"
#include "schema/bare.h"
#include "schema/schema.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace formwork;

void check(bool holds) {
  if (!holds) std::abort();
}

void check_reports(const Diagnostics& diagnostics, const SourceMap& sources) {
  for (const Diagnostic& d : diagnostics.items()) {
    check(!d.message.empty());
    if (d.span.valid())
      check(d.span.begin <= d.span.end && d.span.end <= sources.text(d.span.source).size());
  }
}

void check_typed(Node node) {
  check(!node.is(Kind::scalar) && !node.is(Kind::hole) && !node.is(Kind::unknown));
  for (const Node child : node) check_typed(child);
}

void check_published(const Schema& schema) {
  std::string text = schema.published();
  const std::size_t id = text.find("  \"$id\"");  // outside the profile: it names the document
  text.erase(id, text.find('\n', id) + 1 - id);
  SourceMap sources;
  Diagnostics diagnostics;
  YamlLimits limits;
  limits.depth = 1024;  // each level of a section is several of its schema
  const auto document =
      parse_yaml(sources.add("published.json", std::move(text)), sources, diagnostics, limits);
  // Control characters that a section wrote as escapes are escapes in JSON too.
  check(document.has_value() && BareSchema::compile(*document, diagnostics).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::string_view kSeparator = "\n===\n";
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t at = text.find(kSeparator);
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId section = sources.add("section.yaml", std::string(text.substr(0, at)));
  const auto document = parse_yaml(section, sources, diagnostics);
  if (!document) return 0;
  const auto schema = Schema::compile({&*document}, builtin_functions(), diagnostics);
  check_reports(diagnostics, sources);
  check(schema.has_value() != diagnostics.has_errors());
  if (!schema) return 0;
  for (const FieldInfo& field : schema->fields()) check(schema->field(field.path).has_value());
  check(!schema->reference().empty());
  check_published(*schema);
  if (at == std::string_view::npos) return 0;

  const SourceId source =
      sources.add("spec.yaml", std::string(text.substr(at + kSeparator.size())));
  auto spec = parse_yaml(source, sources, diagnostics);
  if (!spec) return 0;
  Diagnostics found;
  const bool is_valid = validate(*schema, *spec, sources, found);
  check_reports(found, sources);
  check(is_valid != found.has_errors());
  if (!is_valid) return 0;
  Diagnostics wrong;
  const auto filled = fill(*schema, *spec, wrong);
  check_reports(wrong, sources);
  check(filled.has_value() != wrong.has_errors());
  if (!filled) return 0;
  check_typed(spec->root());
  Document again;
  again.set_root(again.copy(spec->root()));
  const auto second = fill(*schema, again, wrong);
  check(second.has_value() && second->assumed.empty() && second->reads.empty());
  check(equal(again.root(), spec->root()));
  return 0;
}
