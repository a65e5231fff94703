#include "language/markdown/markdown_language.h"

#include "language/lines.h"
#include "language/markdown/encoder.h"
#include "language/markdown/machine.h"
#include "language/scalar.h"

namespace formwork::lang {
namespace {

markdown::Machine unpack(const ContextState& s) {
  markdown::Machine m;
  m.mode = static_cast<markdown::Mode>(s.mode);
  m.line_start = (s.flags & 1U) != 0;
  m.table = (s.flags & 2U) != 0;
  m.blank_line = (s.flags & 4U) != 0;
  m.fence = static_cast<char>(s.stack & 0xFFU);
  m.opened = s.stack >> 8U & 0xFFU;
  m.run = s.stack >> 16U & 0xFFU;
  m.indent = s.indent;
  return m;
}

// Within a fenced block `block_indent` is not negative, so that the engine keeps its blank lines.
ContextState pack(const markdown::Machine& m) {
  ContextState s;
  s.mode = static_cast<std::uint8_t>(m.mode);
  s.flags = static_cast<std::uint8_t>((m.line_start ? 1U : 0U) | (m.table ? 2U : 0U) |
                                      (m.blank_line ? 4U : 0U));
  s.stack = static_cast<unsigned char>(m.fence) | m.opened << 8U | m.run << 16U;
  s.indent = m.indent;
  const bool block = m.mode == markdown::Mode::fence || m.mode == markdown::Mode::fence_ticks;
  s.block_indent = block ? 0 : -1;
  return s;
}

}  // namespace

ContextState MarkdownLanguage::start(Dialect /*dialect*/) const {
  return pack({});
}

std::optional<std::string> MarkdownLanguage::advance(ContextState& state, std::string_view literal,
                                                     std::size_t& /*at*/) const {
  markdown::Machine m = unpack(state);
  for (const char c : literal) m.step(c);
  state = pack(m);
  return {};
}

TagContext MarkdownLanguage::classify(const ContextState& state) const {
  return unpack(state).classify();
}

void MarkdownLanguage::after_tag(ContextState& state, Place place) const {
  markdown::Machine m = unpack(state);
  if (place != Place::lines) m.after_tag(place);
  state = pack(m);
}

ContextState MarkdownLanguage::normal(const ContextState& state) const {
  markdown::Machine m = unpack(state);
  if (m.mode == markdown::Mode::bracket ||
      (m.mode == markdown::Mode::code_ticks && m.run == m.opened)) {
    m.mode = markdown::Mode::text;
  }
  if (m.mode == markdown::Mode::text) m.opened = m.run = 0, m.fence = '\0';
  if (m.mode == markdown::Mode::code) m.run = 0, m.fence = '\0';
  if (m.mode == markdown::Mode::comment) m.opened = m.run = 0;
  m.line_start = m.blank_line = false;
  m.indent = 0;
  return pack(m);
}

std::string MarkdownLanguage::describe(const ContextState& state) const {
  return std::string(unpack(state).describe());
}

std::optional<std::string> MarkdownLanguage::encode(const Value& value, const EncodeSite& site,
                                                    std::string& out) const {
  return markdown::encode(value, site, out);
}

bool MarkdownLanguage::accepts(Place place, TypeRef type) const {
  return accepts_by_place(place, type);
}

std::optional<Document> MarkdownLanguage::parse(SourceId source, const SourceMap& sources,
                                                Dialect /*dialect*/,
                                                Diagnostics& diagnostics) const {
  return parse_lines(source, sources, diagnostics);
}

std::vector<Object> MarkdownLanguage::objects(Node /*root*/, Dialect /*dialect*/) const {
  return {};
}

}  // namespace formwork::lang
