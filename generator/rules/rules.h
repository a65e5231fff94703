#pragma once
// Rules as data: `on` a type pattern, `assert`, `message`, remedy. A rule never walks a file.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/node.h"
#include "expr/expr.h"
#include "language/language.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

struct Rule {
  std::string id{};     // "K8S-POD-003"
  std::string title{};  // one line
  std::string
      on;  // glob over Object::type: "kubernetes/Pod", "workflow/step"; "spec" for the environment
  Expr when{};       // optional filter
  Expr assertion{};  // empty: left unread, see compile_rules
  std::string message{};
  std::string help{};
  Severity severity = Severity::error;
  std::vector<std::string> controls{};  // control ids
  std::vector<std::string> sources{};   // scanners' ids: CKV_K8S_22, KSV-0014, zizmor:artipacked
  Span span{};
  /// It asks for more than the object (the spec, a name, a file): its verdict is not one of the
  /// shape alone.
  bool reads_context = false;
};

/// A list of rules in `document`: see docs/rules.md. FW40xx at the place of an error. `due`, if
/// given, is asked for each rule's `on`: one that it denies keeps no expressions, and no object is
/// to meet it.
[[nodiscard]] std::optional<std::vector<Rule>> compile_rules(
    const Document& document, const SourceMap& sources, const FunctionTable& functions,
    TypeTable& types, TypeRef spec, Diagnostics& diagnostics,
    const std::function<bool(std::string_view)>& due = nullptr);

/// One kind of waiver, from the spec's `waivers:` map.
struct Waiver {
  std::string key{};                         // its key in the map
  std::string id{};                          // rule, control or DR id
  std::string subject{};                     // glob over "path" or "path#name"; empty: everything
  std::string reason{}, owner{}, expires{};  // expires: YYYY-MM-DD
  Span span{};                               // of the key
  Span expires_span{};                       // of the day
  mutable bool used = false;
};
[[nodiscard]] std::vector<Waiver> waivers_of(Node spec);

/// An object of one artifact, ready to be judged.
struct Subject {
  const Object* object = nullptr;
  std::string_view artifact{};  // path of the output
  Span span{};                  // where to point: the template line
  std::string_view name{};      // the object's, where its own holds marks
};

/// True if a waiver of `id` speaks of the object `name` of `artifact`; it is marked used.
[[nodiscard]] bool waived(std::string_view id, std::string_view artifact, std::string_view name,
                          const std::vector<Waiver>& waivers);

/// Judges one object by those `rules` whose pattern its type fits: FW4001 a rule is broken
/// (severity and exit are the rule's), FW4002 it cannot be decided, FW4003 its expression fails. A
/// waiver that matches takes the finding away and is marked used. `hole` resolves the leaves of a
/// shape; `touched_hole`, if given, is set when the verdict of any rule depended on one, or on the
/// spec, a name or a file (else the verdict holds for the whole shape). `reads`, if given, takes
/// the nodes of its Document that were read: the spec's. True if every rule held; a broken one did
/// not, waived or not.
bool apply_rules(std::span<const Rule* const> rules, const Subject& subject, const Value& spec,
                 const std::function<Value(Node)>& hole, const std::vector<Waiver>& waivers,
                 Diagnostics& diagnostics, bool* touched_hole = nullptr, ReadSet* reads = nullptr);
bool apply_rules(const std::vector<Rule>& rules, const Subject& subject, const Value& spec,
                 const std::function<Value(Node)>& hole, const std::vector<Waiver>& waivers,
                 Diagnostics& diagnostics, bool* touched_hole = nullptr);

}  // namespace formwork
