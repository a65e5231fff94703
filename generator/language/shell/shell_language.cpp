#include "language/shell/shell_language.h"

#include "language/lines.h"
#include "language/scalar.h"
#include "language/shell/encoder.h"
#include "language/shell/machine.h"
#include "language/step_over.h"

#include <fmt/format.h>

namespace formwork::lang {
namespace {

// While a here-document is read, `block_indent` is its delimiter's hash: not negative, as within a
// block scalar of YAML, so that the engine keeps its blank lines.
shell::Machine unpack(const ContextState& s) {
  shell::Machine m;
  m.mode = static_cast<shell::Mode>(s.mode);
  m.in_dquotes = (s.flags & 1U) != 0;
  m.here_pending = (s.flags & 2U) != 0;
  m.here_tabs = (s.flags & 4U) != 0;
  m.depth = s.depth;
  m.levels = s.stack;
  m.here_delimiter = static_cast<std::uint32_t>(s.block_indent);
  m.here_line = static_cast<std::uint32_t>(s.indent);
  return m;
}

ContextState pack(const shell::Machine& m) {
  ContextState s;
  s.mode = static_cast<std::uint8_t>(m.mode);
  s.flags = static_cast<std::uint8_t>((m.in_dquotes ? 1U : 0U) | (m.here_pending ? 2U : 0U) |
                                      (m.here_tabs ? 4U : 0U));
  s.depth = static_cast<std::uint16_t>(m.depth);
  s.stack = m.levels;
  const bool here =
      m.here_pending || m.mode == shell::Mode::here_word || m.mode == shell::Mode::here_body;
  s.block_indent = here ? static_cast<std::int32_t>(m.here_delimiter) : -1;
  s.indent = m.mode == shell::Mode::here_body ? static_cast<std::int32_t>(m.here_line) : 0;
  return s;
}

}  // namespace

ContextState ShellLanguage::start(Dialect /*dialect*/) const {
  return pack({});
}

std::optional<std::string> ShellLanguage::advance(ContextState& state, std::string_view literal,
                                                  std::size_t& at) const {
  shell::Machine m = unpack(state);
  if (auto error = step_over(m, literal, at)) return error;
  state = pack(m);
  return {};
}

TagContext ShellLanguage::classify(const ContextState& state) const {
  return unpack(state).classify();
}

void ShellLanguage::after_tag(ContextState& state, Place place) const {
  if (place != Place::word) return;
  shell::Machine m = unpack(state);
  m.after_tag();
  state = pack(m);
}

ContextState ShellLanguage::normal(const ContextState& state) const {
  shell::Machine m = unpack(state);
  if (m.between_words()) m.mode = shell::Mode::word;
  m.in_dquotes = m.in_dquotes && m.mode == shell::Mode::dollar;
  return pack(m);
}

std::optional<ContextState> ShellLanguage::join(const ContextState& a,
                                                const ContextState& b) const {
  if (!(normal(a) == normal(b))) return {};
  shell::Machine m = unpack(a);
  // One arm ended within a word, the other between two: a separator must follow.
  if (a.mode != b.mode) m.mode = shell::Mode::after_tag;
  return pack(m);
}

std::string ShellLanguage::describe(const ContextState& state) const {
  return std::string(unpack(state).describe());
}

std::optional<std::string> ShellLanguage::encode(const Value& value, const EncodeSite& site,
                                                 std::string& out) const {
  switch (site.place) {
    case Place::word:
      return shell::encode_word(value, site, out);
    case Place::comment:
      return encode_comment(value, out);
    case Place::lines:
      return encode_lines(value, site.indent, out);
    case Place::value:
    case Place::quoted:
    case Place::key:
    case Place::name:
    case Place::prose:
      break;
  }
  return "a shell script has no such place";
}

bool ShellLanguage::accepts(Place place, TypeRef type) const {
  return accepts_by_place(place, type);
}

std::optional<Document> ShellLanguage::parse(SourceId source, const SourceMap& sources,
                                             Dialect dialect, Diagnostics& diagnostics) const {
  auto document = parse_lines(source, sources, diagnostics);
  if (!document) return {};
  const std::string_view text = sources.text(source);
  ContextState state = start(dialect);
  std::size_t at = 0;
  const auto error = advance(state, text, at);
  const auto end = static_cast<std::uint32_t>(error ? at : text.size());
  if (error) {
    diagnostics.add(Code::FW6005, Span{source, end, end}, *error, "");
    return {};
  }
  if (!unpack(state).complete()) {
    diagnostics.add(Code::FW6005, Span{source, end, end},
                    fmt::format("the script ends {}", describe(state)),
                    "close what is open in the template");
    return {};
  }
  return document;
}

std::vector<Object> ShellLanguage::objects(Node /*root*/, Dialect /*dialect*/) const {
  return {};
}

}  // namespace formwork::lang
