#include "language/second.h"

#include <algorithm>

namespace formwork::lang {
namespace {

bool is_go_template(Dialect dialect) {
  return dialect == Dialect::prometheus || dialect == Dialect::applicationset;
}

void escape_workflow(bool lead, bool trail, std::string_view text, std::string& out) {
  const auto literal = [&out](std::string_view t) {
    out += "${{ '";
    out += t;
    out += "' }}";
  };
  if (text.empty()) {
    if (lead && trail) literal("");  // `$` before and `{{` after would meet
    return;
  }
  std::size_t i = 0;
  if (lead && text[0] == '{') {
    i = std::min(text.find_first_not_of('{'), text.size());
    literal(text.substr(0, i));
  }
  while (i < text.size()) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("${{")) {
      literal("${{");
      i += 3;
    } else if (trail && (rest == "$" || rest == "${")) {
      literal(rest);
      return;
    } else {
      out += text[i++];
    }
  }
}

void escape_go_template(bool lead, bool trail, std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '{') {
      out += text[i++];
      continue;
    }
    const std::size_t end = std::min(text.find_first_not_of('{', i), text.size());
    const std::string_view run = text.substr(i, end - i);
    if (run.size() > 1 || (i == 0 && lead) || (end == text.size() && trail)) {
      out += "{{ \"";
      out += run;
      out += "\" }}";
    } else {
      out += run;
    }
    i = end;
  }
}

}  // namespace

void Second::step(Dialect dialect, bool expands, char c) {
  const bool opened = inside;
  switch (dialect) {
    case Dialect::none:
      return;
    case Dialect::workflow:
      if (!inside) {
        progress = c == '$'                      ? 1
                   : (c == '{' && progress != 0) ? static_cast<std::uint8_t>(progress + 1)
                                                 : 0;
        inside = progress == 3;
      } else if (c == '\'') {
        nest ^= 1U;
        progress = 0;
      } else if (nest == 0) {
        inside = !(c == '}' && progress == 1);
        progress = c == '}' ? 1 : 0;
      }
      break;
    case Dialect::compose:
      if (c == '$') {
        progress ^= 1U;
      } else {
        if (c == '{' && progress == 1) {
          if (inside && nest < 3) ++nest;
          inside = true;
        } else if (c == '}' && inside) {
          if (nest == 0)
            inside = false;
          else
            --nest;
        }
        progress = 0;
      }
      return;
    case Dialect::kubernetes:
      if (!expands) return;
      if (!inside) {
        inside = c == '(' && progress == 1;
        progress = c == '$' ? progress ^ 1U : 0;
      } else {
        inside = c != ')';
      }
      return;
    case Dialect::prometheus:
    case Dialect::applicationset:
      if (!inside) {
        inside = c == '{' && progress == 1;
        progress = c == '{' ? 1 : 0;
      } else if (nest != 0) {
        if (c == (nest == 1 ? '"' : '`')) nest = 0;
      } else if (c == '"' || c == '`') {
        nest = c == '"' ? 1 : 2;
        progress = 0;
      } else {
        inside = !(c == '}' && progress == 1);
        progress = c == '}' ? 1 : 0;
      }
      break;
  }
  if (opened != inside) {
    progress = 0;
    nest = 0;
  }
}

std::string_view Second::refusal(Dialect dialect, bool expands) const {
  if (inside || progress == 0) return {};
  if (dialect == Dialect::compose) {
    return "compose would read `$` and the value as a variable; write `$$` for a dollar sign, or "
           "`${` before a "
           "name";
  }
  if (dialect == Dialect::kubernetes && expands) {
    return "kubelet would read `$` and the value together; write `$$` for a dollar sign, or `$(` "
           "before a name";
  }
  if (is_go_template(dialect)) {
    return "a `{` directly before a tag could open `{{`; make the brace part of the value: `\"{\" "
           "~ x`";
  }
  return {};
}

void escape_second(Dialect dialect, bool expands, bool whole, char before, char after,
                   std::string_view text, std::string& out) {
  const auto meets = [whole](char c) { return !whole && (c == '{' || c == '\0'); };
  switch (dialect) {
    case Dialect::none:
      out += text;
      return;
    case Dialect::workflow:
      escape_workflow(meets(before) || (!whole && before == '$'), meets(after), text, out);
      return;
    case Dialect::kubernetes:
      if (!expands) {
        out += text;
        return;
      }
      [[fallthrough]];
    case Dialect::compose:
      for (const char c : text) {
        if (c == '$') out += '$';
        out += c;
      }
      return;
    case Dialect::prometheus:
    case Dialect::applicationset:
      escape_go_template(meets(before), meets(after), text, out);
      return;
  }
}

std::string_view key_refusal(Dialect dialect, std::string_view key) {
  if (dialect == Dialect::workflow && key.find("${{") != std::string_view::npos) {
    return "a key cannot hold `${{`: GitHub Actions would evaluate it";
  }
  if (is_go_template(dialect) && key.find("{{") != std::string_view::npos) {
    return "a key cannot hold `{{`: the template engine would evaluate it";
  }
  return {};
}

}  // namespace formwork::lang
