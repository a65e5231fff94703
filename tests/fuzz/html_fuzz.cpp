// Any bytes as a page: places lie within it, and what can be hashed is.
#include "asset/html_code.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formwork;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const asset::HtmlCode found = asset::read_html(text);
  for (const asset::InlineCode& code : found.code) {
    if (code.begin > code.end || code.end > size) std::abort();
    const bool link = code.kind == asset::CodeKind::script_link;
    if (code.source.empty() != (link || !code.problem.empty())) std::abort();
    if (asset::directive_of(code.kind).empty()) std::abort();
  }
  for (const asset::Checked& one : found.checked) {
    if (one.begin > one.end || one.end > size || one.url.empty()) std::abort();
  }
  return 0;
}
