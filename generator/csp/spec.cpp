#include "base/text.h"
#include "csp/csp.h"
#include "csp/grammar.h"

#include <algorithm>

namespace formwork::csp {
namespace {

void check_value(Node node, std::string_view value, std::vector<Problem>& problems) {
  const std::string shown = "`" + printable(value) + "`";
  const auto problem = [&](std::string message, std::string help) {
    problems.push_back({node, std::move(message), std::move(help)});
  };
  const auto bad = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == '\x7f'; };
  if (value.empty()) {
    problem("an empty text is no source", "take it out; `'none'` allows nothing");
  } else if (std::any_of(value.begin(), value.end(),
                         [](char c) { return static_cast<unsigned char>(c) > 0x7f; })) {
    problem(shown + " is not ASCII, and browsers would drop its directive",
            "write an international host in its `xn--` form, a path percent-encoded");
  } else if (value.find(';') != std::string_view::npos ||
             value.find(',') != std::string_view::npos) {
    problem(shown + " holds `;` or `,`, which would end its directive or policy",
            "write `%3B` or `%2C` in a path; one source is one item of the list");
  } else if (std::any_of(value.begin(), value.end(), bad)) {
    problem(shown + " holds white space or a control character",
            "one source is one item of the list");
  } else if (is_nonce(value)) {
    problem(shown + " is a literal nonce, which everybody can read and use",
            "write the hash of the script, or let the server make a nonce for each response");
  } else if (lacks_quotes(value)) {
    problem(shown + " without single quotes is a host", "write `\"'" + std::string(value) + "'\"`");
  }
}

}  // namespace

Policy from_spec(Node directives, std::vector<Problem>& problems) {
  Policy policy;
  if (!directives.is(Kind::map)) return policy;
  for (const Node entry : by_key(directives)) {
    Directive directive{lower(entry.key()), {}};
    const auto add = [&](Node value) {
      if (!value.is_scalar()) {
        problems.push_back({value, "a source of `" + directive.name + "` is a text", {}});
        return;
      }
      check_value(value, value.text(), problems);
      directive.values.emplace_back(value.text());
    };
    if (entry.is(Kind::null) || (entry.is(Kind::boolean) && !entry.as_bool())) continue;
    if (entry.is(Kind::map)) {
      problems.push_back({entry, "`" + printable(entry.key()) + "` takes a list of sources", {}});
      continue;
    }
    const std::string_view name = entry.key();
    const auto in_name = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (name.empty() || !std::all_of(name.begin(), name.end(), in_name)) {
      problems.push_back({entry, "`" + printable(name) + "` is no name of a directive", {}});
      continue;
    }
    if (entry.is(Kind::list)) {
      for (const Node value : entry) add(value);
    } else if (!entry.is(Kind::boolean)) {
      add(entry);
    }
    // Names differ by case alone at worst; the first wins, as in a browser.
    if (policy.find(directive.name) == nullptr) policy.directives.push_back(std::move(directive));
  }
  return policy;
}

}  // namespace formwork::csp
