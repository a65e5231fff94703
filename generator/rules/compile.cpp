#include "base/text.h"
#include "rules/rules.h"
#include "rules/scope.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace formwork {
namespace {

enum class Shape : std::uint8_t { text, list };

struct KeySpec {
  std::string_view name;
  bool required;
  Shape shape;
};

constexpr const char* kShape = "write `rules:` and one `- id: …` for each rule";

constexpr std::array<KeySpec, 10> kKeys = {{
    {"id", true, Shape::text},
    {"title", true, Shape::text},
    {"on", true, Shape::text},
    {"when", false, Shape::text},
    {"assert", true, Shape::text},
    {"message", true, Shape::text},
    {"help", true, Shape::text},
    {"severity", false, Shape::text},
    {"controls", false, Shape::list},
    {"sources", false, Shape::list},
}};

/// `K8S-POD-003`: upper case, digits and dashes.
bool is_id(std::string_view id) {
  return !id.empty() && id.front() >= 'A' && id.front() <= 'Z' &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// True if the expression names a variable other than `object`. Words of strings and fields do not
/// count.
bool names_context(std::string_view expr) {
  static constexpr std::array<std::string_view, 4> kContext = {"spec", "name", "file", "type"};
  for (std::size_t at = 0; at < expr.size();) {
    const char c = expr[at];
    if (c == '"' || c == '\'') {
      for (++at; at < expr.size() && expr[at] != c; ++at) at += expr[at] == '\\' ? 1U : 0U;
      ++at;
    } else if (is_word(c)) {
      const std::size_t begin = at;
      while (at < expr.size() && is_word(expr[at])) ++at;
      const bool field = begin != 0 && expr[begin - 1] == '.';
      const std::string_view word = expr.substr(begin, at - begin);
      if (!field && std::find(kContext.begin(), kContext.end(), word) != kContext.end())
        return true;
    } else {
      ++at;
    }
  }
  return false;
}

class RuleCompiler {
 public:
  RuleCompiler(const SourceMap& sources, const FunctionTable& functions, TypeTable& types,
               TypeRef spec, Diagnostics& diagnostics,
               const std::function<bool(std::string_view)>& due)
      : sources_(sources),
        functions_(functions),
        types_(types),
        scope_(rule_scope(types, spec)),
        diagnostics_(diagnostics),
        due_(due) {}

  std::vector<Rule> run(const Document& document) {
    std::vector<Rule> rules;
    const Node root = document.root();
    if (!root.is(Kind::map) || root.size() == 0) {
      error(root ? root.span() : Span{}, "a file of rules is a map with the list `rules`", kShape);
      return rules;
    }
    for (const Node child : root) {
      if (child.key() == "rules") continue;
      error(child.key_span(), fmt::format("unknown key `{}`", child.key()),
            "a file of rules has `rules` alone");
    }
    if (const Node list = root.find("rules"); list && !list.is(Kind::list)) {
      error(list.span(), "`rules` is a list", kShape);
    }
    if (!root.find("rules").is(Kind::list)) return rules;
    for (const Node node : root.find("rules")) {
      auto rule = one(node);
      if (!rule) continue;
      const auto same =
          std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == rule->id; });
      if (same != rules.end()) {
        auto& d = diagnostics_.add(Code::FW4005, rule->span,
                                   fmt::format("the rule `{}` is there twice", rule->id),
                                   "give each rule an id of its own");
        d.notes.push_back({same->span, "", "the first one"});
        continue;
      }
      rules.push_back(std::move(*rule));
    }
    return rules;
  }

 private:
  void error(Span span, std::string message, std::string help) {
    diagnostics_.add(Code::FW4004, span, std::move(message), std::move(help));
  }

  bool keys(Node node) {
    bool good = true;
    std::vector<std::string> unused;
    std::set<std::string, std::less<>> meant;
    for (const KeySpec& key : kKeys) {
      if (!node.find(key.name)) unused.emplace_back(key.name);
    }
    for (const Node child : node) {
      const auto* key = std::find_if(kKeys.begin(), kKeys.end(),
                                     [&](const KeySpec& k) { return k.name == child.key(); });
      if (key == kKeys.end()) {
        const auto near = nearest(child.key(), unused);
        if (near) meant.insert(*near);
        error(child.key_span(), fmt::format("unknown key `{}` in a rule", child.key()),
              near ? fmt::format("did you mean `{}`?", *near)
                   : fmt::format("a rule may also have {}", join(unused, ", ")));
        good = false;
      } else if (key->shape == Shape::list ? !texts(child) : !text(child)) {
        error(child.span(),
              fmt::format("`{}` is {}", key->name,
                          key->shape == Shape::list ? "a list of texts" : "a text"),
              key->shape == Shape::list ? fmt::format("write `{}: [A, B]`", key->name)
                                        : "write it on one line, or as a block");
        good = false;
      }
    }
    for (const KeySpec& key : kKeys) {
      if (key.required && !node.find(key.name) && meant.count(key.name) == 0) {
        const Node id = node.find("id");
        error(id ? id.span() : node.span(), fmt::format("the rule has no `{}`", key.name),
              fmt::format("add `{}:`", key.name));
        good = false;
      }
    }
    return good;
  }

  static bool text(Node node) {
    return node.is_scalar() && !node.is(Kind::null) && !node.text().empty();
  }
  static bool texts(Node node) {
    return node.is(Kind::list) &&
           std::all_of(node.begin(), node.end(), [](Node item) { return text(item); });
  }
  static std::vector<std::string> list(Node node) {
    std::vector<std::string> out;
    if (node) {
      for (const Node item : node) out.emplace_back(item.text());
    }
    return out;
  }

  std::optional<Rule> one(Node node) {
    if (!node.is(Kind::map)) {
      error(node.span(), "a rule is a map", "write `- id: …`, `on: …`, `assert: …`");
      return {};
    }
    if (!keys(node)) return {};
    bool good = true;
    Rule rule;
    rule.id = node.find("id").text();
    rule.span = node.find("id").span();
    rule.title = node.find("title").text();
    rule.on = node.find("on").text();
    rule.message = node.find("message").text();
    rule.help = node.find("help").text();
    rule.controls = list(node.find("controls"));
    rule.sources = list(node.find("sources"));
    if (!is_id(rule.id)) {
      error(rule.span, fmt::format("`{}` is no id of a rule", rule.id),
            "use upper case, digits and `-`: `K8S-POD-003`");
      good = false;
    }
    if (const Node severity = node.find("severity")) {
      if (severity.text() == "warning") {
        rule.severity = Severity::warning;
      } else if (severity.text() != "error") {
        error(severity.span(), fmt::format("`{}` is no severity", severity.text()),
              "write `error` or `warning`");
        good = false;
      }
    }
    if (good && due_ && !due_(rule.on)) return rule;
    good = expr(node.find("assert"), rule, rule.assertion) && good;
    if (const Node when = node.find("when")) good = expr(when, rule, rule.when) && good;
    if (!good) return {};
    return rule;
  }

  bool expr(Node node, Rule& rule, Expr& out) {
    Span span = node.span();
    // Messages point into the expression where its text stands in the file as it is.
    if (sources_.text(span) != node.text() && span.size() >= node.text().size() + 2) {
      const Span inner{span.source, span.begin + 1,
                       span.begin + 1 + static_cast<std::uint32_t>(node.text().size())};
      if (sources_.text(inner) == node.text()) span = inner;
    }
    auto compiled = compile_condition(node.text(), span, scope_, functions_, types_, diagnostics_);
    if (!compiled) return false;
    rule.reads_context = rule.reads_context || names_context(node.text());
    out = std::move(*compiled);
    return true;
  }

  const SourceMap& sources_;
  const FunctionTable& functions_;
  TypeTable& types_;
  Scope scope_;
  Diagnostics& diagnostics_;
  const std::function<bool(std::string_view)>& due_;
};

}  // namespace

Scope rule_scope(TypeTable& types, TypeRef spec) {
  Scope scope(&types.add({.kind = TypeKind::record, .name = "rule"}));
  scope.push({"object", basic_type(TypeKind::any), false});
  scope.push({"name", basic_type(TypeKind::string), false});
  scope.push({"type", basic_type(TypeKind::string), false});
  scope.push({"file", basic_type(TypeKind::string), false});
  scope.push({"spec", spec != nullptr ? spec : basic_type(TypeKind::any), false});
  return scope;
}

std::optional<std::vector<Rule>> compile_rules(const Document& document, const SourceMap& sources,
                                               const FunctionTable& functions, TypeTable& types,
                                               TypeRef spec, Diagnostics& diagnostics,
                                               const std::function<bool(std::string_view)>& due) {
  Diagnostics found;
  auto rules = RuleCompiler(sources, functions, types, spec, found, due).run(document);
  const bool failed = found.has_errors();
  diagnostics.append(std::move(found));
  if (failed) return std::nullopt;
  return rules;
}

}  // namespace formwork
