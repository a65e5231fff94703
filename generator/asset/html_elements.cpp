#include "asset/html_elements.h"

#include "asset/character_references.h"

#include <algorithm>
#include <array>

namespace formwork::asset {
namespace {

constexpr std::size_t kMostOpen = 512;  // browsers stop there, too

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 18> kVoid = {
    "area", "base",  "basefont", "bgsound", "br",   "col",   "embed",  "frame", "hr",
    "img",  "input", "keygen",   "link",    "meta", "param", "source", "track", "wbr"};
// Start tags that end foreign content (13.2.6.5); `font` where it has an attribute of HTML's.
constexpr std::array<std::string_view, 44> kBreakout = {
    "b",      "big",  "blockquote", "body",  "br",   "center", "code",    "dd",   "div",
    "dl",     "dt",   "em",         "embed", "h1",   "h2",     "h3",      "h4",   "h5",
    "h6",     "head", "hr",         "i",     "img",  "li",     "listing", "menu", "meta",
    "nobr",   "ol",   "p",          "pre",   "ruby", "s",      "small",   "span", "strong",
    "strike", "sub",  "sup",        "table", "tt",   "u",      "ul",      "var"};
// "Special" elements of HTML (13.2.4.2), at which an end tag of another name stops.
constexpr std::array<std::string_view, 83> kSpecial = {
    "address",    "applet",   "area",   "article", "aside",     "base",     "basefont", "bgsound",
    "blockquote", "body",     "br",     "button",  "caption",   "center",   "col",      "colgroup",
    "dd",         "details",  "dir",    "div",     "dl",        "dt",       "embed",    "fieldset",
    "figcaption", "figure",   "footer", "form",    "frame",     "frameset", "h1",       "h2",
    "h3",         "h4",       "h5",     "h6",      "head",      "header",   "hgroup",   "hr",
    "html",       "iframe",   "img",    "input",   "keygen",    "li",       "link",     "listing",
    "main",       "marquee",  "menu",   "meta",    "nav",       "noembed",  "noframes", "noscript",
    "object",     "ol",       "p",      "param",   "plaintext", "pre",      "script",   "search",
    "section",    "select",   "source", "style",   "summary",   "table",    "tbody",    "td",
    "template",   "textarea", "tfoot",  "th",      "thead",     "title",    "tr",       "track",
    "ul",         "wbr",      "xmp"};
// End tags that look for their element as far as it is in scope (13.2.6.4.7); others stop at the
// first special one.
constexpr std::array<std::string_view, 45> kScopedEnds = {
    "address", "applet",     "article", "aside",    "blockquote", "button",  "caption", "center",
    "dd",      "details",    "dialog",  "dir",      "div",        "dl",      "dt",      "fieldset",
    "figure",  "figcaption", "footer",  "form",     "h1",         "h2",      "h3",      "h4",
    "h5",      "h6",         "header",  "hgroup",   "li",         "listing", "main",    "marquee",
    "menu",    "nav",        "object",  "ol",       "p",          "pre",     "search",  "section",
    "summary", "table",      "td",      "template", "ul"};
// Elements whose end tags run the "adoption agency" (13.2.6.4.7).
constexpr std::array<std::string_view, 14> kFormatting = {
    "a",    "b", "big",   "code",   "em",     "font", "i",
    "nobr", "s", "small", "strike", "strong", "tt",   "u"};
// Elements beyond which nothing is "in scope".
constexpr std::array<std::string_view, 9> kScope = {"applet", "caption", "html",   "table",   "td",
                                                    "th",     "marquee", "object", "template"};
// A further one of these closes the one that is open.
constexpr std::array<std::string_view, 10> kSiblings = {"p",  "li", "dt", "dd",     "option",
                                                        "tr", "td", "th", "button", "a"};
constexpr std::array<std::string_view, 5> kMathText = {"mi", "mo", "mn", "ms", "mtext"};

bool has_font_attribute(const Token& tag) {
  return tag.find("color") != nullptr || tag.find("face") != nullptr || tag.find("size") != nullptr;
}

bool is_special(const OpenElement& element) {
  return element.space == Space::html ? is_one_of(kSpecial, element.name) : element.html_inside;
}
bool ends_scope(const OpenElement& element) {
  return element.space == Space::html ? is_one_of(kScope, element.name) : element.html_inside;
}

bool is_integration_point(std::string_view name, Space space, const Token& tag) {
  if (space == Space::svg) return name == "foreignobject" || name == "desc" || name == "title";
  if (space != Space::math) return false;
  if (is_one_of(kMathText, name)) return true;
  const Attribute* encoding = name == "annotation-xml" ? tag.find("encoding") : nullptr;
  if (encoding == nullptr) return false;
  std::string value =
      resolve_references(encoding->raw, ReferencePlace::attribute).value_or(std::string());
  std::transform(value.begin(), value.end(), value.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return value == "text/html" || value == "application/xhtml+xml";
}

}  // namespace

bool has_raw_text(std::string_view name, bool scripting) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"};
  return is_one_of(kNames, name) || (scripting && name == "noscript");
}

void OpenElements::pop(bool by_end_tag) {
  const OpenElement element = std::move(open_.back());
  open_.pop_back();
  closed_(element, by_end_tag);
}

void OpenElements::pop_foreign() {
  while (!open_.empty() && open_.back().space != Space::html && !open_.back().html_inside)
    pop(false);
}

bool OpenElements::takes_as_foreign(const Token& tag) const {
  if (!foreign()) return false;
  const OpenElement& top = open_.back();
  if (!top.html_inside) return !(top.name == "annotation-xml" && tag.name == "svg");
  return is_one_of(kMathText, top.name) && top.space == Space::math &&
         (tag.name == "mglyph" || tag.name == "malignmark");
}

OpenElement OpenElements::start(const Token& tag) {
  bool foreign_rules = takes_as_foreign(tag);
  if (foreign_rules &&
      (is_one_of(kBreakout, tag.name) || (tag.name == "font" && has_font_attribute(tag)))) {
    pop_foreign();
    foreign_rules = false;
  }
  OpenElement out{tag.name, Space::html, false, ++count_};
  if (foreign_rules) {
    out.space = open_.back().space;
  } else if (tag.name == "svg") {
    out.space = Space::svg;
  } else if (tag.name == "math") {
    out.space = Space::math;
  }
  out.html_inside = is_integration_point(out.name, out.space, tag);
  if (out.space == Space::html && is_one_of(kVoid, out.name)) return out;
  if (out.space == Space::html && !open_.empty() && open_.back().space == Space::html &&
      open_.back().name == out.name && is_one_of(kSiblings, out.name))
    pop(false);
  if (open_.size() >= kMostOpen) return out;
  open_.push_back(out);
  if (out.space != Space::html && tag.self_closing) pop(true);
  return out;
}

void OpenElements::end(const Token& tag) {
  if (foreign() && (tag.name == "br" || tag.name == "p")) {
    pop_foreign();
  } else if (foreign()) {
    // 13.2.6.5, "any other end tag".
    for (std::size_t i = open_.size(); i-- > 0 && open_[i].space != Space::html;) {
      if (open_[i].name != tag.name) continue;
      while (open_.size() > i + 1) pop(false);
      return pop(true);
    }
  }
  end_in_html(tag.name);
}

// What the adoption agency does to the stack: a block that stands in the way stays open, and what
// was opened within it does not.
bool OpenElements::end_formatting(std::string_view name) {
  for (std::size_t i = open_.size(); i-- > 0 && !ends_scope(open_[i]);) {
    if (open_[i].space != Space::html || open_[i].name != name) continue;
    while (open_.size() > i + 1 && !is_special(open_.back())) pop(false);
    if (open_.size() == i + 1)
      pop(true);
    else
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }
  return false;
}

void OpenElements::end_in_html(std::string_view name) {
  if (name == "body" || name == "html") return;
  if (is_one_of(kFormatting, name) && end_formatting(name)) return;
  const bool scoped = is_one_of(kScopedEnds, name);
  for (std::size_t i = open_.size(); i-- > 0;) {
    const OpenElement& element = open_[i];
    if (element.space == Space::html && element.name == name) {
      while (open_.size() > i + 1) pop(false);
      return pop(true);
    }
    if (scoped ? ends_scope(element) : is_special(element)) return;
  }
}

}  // namespace formwork::asset
