#pragma once
// Built files: what of an HTML document browsers run or apply in place, as they read it, and the
// hash sources that would allow it (CSP3, section 6.7.3.3).
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::asset {

enum class CodeKind : std::uint8_t {
  script,            // a script element without `src`
  script_attribute,  // `onclick="…"`
  script_link,       // `href="javascript:…"`
  style,             // a style element
  style_attribute,   // `style="…"`
};

/// The directive that rules a kind: `script-src-elem`, `script-src-attr`, `style-src-elem`,
/// `style-src-attr`.
[[nodiscard]] std::string_view directive_of(CodeKind kind);

struct InlineCode {
  CodeKind kind = CodeKind::script;
  std::string name{};     // of the element or attribute: "script", "onclick", "href"
  std::string source{};   // `'sha256-…'`; empty where it cannot be known, see `problem`
  std::string problem{};  // why
  std::uint32_t begin = 0, end = 0;  // of the code, in the file
};

/// An element with `integrity` and what it loads.
struct Checked {
  std::string url{};                 // of `src` or `href`
  std::string integrity{};           // the hashes
  std::uint32_t begin = 0, end = 0;  // of the attribute `integrity`
};

/// A script element with `src`.
struct LoadedScript {
  std::string url{};                 // of `src`
  std::string integrity{};           // empty where it has none
  std::uint32_t begin = 0, end = 0;  // of the value of `src`
};

struct HtmlCode {
  std::vector<InlineCode> code{};       // in written order
  std::vector<Checked> checked{};       // the same
  std::vector<LoadedScript> scripts{};  // the same
};

/// Reads a document as a browser does that was told it is UTF-8. Data blocks (`<script
/// type="application/json">`) are no code; what a page without scripts would apply (`noscript`) is;
/// documents in `srcdoc` are read as well.
[[nodiscard]] HtmlCode read_html(std::string_view bytes);

}  // namespace formwork::asset
