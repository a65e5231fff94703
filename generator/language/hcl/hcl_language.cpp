#include "language/hcl/hcl_language.h"

#include "language/hcl/encoder.h"
#include "language/hcl/layout.h"
#include "language/hcl/machine.h"
#include "language/hcl/syntax.h"
#include "language/hcl/tree.h"
#include "language/scalar.h"

namespace formwork::lang {
namespace {

hcl::Machine unpack(const ContextState& s) {
  hcl::Machine m;
  m.mode = static_cast<hcl::Mode>(s.mode);
  m.counting = (s.flags & 1U) != 0;
  m.doubled = (s.flags & 4U) != 0;
  m.operand_due = (s.flags & 8U) != 0;
  m.depth = s.depth;
  m.levels = s.stack;
  const bool here = m.mode == hcl::Mode::here_body;
  m.indent = here ? 0 : s.indent;
  m.here_line = here ? static_cast<std::uint32_t>(s.indent) : 0;
  m.here_delimiter = static_cast<std::uint32_t>(s.block_indent);
  return m;
}

// As in shell scripts, `block_indent` is the delimiter's hash while a heredoc is read, else
// negative.
ContextState pack(const hcl::Machine& m) {
  ContextState s;
  s.mode = static_cast<std::uint8_t>(m.mode);
  s.flags = static_cast<std::uint8_t>((m.counting ? 1U : 0U) | (m.doubled ? 4U : 0U) |
                                      (m.operand_due ? 8U : 0U));
  s.depth = static_cast<std::uint16_t>(m.depth);
  s.stack = m.levels;
  const bool body = m.mode == hcl::Mode::here_body;
  s.indent = body ? static_cast<std::int32_t>(m.here_line) : m.indent;
  s.block_indent =
      body || m.mode == hcl::Mode::here_word ? static_cast<std::int32_t>(m.here_delimiter) : -1;
  return s;
}

}  // namespace

ContextState HclLanguage::start(Dialect /*dialect*/) const {
  return pack({});
}

std::optional<std::string> HclLanguage::advance(ContextState& state, std::string_view literal,
                                                std::size_t& at) const {
  hcl::Machine m = unpack(state);
  for (std::size_t i = 0; i < literal.size(); ++i) {
    if (const std::string_view error = m.step(literal[i]); !error.empty()) {
      at = i;
      return std::string(error);
    }
  }
  state = pack(m);
  return {};
}

TagContext HclLanguage::classify(const ContextState& state) const {
  return unpack(state).classify();
}

void HclLanguage::after_tag(ContextState& state, Place place) const {
  hcl::Machine m = unpack(state);
  m.after_tag(place);
  state = pack(m);
}

ContextState HclLanguage::normal(const ContextState& state) const {
  hcl::Machine m = unpack(state);
  m.counting = false;
  m.indent = 0;
  if (m.mode != hcl::Mode::sigil) m.doubled = false;
  if (m.mode != hcl::Mode::comment && m.mode != hcl::Mode::slash &&
      m.mode != hcl::Mode::block_comment) {
    m.operand_due = false;
  }
  // Within brackets an item may have ended or not begun (a loop's separator is the engine's);
  // elsewhere arms may end a value in different ways.
  if (m.between_operands() && (m.mode != hcl::Mode::operand || m.top() == hcl::Level::bracket)) {
    m.mode = hcl::Mode::ended;
  }
  if (m.mode == hcl::Mode::header_word) m.mode = hcl::Mode::header;
  return pack(m);
}

std::optional<ContextState> HclLanguage::join(const ContextState& a, const ContextState& b) const {
  if (!(normal(a) == normal(b))) return {};
  hcl::Machine m = unpack(a);
  const hcl::Machine other = unpack(b);
  m.counting = m.counting && other.counting;
  if (m.mode != other.mode)
    m.mode = m.between_operands() ? hcl::Mode::after_value : hcl::Mode::header;
  return pack(m);
}

std::string HclLanguage::describe(const ContextState& state) const {
  return std::string(unpack(state).describe());
}

std::optional<std::string> HclLanguage::encode(const Value& value, const EncodeSite& site,
                                               std::string& out) const {
  return hcl::encode(value, site, out);
}

bool HclLanguage::accepts(Place place, TypeRef type) const {
  return place == Place::value || accepts_by_place(place, type);
}

std::string HclLanguage::layout(std::string text) const {
  return hcl::lay_out(text);
}

std::optional<Document> HclLanguage::parse(SourceId source, const SourceMap& sources,
                                           Dialect /*dialect*/, Diagnostics& diagnostics) const {
  const auto file = hcl::parse_file(source, sources, diagnostics);
  if (!file) return {};
  return hcl::to_document(*file, sources);
}

std::vector<Object> HclLanguage::objects(Node root, Dialect /*dialect*/) const {
  return hcl::objects(root);
}

}  // namespace formwork::lang
