#include "function/names.h"

#include "base/sha256.h"
#include "base/text.h"
#include "function/function_groups.h"

#include <algorithm>

namespace formwork::function {
namespace {

constexpr std::size_t kSuffix = 6;

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Lower case; what is neither letter nor digit becomes one hyphen, none at the ends.
void append_part(std::string& out, std::string_view part, bool hyphens) {
  bool gap = !out.empty() && hyphens;
  for (char c : part) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_letter(c) || is_digit(c)) {
      if (gap) out += '-';
      gap = false;
      out += c;
    } else {
      gap = hyphens && !out.empty();
    }
  }
}

Value call(EvalContext& context, Arguments a) {
  const NameRule* rule = find_name_rule(a[0].text());
  if (rule == nullptr) {
    std::vector<std::string> kinds;
    for (const NameRule& known : name_rules()) kinds.emplace_back(known.kind);
    const auto near = nearest(a[0].text(), kinds);
    return fail(context, "there is no naming rule for `" + printable(a[0].text()) + "`",
                near ? "did you mean `" + *near + "`?" : "");
  }
  std::vector<std::string_view> parts;
  for (const Value& part : a.subspan(1)) parts.push_back(part.text());
  const std::string made = name_for(*rule, parts);
  if (made.size() < rule->shortest) {
    return fail(context, "`" + made + "` is too short: a " + std::string(rule->kind) +
                             " has at least " + std::to_string(rule->shortest) + " characters");
  }
  return keep(context, made);
}

}  // namespace

const std::vector<NameRule>& name_rules() {
  static const std::vector<NameRule> kRules = {
#define FW_NAME(kind, abbreviation, shortest, longest, hyphens, global, terraform, arm) \
  {kind, abbreviation, shortest, longest, hyphens, global, terraform, arm},
#define FW_OWN_NAME(terraform, arm, shortest, longest, pattern)
#include "function/name_rules.def"
#undef FW_NAME
#undef FW_OWN_NAME
  };
  return kRules;
}

const std::vector<OwnNameRule>& own_name_rules() {
  static const std::vector<OwnNameRule> kRules = {
#define FW_NAME(kind, abbreviation, shortest, longest, hyphens, global, terraform, arm)
#define FW_OWN_NAME(terraform, arm, shortest, longest, pattern) \
  {terraform, arm, shortest, longest, pattern},
#include "function/name_rules.def"
#undef FW_NAME
#undef FW_OWN_NAME
  };
  return kRules;
}

const NameRule* find_name_rule(std::string_view kind) {
  const auto& rules = name_rules();
  const auto it =
      std::find_if(rules.begin(), rules.end(), [&](const NameRule& r) { return r.kind == kind; });
  return it == rules.end() ? nullptr : &*it;
}

std::string name_for(const NameRule& rule, const std::vector<std::string_view>& parts) {
  std::string out(rule.abbreviation);
  std::string all;
  for (const std::string_view part : parts) {
    append_part(out, part, rule.hyphens);
    all += part;
    all += '\0';
  }
  if (!rule.global && out.size() <= rule.longest) return out;
  const std::string suffix = (rule.hyphens ? "-" : "") + sha256(all).hex().substr(0, kSuffix);
  out.resize(std::min(out.size(), rule.longest - suffix.size()));
  while (out.ends_with('-')) out.pop_back();
  return out + suffix;
}

void add_name_functions(std::vector<Function>& out) {
  static const TypeRef kKind = [] {
    std::vector<std::string> kinds;
    for (const NameRule& rule : name_rules()) kinds.emplace_back(rule.kind);
    return choice(std::move(kinds));
  }();
  Function& f = add(out, "name_for(kind, part, …)", {kKind, string()}, identifier(), call,
                    "a resource name by the Cloud Adoption Framework and the service's own rule");
  f.variadic = true;
}

}  // namespace formwork::function
