#include "base/text.h"
#include "rules/rules.h"
#include "rules/scope.h"

#include <fmt/core.h>

namespace formwork {
namespace {

std::string_view name_of(const Subject& subject) {
  return subject.name.empty() ? std::string_view(subject.object->name) : subject.name;
}

enum class Verdict : std::uint8_t { holds, broken, undecided, failed };

class Judge {
 public:
  Judge(const Subject& subject, const Value& spec, const std::function<Value(Node)>& hole,
        bool* touched_hole, ReadSet* reads)
      : touched_(touched_hole) {
    context_.reads = reads;
    if (hole) {
      context_.hole = [this, &hole](Node leaf) {
        if (touched_ != nullptr) *touched_ = true;
        return hole(leaf);
      };
    }
    const Object& object = *subject.object;
    frame_[kRuleObject] = Value::of(object.body);
    frame_[kRuleName] = Value::of_string(name_of(subject));
    frame_[kRuleType] = Value::of_string(object.type);
    frame_[kRuleFile] = Value::of_string(subject.artifact);
    frame_[kRuleSpec] = spec;
  }

  Verdict judge(const Rule& rule) {
    if (rule.reads_context && touched_ != nullptr) *touched_ = true;
    if (rule.when) {
      switch (decide(rule.when)) {
        case Verdict::holds:
          break;
        case Verdict::broken:
          return Verdict::holds;
        case Verdict::undecided:
          return Verdict::undecided;
        case Verdict::failed:
          return Verdict::failed;
      }
    }
    return decide(rule.assertion);
  }

  std::optional<Diagnostic> take_error() { return std::exchange(context_.error, {}); }

 private:
  Verdict decide(const Expr& expr) {
    const Value value = evaluate(expr, frame_, context_);
    if (context_.error) return Verdict::failed;
    if (value.is(Kind::unknown)) return Verdict::undecided;
    return is_true(value) ? Verdict::holds : Verdict::broken;
  }

  bool* touched_;
  Document scratch_{};
  EvalContext context_{scratch_};
  Frame frame_ = Frame(kRuleSlots);
};

/// "asked by CKV_K8S_22, KSV-0014; control K8S-03", so that a scanner's own page can be looked up.
std::string origin(const Rule& rule) {
  std::string out;
  if (!rule.sources.empty()) out = "asked by " + join(rule.sources, ", ");
  if (!rule.controls.empty()) {
    if (!out.empty()) out += "; ";
    out += rule.controls.size() == 1 ? "control " : "controls ";
    out += join(rule.controls, ", ");
  }
  return out;
}

Diagnostic finding(const Rule& rule, const Subject& subject, Code code, std::string message) {
  Diagnostic d = make(code, subject.span, std::move(message), rule.help);
  d.path = subject.artifact;
  d.rule = rule.id;
  d.notes.push_back({{},
                     std::string(subject.artifact),
                     fmt::format("in {} `{}`", subject.object->type, name_of(subject))});
  if (std::string text = origin(rule); !text.empty()) d.notes.push_back({{}, "", std::move(text)});
  return d;
}

}  // namespace

bool names_place(const Rule& rule) {
  for (const Expr* expr : {&rule.when, &rule.assertion}) {
    if (!*expr) continue;
    for (const WrittenPath& path : expr->paths()) {
      if (path.slot == kRuleName || path.slot == kRuleFile) return true;
    }
  }
  return false;
}

bool waived(std::string_view id, std::string_view artifact, std::string_view name,
            const std::vector<Waiver>& waivers) {
  bool found = false;
  const std::string named = fmt::format("{}#{}", artifact, name);
  for (const Waiver& waiver : waivers) {
    if (waiver.id != id) continue;
    if (!waiver.subject.empty() && !glob_match(waiver.subject, artifact) &&
        !glob_match(waiver.subject, named)) {
      continue;
    }
    waiver.used = true;
    found = true;
  }
  return found;
}

bool apply_rules(std::span<const Rule* const> rules, const Subject& subject, const Value& spec,
                 const std::function<Value(Node)>& hole, const std::vector<Waiver>& waivers,
                 Diagnostics& diagnostics, bool* touched_hole, ReadSet* reads) {
  std::optional<Judge> judge;
  bool all_hold = true;
  for (const Rule* each : rules) {
    const Rule& rule = *each;
    if (!glob_match(rule.on, subject.object->type)) continue;
    if (!judge) judge.emplace(subject, spec, hole, touched_hole, reads);
    // A rule whose expressions were left unread was not to be asked: it cannot say that all is
    // well.
    const Verdict verdict = rule.assertion ? judge->judge(rule) : Verdict::undecided;
    if (verdict == Verdict::holds) continue;
    all_hold = false;
    auto error = judge->take_error();
    // Whether a waiver speaks of it is the environment's affair, not the shape's.
    if (touched_hole != nullptr && !waivers.empty()) *touched_hole = true;
    const std::string_view name = name_of(subject);
    if (waived(rule.id, subject.artifact, name, waivers)) continue;
    if (verdict == Verdict::failed) {
      Diagnostic d = finding(rule, subject, Code::FW4003,
                             fmt::format("the rule {} cannot be evaluated on `{}`: {}", rule.id,
                                         name, error->message));
      d.notes.push_back({error->span.valid() ? error->span : rule.span, "", "the rule"});
      d.rule.clear();  // what is to be mended is the rule, not the object
      d.help = error->help;
      diagnostics.add(std::move(d));
    } else if (verdict == Verdict::undecided) {
      Diagnostic d = finding(
          rule, subject, Code::FW4002,
          fmt::format("`{}`: the rule {} cannot be decided: {}", name, rule.id, rule.title));
      if (!rule.assertion) d.severity = Severity::error;
      diagnostics.add(std::move(d));
    } else {
      Diagnostic d =
          finding(rule, subject, Code::FW4001, fmt::format("`{}`: {}", name, rule.message));
      d.severity = rule.severity;
      diagnostics.add(std::move(d));
    }
  }
  return all_hold;
}

bool apply_rules(const std::vector<Rule>& rules, const Subject& subject, const Value& spec,
                 const std::function<Value(Node)>& hole, const std::vector<Waiver>& waivers,
                 Diagnostics& diagnostics, bool* touched_hole) {
  std::vector<const Rule*> all;
  for (const Rule& rule : rules) all.push_back(&rule);
  return apply_rules(all, subject, spec, hole, waivers, diagnostics, touched_hole);
}

}  // namespace formwork
