#pragma once
// Compiles rules from text and judges an object written as YAML.
#include "document/yaml.h"
#include "rules/rules.h"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

class TestRules {
 public:
  TestRules() {
    spec_type_ = &types_.add({.kind = TypeKind::record,
                              .name = "environment",
                              .fields = {{"tier", basic_type(TypeKind::string), false}}});
  }

  /// False, with the errors in `errors()`, if the rules cannot be read.
  bool compile(std::string text) {
    diagnostics_ = {};
    const SourceId source = sources_.add("rules.yaml", std::move(text));
    auto document = parse_yaml(source, sources_, diagnostics_);
    if (!document) return false;
    auto rules = compile_rules(*document, sources_, FunctionTable({}), types_, spec_type_,
                               diagnostics_, due_);
    rules_ = rules.value_or(std::vector<Rule>());
    return rules.has_value();
  }

  /// One rule with the given `assert` and, if any, `when`.
  bool one(const std::string& assertion, const std::string& more = "") {
    return compile("rules:\n  - id: T-001\n    title: a title\n    on: thing\n    assert: '" +
                   assertion + "'\n    message: it is wrong\n    help: mend it\n" + more);
  }

  /// Judges `body`; gives the findings as "FW4001 error `name`: message".
  std::string judge(const std::string& body, const std::string& type = "thing",
                    const std::string& spec = "tier: production\n") {
    diagnostics_ = {};
    Object object{type, "api", parse(body)};
    const Subject subject{&object, "infra/prod/api.yaml", {}};
    touched_ = false;
    apply_rules(rules_, subject, Value::of(parse(spec)), hole_, waivers_, diagnostics_, &touched_);
    return errors();
  }

  [[nodiscard]] std::string errors() const {
    std::string out;
    for (const Diagnostic& d : diagnostics_.sorted(sources_)) {
      out += std::string(info(d.code).id) + ' ' + std::string(name(d.severity)) + ' ' + d.message;
      if (d.span.valid()) out += " [" + std::string(sources_.text(d.span)) + ']';
      out += '\n';
    }
    return out;
  }

  Node parse(const std::string& text) {
    Diagnostics ignored;
    const SourceId source = sources_.add("object", text);
    documents_.push_back(
        parse_yaml_output(source, sources_, YamlSchema::kubernetes, ignored).value_or(Document()));
    return documents_.back().root().at(0);
  }

  std::vector<Rule> rules_{};
  std::vector<Waiver> waivers_{};
  std::function<Value(Node)> hole_{};
  std::function<bool(std::string_view)> due_{};
  bool touched_ = false;
  Diagnostics diagnostics_{};

 private:
  SourceMap sources_{};
  TypeTable types_{};
  TypeRef spec_type_ = nullptr;
  std::deque<Document> documents_{};
};

}  // namespace formwork
