#include "language/dockerfile/encoder.h"

#include "base/text.h"
#include "language/json/printer.h"
#include "language/lines.h"
#include "language/shell/encoder.h"

#include <fmt/format.h>

namespace formwork::lang::docker {
namespace {

/// Text of one line. A Dockerfile has no escape for a line end nor for a control character.
EncodeError line_text(const Value& value, std::string& text) {
  if (auto error = scalar_text(value, text)) return error;
  return refuse_hidden(text, "a Dockerfile value");
}

/// A word that Docker takes as it is, in instructions without quotes: image references, paths,
/// ports, users.
EncodeError encode_strict(const Value& value, const EncodeSite& site, std::string& out) {
  std::string text;
  if (auto error = scalar_text(value, text)) return error;
  if (!is_shell_safe(text)) {
    return fmt::format("`{}` cannot be written here: only letters, digits and `_./:@%+=,-` can",
                       printable(text));
  }
  if (text.starts_with('-') && (is_blank(site.before) || site.before == '\0')) {
    return fmt::format("`{}` would be read as an option", text);
  }
  out += text;
  return {};
}

/// Between double quotes of ENV, ARG, LABEL (moby/buildkit, frontend/dockerfile/shell/lex.go).
EncodeError append_quoted(const Value& value, std::string& out) {
  std::string text;
  if (auto error = line_text(value, text)) return error;
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '$') out += '\\';
    out += c;
  }
  return {};
}

/// A string of the exec form. Docker expands `$` in it for COPY, ADD and VOLUME.
EncodeError append_json(const Value& value, bool expands, bool quotes, std::string& out) {
  std::string text;
  if (auto error = scalar_text(value, text)) return error;
  if (expands && text.find('$') != std::string::npos)
    return "Docker would expand the `$` of this value";
  if (expands && text.find('\\') != std::string::npos)
    return "Docker would drop the backslash of this value";
  const std::size_t begin = out.size();
  append_json_string(text, out);
  if (!quotes) {
    out.erase(begin, 1);
    out.pop_back();
  }
  return {};
}

EncodeError encode_exec(const Value& value, bool expands, std::string& out) {
  out += '[';
  if (value.is(Kind::list)) {
    bool first = true;
    for (const Node item : value.node()) {
      if (!first) out += ", ";
      first = false;
      if (auto error = append_json(Value::of(item), expands, true, out)) return error;
    }
  } else if (auto error = append_json(value, expands, true, out)) {
    return error;
  }
  out += ']';
  return {};
}

EncodeError encode_value(const Value& value, const EncodeSite& site, std::string& out) {
  if (site.flow && site.after_key) return encode_exec(value, site.expands, out);
  if (site.flow) return append_json(value, site.expands, true, out);
  if (!site.after_key) return encode_strict(value, site, out);
  std::string text;
  if (auto error = line_text(value, text)) return error;
  if (is_shell_safe(text)) {
    out += text;
    return {};
  }
  out += '"';
  (void)append_quoted(value, out);
  out += '"';
  return {};
}

}  // namespace

EncodeError encode(const Value& value, const EncodeSite& site, std::string& out) {
  switch (site.place) {
    case Place::value:
      return encode_value(value, site, out);
    case Place::quoted:
      return site.flow ? append_json(value, site.expands, false, out) : append_quoted(value, out);
    case Place::key: {
      std::string text;
      if (auto error = encode_strict(value, site, text)) return error;
      if (text.find('=') != std::string::npos) return fmt::format("`{}` is not a name", text);
      out += text;
      return {};
    }
    case Place::word: {
      std::string text;
      if (auto error = line_text(value, text)) return error;
      return shell::encode_word(value, site, out);
    }
    case Place::name:
      return encode_name(value, out);
    case Place::comment:
      return encode_comment(value, out);
    case Place::lines:
      return encode_lines(value, site.indent, out);
    case Place::prose:
      break;
  }
  return "a Dockerfile has no such place";
}

}  // namespace formwork::lang::docker
