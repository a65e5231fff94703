#include "language/dockerfile/dockerfile_language.h"

#include "language/dockerfile/encoder.h"
#include "language/dockerfile/machine.h"
#include "language/dockerfile/reader.h"
#include "language/scalar.h"
#include "language/step_over.h"

namespace formwork::lang {
namespace {

/// A bit or a few of a register, taken from the low end.
class Bits {
 public:
  explicit Bits(std::uint32_t bits) : bits_(bits) {}
  std::uint32_t take(unsigned count) {
    const std::uint32_t value = bits_ & ((1U << count) - 1);
    bits_ >>= count;
    return value;
  }
  bool flag() { return take(1) != 0; }

 private:
  std::uint32_t bits_;
};

/// Within an instruction's word, or in a comment that interrupts it.
bool in_word(const docker::Machine& m) {
  return (m.mode == docker::Mode::comment ? m.resume : m.mode) == docker::Mode::instruction;
}

// mode: Mode in 5 bits, the shell's three flags. flags: ours. depth: instruction, resume, nesting
// of the shell. indent: mode of the shell and the hash of a here-document's line. block_indent: the
// hash of its delimiter.
docker::Machine unpack(const ContextState& s) {
  docker::Machine m;
  Bits mode(s.mode);
  m.mode = static_cast<docker::Mode>(mode.take(5));
  m.sh.in_dquotes = mode.flag();
  m.sh.here_pending = mode.flag();
  m.sh.here_tabs = mode.flag();
  Bits flags(s.flags);
  m.preamble = flags.flag();
  m.backslash = flags.flag();
  m.continued = flags.flag();
  m.dollar = flags.flag();
  m.brace = flags.flag();
  m.directive = static_cast<std::uint8_t>(flags.take(2));
  Bits depth(s.depth);
  m.instruction = static_cast<docker::Instruction>(depth.take(5));
  m.resume = static_cast<docker::Mode>(depth.take(5));
  m.sh.depth = depth.take(4);
  Bits indent(static_cast<std::uint32_t>(s.indent));
  m.sh.here_line = indent.take(24);
  m.sh.mode = static_cast<shell::Mode>(indent.take(5));
  m.sh.here_delimiter = s.block_indent < 0 ? 0 : static_cast<std::uint32_t>(s.block_indent);
  (in_word(m) ? m.word : m.sh.levels) = s.stack;
  return m;
}

ContextState pack(const docker::Machine& m) {
  const auto bit = [](bool b, unsigned at) { return b ? 1U << at : 0U; };
  ContextState s;
  s.mode = static_cast<std::uint8_t>(static_cast<unsigned>(m.mode) | bit(m.sh.in_dquotes, 5) |
                                     bit(m.sh.here_pending, 6) | bit(m.sh.here_tabs, 7));
  s.flags = static_cast<std::uint8_t>(bit(m.preamble, 0) | bit(m.backslash, 1) |
                                      bit(m.continued, 2) | bit(m.dollar, 3) | bit(m.brace, 4) |
                                      static_cast<unsigned>(m.directive) << 5U);
  s.depth = static_cast<std::uint16_t>(static_cast<unsigned>(m.instruction) |
                                       static_cast<unsigned>(m.resume) << 5U | m.sh.depth << 10U);
  s.indent = static_cast<std::int32_t>(m.sh.here_line | static_cast<unsigned>(m.sh.mode) << 24U);
  const bool here = m.sh.here_pending || m.sh.mode == shell::Mode::here_word ||
                    m.sh.mode == shell::Mode::here_body;
  s.block_indent = here ? static_cast<std::int32_t>(m.sh.here_delimiter) : -1;
  s.stack = in_word(m) ? m.word : m.sh.levels;
  return s;
}

}  // namespace

ContextState DockerfileLanguage::start(Dialect /*dialect*/) const {
  return pack({});
}

std::optional<std::string> DockerfileLanguage::advance(ContextState& state,
                                                       std::string_view literal,
                                                       std::size_t& at) const {
  docker::Machine m = unpack(state);
  if (auto error = step_over(m, literal, at)) return error;
  state = pack(m);
  return {};
}

TagContext DockerfileLanguage::classify(const ContextState& state) const {
  return unpack(state).classify();
}

void DockerfileLanguage::after_tag(ContextState& state, Place place) const {
  docker::Machine m = unpack(state);
  if (place != Place::comment && place != Place::lines) m.after_tag(place);
  state = pack(m);
}

ContextState DockerfileLanguage::normal(const ContextState& state) const {
  docker::Machine m = unpack(state);
  m.preamble = false;
  if (m.mode == docker::Mode::shell) {
    if (m.sh.between_words()) m.sh.mode = shell::Mode::word;
    if (m.sh.mode != shell::Mode::dollar) m.sh.in_dquotes = false;
  }
  if (m.mode == docker::Mode::comment) m.directive = 0;
  if (m.mode == docker::Mode::strict_start) m.mode = docker::Mode::strict;
  if (m.mode == docker::Mode::value) m.mode = docker::Mode::value_end;
  return pack(m);
}

std::optional<ContextState> DockerfileLanguage::join(const ContextState& a,
                                                     const ContextState& b) const {
  if (!(normal(a) == normal(b))) return {};
  docker::Machine m = unpack(a);
  const docker::Machine other = unpack(b);
  m.preamble = m.preamble || other.preamble;
  m.directive = std::min(m.directive, other.directive);
  if (m.mode == docker::Mode::shell && m.sh.mode != other.sh.mode)
    m.sh.mode = shell::Mode::after_tag;
  if (m.mode != other.mode)
    m.mode = m.instruction == docker::Instruction::none ? m.mode : unpack(normal(a)).mode;
  return pack(m);
}

std::string DockerfileLanguage::describe(const ContextState& state) const {
  return std::string(unpack(state).describe());
}

std::optional<std::string> DockerfileLanguage::encode(const Value& value, const EncodeSite& site,
                                                      std::string& out) const {
  return docker::encode(value, site, out);
}

bool DockerfileLanguage::accepts(Place place, TypeRef type) const {
  if (place == Place::value && type->kind == TypeKind::list) return is_scalar_type(type->element);
  return accepts_by_place(place, type);
}

std::optional<Document> DockerfileLanguage::parse(SourceId source, const SourceMap& sources,
                                                  Dialect /*dialect*/,
                                                  Diagnostics& diagnostics) const {
  return docker::read(source, sources, diagnostics);
}

std::vector<Object> DockerfileLanguage::objects(Node root, Dialect /*dialect*/) const {
  return docker::objects(root);
}

}  // namespace formwork::lang
