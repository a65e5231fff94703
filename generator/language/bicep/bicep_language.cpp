#include "language/bicep/bicep_language.h"

#include "language/bicep/encoder.h"
#include "language/bicep/layout.h"
#include "language/bicep/machine.h"
#include "language/bicep/reader.h"
#include "language/scalar.h"
#include "language/step_over.h"

namespace formwork::lang {
namespace {

bicep::Machine unpack(const ContextState& s) {
  bicep::Machine m;
  m.mode = static_cast<bicep::Mode>(s.mode);
  m.counting = (s.flags & 1U) != 0;
  m.run_of_dollars = (s.flags & 2U) != 0;
  m.before = static_cast<bicep::Mode>(s.flags >> 2U);
  m.depth = s.depth;
  m.levels = s.stack;
  m.indent = s.indent;
  const auto counts = static_cast<std::uint32_t>(s.block_indent + 1);
  m.dollar_count = static_cast<std::uint8_t>(counts & 0xFFU);
  m.run = static_cast<std::uint8_t>(counts >> 8U & 0xFFU);
  return m;
}

// `block_indent` holds the counts of dollars and quotes of a multi-line string, less one.
ContextState pack(const bicep::Machine& m) {
  ContextState s;
  s.mode = static_cast<std::uint8_t>(m.mode);
  s.flags = static_cast<std::uint8_t>((m.counting ? 1U : 0U) | (m.run_of_dollars ? 2U : 0U) |
                                      static_cast<unsigned>(m.before) << 2U);
  s.depth = static_cast<std::uint16_t>(m.depth);
  s.stack = m.levels;
  s.indent = m.indent;
  s.block_indent =
      static_cast<std::int32_t>(static_cast<unsigned>(m.run) << 8U | m.dollar_count) - 1;
  return s;
}

}  // namespace

ContextState BicepLanguage::start(Dialect /*dialect*/) const {
  return pack({});
}

std::optional<std::string> BicepLanguage::advance(ContextState& state, std::string_view literal,
                                                  std::size_t& at) const {
  bicep::Machine m = unpack(state);
  auto error = step_over(m, literal, at);
  if (!error) state = pack(m);
  return error;
}

TagContext BicepLanguage::classify(const ContextState& state) const {
  return unpack(state).classify();
}

void BicepLanguage::after_tag(ContextState& state, Place place) const {
  bicep::Machine m = unpack(state);
  m.after_tag(place);
  state = pack(m);
}

ContextState BicepLanguage::normal(const ContextState& state) const {
  using bicep::Mode;
  bicep::Machine m = unpack(state);
  m.counting = false;
  m.indent = 0;
  if (m.mode != Mode::multi && m.mode != Mode::dollars) {
    m.run = 0;
    m.run_of_dollars = false;
  }
  if (m.mode != Mode::comment && m.mode != Mode::slash && m.mode != Mode::block_comment &&
      m.mode != Mode::block_comment_star && m.mode != Mode::directive) {
    m.before = Mode::ended;
  }
  // Within brackets an item may have ended or not begun (a loop's separator is the engine's);
  // elsewhere arms may end a value in different ways.
  if (m.between_operands() && (m.mode != Mode::operand || m.in_bracket())) m.mode = Mode::ended;
  if (m.mode == Mode::open_quote) m.mode = Mode::quoted;
  if (m.mode == Mode::multi_end) m.dollar_count = 0;
  if (m.mode == Mode::multi_end || m.mode == Mode::open_quotes) m.mode = Mode::ended;
  return pack(m);
}

std::optional<ContextState> BicepLanguage::join(const ContextState& a,
                                                const ContextState& b) const {
  if (!(normal(a) == normal(b))) return {};
  bicep::Machine m = unpack(a);
  const bicep::Machine other = unpack(b);
  m.counting = m.counting && other.counting;
  if (m.mode != other.mode) {
    m.mode = m.mode == bicep::Mode::quoted || m.mode == bicep::Mode::open_quote
                 ? bicep::Mode::quoted
                 : bicep::Mode::after_value;
    m.run = 0;
    m.run_of_dollars = false;
  }
  return pack(m);
}

std::string BicepLanguage::describe(const ContextState& state) const {
  return std::string(unpack(state).describe());
}

std::optional<std::string> BicepLanguage::encode(const Value& value, const EncodeSite& site,
                                                 std::string& out) const {
  return bicep::encode(value, site, out);
}

bool BicepLanguage::accepts(Place place, TypeRef type) const {
  return place == Place::value || accepts_by_place(place, type);
}

std::string BicepLanguage::layout(std::string text) const {
  return bicep::layout(std::move(text));
}

std::optional<Document> BicepLanguage::parse(SourceId source, const SourceMap& sources,
                                             Dialect /*dialect*/, Diagnostics& diagnostics) const {
  return bicep::read(source, sources, diagnostics);
}

std::vector<Object> BicepLanguage::objects(Node root, Dialect /*dialect*/) const {
  return bicep::objects(root);
}

}  // namespace formwork::lang
