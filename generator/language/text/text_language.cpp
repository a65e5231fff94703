#include "language/text/text_language.h"

#include "language/lines.h"
#include "language/scalar.h"

namespace formwork::lang {
namespace {

enum Mode : std::uint8_t { kLineStart, kText };

}  // namespace

ContextState TextLanguage::start(Dialect /*dialect*/) const {
  return {};
}

std::optional<std::string> TextLanguage::advance(ContextState& state, std::string_view literal,
                                                 std::size_t& /*at*/) const {
  for (const char c : literal) {
    if (c == '\n') {
      state.mode = kLineStart;
      state.indent = 0;
    } else if (state.mode == kLineStart && is_blank(c)) {
      ++state.indent;
    } else {
      state.mode = kText;
    }
  }
  return {};
}

TagContext TextLanguage::classify(const ContextState& state) const {
  TagContext context;
  context.place = Place::prose;
  context.indent = state.indent;
  return context;
}

void TextLanguage::after_tag(ContextState& state, Place /*place*/) const {
  state.mode = kText;
}

ContextState TextLanguage::normal(const ContextState& /*state*/) const {
  return {};
}

std::string TextLanguage::describe(const ContextState& state) const {
  return state.mode == kLineStart ? "at the start of a line" : "within a line";
}

std::optional<std::string> TextLanguage::encode(const Value& value, const EncodeSite& site,
                                                std::string& out) const {
  switch (site.place) {
    case Place::prose: {
      std::string text;
      if (auto error = scalar_text(value, text)) return error;
      if (auto error = refuse_hidden(text, "a line of plain text")) return error;
      out += text;
      return {};
    }
    case Place::lines:
      return encode_lines(value, site.indent, out);
    case Place::value:
    case Place::quoted:
    case Place::key:
    case Place::name:
    case Place::comment:
    case Place::word:
      break;
  }
  return "plain text has no such place";
}

bool TextLanguage::accepts(Place place, TypeRef type) const {
  return accepts_by_place(place, type);
}

std::optional<Document> TextLanguage::parse(SourceId source, const SourceMap& sources,
                                            Dialect /*dialect*/, Diagnostics& diagnostics) const {
  return parse_lines(source, sources, diagnostics);
}

std::vector<Object> TextLanguage::objects(Node /*root*/, Dialect /*dialect*/) const {
  return {};
}

}  // namespace formwork::lang
