// Any text as HCL: reading, laying out and folding end and do not crash. What was read is read
// again after the layout, which changed nothing but blanks and has nothing left to change.
#include "language/hcl/layout.h"
#include "language/hcl/module.h"
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

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t') out += c;
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Language& hcl = *language(LanguageId::hcl);
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add("main.tf", text);
  const auto document = hcl.parse(source, sources, Dialect::none, diagnostics);
  expect(document.has_value() != diagnostics.has_errors());
  for (const Diagnostic& d : diagnostics.items()) (void)sources.begin(d.span);
  const std::string laid_out = lang::hcl::lay_out(text);
  if (!document) return 0;

  for (const Object& object : hcl.objects(document->root(), Dialect::none))
    expect(static_cast<bool>(object.body));
  expect(without_blanks(laid_out) == without_blanks(text.starts_with("\xEF\xBB\xBF")
                                                        ? std::string_view(text).substr(3)
                                                        : std::string_view(text)));
  const SourceId again = sources.add("again.tf", laid_out);
  expect(hcl.parse(again, sources, Dialect::none, diagnostics).has_value());
  expect(lang::hcl::lay_out(laid_out) == laid_out);

  fold::Configuration configuration;
  configuration.root = "root";
  configuration.folders["root"] = {source};
  const auto folded = lang::hcl::fold_configuration(configuration, sources, diagnostics);
  expect(folded.has_value());
  for (const Object& object : folded->objects) expect(static_cast<bool>(object.body));
  return 0;
}
