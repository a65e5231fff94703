// Any bytes as Bicep: reading ends and does not crash, what is accepted is a sound tree with all
// its objects, the layout is stable and means the same, and folding ends.
#include "language/bicep/fold.h"
#include "language/language.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace formwork;

void expect(bool good) {
  if (!good) std::abort();
}

// Every span lies within its text.
void check(Node node, std::size_t size) {
  expect(node.span().begin <= node.span().end && node.span().end <= size);
  expect(node.key_span().begin <= node.key_span().end && node.key_span().end <= size);
  for (const Node child : node) check(child, size);
}

// As long as the texts of expressions are not compared, which are laid out, too.
bool same_shape(Node a, Node b) {
  if (a.kind() != b.kind() || a.size() != b.size()) return false;
  auto other = b.begin();
  for (const Node child : a) {
    if (child.key() != (*other).key() || !same_shape(child, *other)) return false;
    ++other;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Language& bicep = *language(LanguageId::bicep);
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const char* path : {"main.bicep", "main.bicepparam"}) {
    SourceMap sources;
    Diagnostics diagnostics;
    const SourceId source = sources.add(path, text);
    const auto document = bicep.parse(source, sources, Dialect::none, diagnostics);
    expect(document.has_value() != diagnostics.has_errors());
    for (const Diagnostic& d : diagnostics.items()) (void)sources.begin(d.span);
    fold::Configuration configuration;
    configuration.folders[""].push_back(source);
    if (std::string_view(path).ends_with("param")) configuration.values.push_back(source);
    (void)lang::bicep::fold_configuration(configuration, sources, diagnostics);
    if (!document) continue;
    check(document->root(), size);
    (void)bicep.objects(document->root(), Dialect::none);
    const std::string once = bicep.layout(text);
    expect(bicep.layout(once) == once);
    const auto again = bicep.parse(sources.add(path, once), sources, Dialect::none, diagnostics);
    expect(again && same_shape(document->root(), again->root()));
  }
  return 0;
}
