#include "pipeline/root_memory.h"

#include "pipeline/group_proof.h"
#include "pipeline/judge_roots.h"
#include "pipeline/root_parity.h"
#include "pipeline/roots.h"
#include "pipeline/unit.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr std::size_t kLeast = 7;  // environments
constexpr std::size_t kMostKeys = 64;
constexpr std::size_t kMostOfOne = 8;  // ways through one key
constexpr std::size_t kTrials = 8;     // of which one must have been of use

const std::vector<Waiver> kNoWaivers;

std::size_t step_of(Node hole) {
  return std::stoul(std::string(hole.text()));
}

bool has_hole(Node node) {
  if (!node) return false;
  return node.is(Kind::hole) ||
         (!node.is_scalar() && std::any_of(node.begin(), node.end(), has_hole));
}

bool is_edge(std::string_view type) {
  return type.starts_with("terraform/azurerm_cdn_frontdoor_") ||
         type.starts_with("bicep/Microsoft.Cdn/");
}

}  // namespace

Value RecalledRoots::value(Node hole) {
  const std::size_t step = step_of(hole);
  const fold::Cell& cell = run.cell(step);
  switch (run.kind(step)) {
    case fold::DatumKind::boolean:
      return Value::of_bool(cell.number != 0);
    case fold::DatumKind::number: {
      const std::string_view text = run.text(step);
      if (text.find_first_of(".e") == std::string_view::npos)
        return Value::of_int(static_cast<std::int64_t>(cell.number));
      return Value::of_number(cell.number, text);
    }
    default:
      return Value::of_string(cell.text);
  }
}

NodeId RecalledRoots::bind(Document& document, Node node) {
  switch (node.kind()) {
    case Kind::hole: {
      const Value bound = value(node);
      switch (bound.kind()) {
        case Kind::boolean:
          return document.add_bool(bound.as_bool(), node.span());
        case Kind::integer:
          return document.add_int(bound.as_int(), node.span());
        case Kind::number:
          return document.add_number(bound.as_number(), bound.text(), node.span());
        default:
          return document.add_string(bound.text(), node.span());
      }
    }
    case Kind::map: {
      const NodeId map = document.add_map(node.span());
      for (const Node child : node)
        document.append(map, child.key(), child.key_span(), bind(document, child));
      return map;
    }
    case Kind::list: {
      const NodeId list = document.add_list(node.span());
      for (const Node child : node) document.append(list, bind(document, child));
      return list;
    }
    default:
      return document.copy(node);
  }
}

std::vector<RootMemory::Found> RootMemory::find(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto it = entries_.find(key);
  return it == entries_.end() ? std::vector<Found>() : it->second.found;
}

bool RootMemory::wants(const std::string& key) {
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= kMostKeys && !entries_.contains(key)) return false;
  Entry& entry = entries_[key];
  if (entry.found.size() >= kMostOfOne || (entry.tried >= kTrials && entry.hits == 0)) return false;
  ++entry.tried;
  return true;
}

void RootMemory::remember(const std::string& key, Found roots) {
  const std::lock_guard lock(mutex_);
  entries_[key].found.push_back(std::move(roots));
}

void RootMemory::count_hit(const std::string& key) {
  const std::lock_guard lock(mutex_);
  ++entries_[key].hits;
}

std::size_t RootMemory::hits() const {
  const std::lock_guard lock(mutex_);
  std::size_t sum = 0;
  for (const auto& [key, entry] : entries_) sum += entry.hits;
  return sum;
}

bool remembers_roots(const Inputs& inputs) {
  return inputs.environments.size() >= kLeast;
}

std::unique_ptr<RecalledRoots> recall_roots(RootMemory& memory, Roots& roots, const Value& spec,
                                            bool judged) {
  const std::string& key = roots.inputs().key();
  auto out = std::make_unique<RecalledRoots>();
  for (RootMemory::Found& found : memory.find(key)) {
    out->remembered = std::move(found);
    if (!out->run.go(*out->remembered->trace, roots.inputs().cells())) continue;
    const auto hole = [&](Node node) { return out->value(node); };
    const auto holds = [&](const RememberedRoots::Kept& kept) {
      if (kept.rules.empty()) return true;
      const std::string path = roots.own() + kept.file;
      Diagnostics ignored;
      return apply_rules(kept.rules, {&kept.object, path}, spec, hole, kNoWaivers, ignored);
    };
    const auto& kept = out->remembered->kept;
    if (judged && !std::all_of(kept.begin(), kept.end(), holds)) continue;
    memory.count_hit(key);
    return out;
  }
  return nullptr;
}

void write_recalled(RecalledRoots& recalled, const std::string& own, UnitOutput& out) {
  out.resources_known = true;
  for (const RememberedRoots::OfRoot& root : recalled.remembered->roots) {
    LockResources records = records_of(root.records, &recalled.run);
    if (!records.empty()) out.lock.resources.emplace(own + root.below, std::move(records));
    if (!root.moves.empty()) out.moves.emplace(own + root.below, root.moves);
  }
  out.parity = recalled.remembered->parity;
}

RootMemory::Found trace_roots(Roots& roots, const Value& spec, Verifier* verifier,
                              const std::vector<const parity::Table*>& tables) {
  auto made = std::make_shared<RememberedRoots>();
  if (!roots.inputs().usable() || verifier == nullptr) return nullptr;
  made->trace = std::make_unique<fold::Trace>(roots.own(), roots.ranges(), roots.inputs().values());
  fold::Trace& trace = *made->trace;
  const std::vector<Root> folded = roots.fold(trace);
  RecalledRoots own{made};
  for (std::size_t r = 0; r < folded.size() && trace.sound(); ++r) {
    const Root& root = folded[r];
    if (!root.path.starts_with(roots.own() + "/")) return nullptr;
    RememberedRoots::OfRoot& of_root = made->roots.emplace_back();
    of_root.below = root.path.substr(roots.own().size());
    of_root.records = record_shapes(root);
    of_root.moves = moves_of(root, roots.sources(), &trace);
    for (const Object& object : root.folded.objects) {
      if (has_hole(object.body.find("lifecycle"))) trace.give_up();
    }
  }
  made->parity = compare_traced(folded, tables, roots.sources(), trace);
  if (!trace.sound() || !own.run.go(trace, roots.inputs().cells())) return nullptr;
  const GroupKeys groups = group_keys(spec.node());
  for (const auto& [key, known] : groups.keys) made->group_keys.insert(key);
  for (std::size_t r = 0; r < folded.size(); ++r) {
    const Root& root = folded[r];
    for (const Object& object : root.folded.objects) {
      RememberedRoots::Kept kept{
          r, {}, object, {}, is_edge(object.type), gives_a_key(groups, object.body)};
      const std::string path = rule_file(root, object, roots);
      if (!path.starts_with(roots.own())) return nullptr;
      kept.file = path.substr(roots.own().size());
      if (is_folded_type(object.type)) {
        const auto hole = [&](Node node) { return own.value(node); };
        for (const Rule* const& rule : verifier->rules_of(object.type)) {
          Diagnostics found;
          bool touched = false;
          if (!apply_rules(std::span(&rule, 1), {&object, path}, spec, hole, kNoWaivers, found,
                           &touched))
            return nullptr;
          if (touched) kept.rules.push_back(rule);
        }
      }
      if (kept.rules.empty() && !kept.edge && !kept.settings) continue;
      kept.object.body = Node(&made->document, made->document.copy(object.body));
      made->kept.push_back(std::move(kept));
    }
  }
  return made;
}

}  // namespace formwork
