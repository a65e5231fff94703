// Any text as a template, for hostile values: compiling and rendering end and do not crash, the
// pieces tile the text, and where the shape is sound YAML the rendered text is too, and means the
// same.
#include "template/shape.h"
#include "unit/template/template_fixture.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace formwork;

constexpr std::string_view kHostile = R"(name: prod
text: "a\"b'${x}{{y}}$(id)\\ # c: d\n- e"
other: "{$"
lines: "first\nsecond\n"
empty: ""
port: 8080
ratio: 0.5
on: true
off: false
tier: production
hosts: ["no", "- x", "1e3"]
none: []
labels: {"a: b": "#", z: "*a"}
services:
  web: {port: 80, image: "web:1", probe: {path: "/\n"}}
  api: {port: 8080, image: "|"}
)";

constexpr Dialect kDialects[] = {Dialect::none, Dialect::kubernetes, Dialect::workflow,
                                 Dialect::compose, Dialect::prometheus};

void expect(bool good) {
  if (!good) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  TestPack pack(kHostile);
  pack.add("part.yaml", "x: <%= text %>\n<% if on %>\ny: \"<%= other %>\"\n<% end %>\n");
  const auto language = static_cast<LanguageId>(data[0] % 6);
  const Dialect dialect = kDialects[data[0] / 6 % 5];
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto compiled = pack.compile(text, dialect, language);
  expect(compiled.has_value() != pack.diagnostics().has_errors());
  for (const Diagnostic& d : pack.diagnostics().items()) (void)pack.sources().begin(d.span);
  if (!compiled || !pack.render(*compiled)) return 0;

  const std::string plain = pack.rendered().text;
  const std::uint64_t shape = pack.rendered().shape;
  expect(pack.render(*compiled, Trace::pieces));
  const Rendered& rendered = pack.rendered();
  expect(rendered.text == plain && rendered.shape == shape);
  std::uint32_t at = 0;
  for (const Piece& piece : rendered.pieces) {
    expect(piece.begin == at && piece.end >= piece.begin);
    at = piece.end;
  }
  expect(at == rendered.text.size());

  if (language != LanguageId::yaml) return 0;
  Diagnostics diagnostics;
  const auto parsed = make_shape(*compiled, rendered, pack.sources(), diagnostics);
  if (!parsed || duplicate_key(*parsed, rendered)) return 0;
  const SourceId source = pack.sources().add("full", plain);
  const auto full = compiled->language().parse(source, pack.sources(), dialect, diagnostics);
  expect(full.has_value());
  expect(bound_equal(*parsed, *compiled, rendered, full->root()));
  return 0;
}
