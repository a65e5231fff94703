// Fills what the user left out. Defaults come first, parent before child; where a field is computed
// a hole stands until its expression has run. An expression that reads a hole has it computed on
// the spot, so the order is found as it runs, and a field that needs itself is found too.
#include "base/text.h"
#include "schema/check.h"
#include "schema/fill_trace.h"
#include "schema/literal.h"
#include "schema/schema_node.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace formwork {
namespace {

constexpr std::string_view kHoleBegin = "\xEE\x80\x80";  // U+E000, as in the shapes of templates
constexpr std::string_view kHoleEnd = "\xEE\x80\x81";    // U+E001
constexpr std::size_t kMaxDepth = 200;                   // computed fields that wait for each other

class Filler {
 public:
  Filler(const Schema::Impl& impl, Document& document, Diagnostics& diagnostics)
      : impl_(impl), document_(document), diagnostics_(diagnostics) {}

  std::optional<Filled> run() {
    const std::size_t before = diagnostics_.size();
    const Node root = document_.root();
    if (!root.is(Kind::map)) return Filled{};
    trace_->given = document_.count();
    fill(*impl_.root, root, {});
    compute_all();
    if (failed_ || diagnostics_.size() != before) return std::nullopt;
    put_in_place();
    translate_reads();
    trace_->tier = tier_;
    filled_.reads = ComputedFrom(std::move(reads_of_));
    filled_.trace = std::move(trace_);
    return std::move(filled_);
  }

 private:
  enum class State : std::uint8_t { waiting, running, done, absent, failed };

  /// A computed field of one record of the document.
  struct Pending {
    const Computed* computed = nullptr;
    NodeId record = 0;
    std::string_view key{};
    NodeId hole = 0;
    NodeId value = 0;
    State state = State::waiting;
  };

  void fill(const SchemaNode& use, Node node, std::string_view key) {
    const SchemaNode* schema = &shape(use);
    if (!schema->variants.empty()) {
      const Node tag = node.find(schema->tag);
      const Variant* variant = tag ? schema->variant(tag.text()) : nullptr;
      if (variant == nullptr) return;
      schema = &shape(*variant->schema);
    }
    if (node.is(Kind::list)) {
      if (schema->items == nullptr) return;
      for (const Node item : node) fill(*schema->items, item, key);
    } else if (node.is(Kind::map)) {
      if (schema->additional != nullptr) {
        for (const Node entry : node) {
          if (schema->property(entry.key()) == nullptr)
            fill(*schema->additional, entry, entry.key());
        }
      }
      for (const Property& property : schema->properties) fill_field(property, node, key);
    }
  }

  void fill_field(const Property& property, Node record, std::string_view key) {
    const SchemaNode& use = *property.schema;
    if (use.planned) return;
    if (const Node present = record.find(property.name, property.hash))
      return fill(use, present, key);
    if (use.filled()) {
      const NodeId from = use.default_value != 0 ? use.default_value : for_tier(use);
      if (from == 0) return;
      const NodeId id = document_.copy(impl_.values.node(from));
      document_.append(record.id(), property.name, property.hash, property.span, id);
      filled_.assumed.push_back(id);
      if (use.default_value == 0) follows_tier(document_.node(id));
      fill(use, document_.node(id), key);
    } else if (use.computed >= 0) {
      const NodeId hole = document_.add_text(
          Kind::hole, fmt::format("{}{}{}", kHoleBegin, pending_.size(), kHoleEnd), use.expr_span);
      document_.append(record.id(), property.name, property.hash, property.span, hole);
      pending_.push_back({&impl_.computed[static_cast<std::size_t>(use.computed)], record.id(), key,
                          hole, 0, State::waiting});
    }
  }

  // A value chosen by tier stands for `metadata.tier`: whoever reads it reads that.
  void follows_tier(Node value) {
    if (tier_ == 0) tier_ = document_.root().find_path("metadata.tier").id();
    reads_of_[value.id()].push_back(tier_);
    if (value.is_scalar()) return;
    for (const Node child : value) follows_tier(child);
  }

  NodeId for_tier(const SchemaNode& use) {
    const Node tier = document_.root().find_path("metadata.tier");
    const auto* const found =
        tier ? std::find(kTiers.begin(), kTiers.end(), tier.text()) : kTiers.end();
    if (found != kTiers.end()) return use.tier[static_cast<std::size_t>(found - kTiers.begin())];
    // Any other tier of the schema takes what the least strict one does.
    if (tier) return use.tier[0];
    failed_ = true;
    diagnostics_.add(Code::FW3107, document_.root().span(), "missing key `metadata.tier`",
                     "defaults depend on it: `development`, `staging` or `production`");
    return 0;
  }

  // Fields that may turn out absent are settled first, in the order of what they read, and leave no
  // hole behind where they are: others ask whether they are present.
  void compute_all() {
    std::size_t from = 0;
    while (from < pending_.size()) {  // a computed record brings further ones
      std::vector<std::size_t> order;
      for (std::size_t i = from; i < pending_.size(); ++i) {
        if (pending_[i].computed->expr.optional()) order.push_back(i);
      }
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return pending_[a].computed->rank < pending_[b].computed->rank;
      });
      const std::size_t end = pending_.size();
      for (const std::size_t i : order) settle(i);
      for (; from < end; ++from) settle(from);
    }
  }

  void settle(std::size_t index) {
    (void)compute(index);
    for (const std::size_t i : absent_) document_.remove(pending_[i].hole);
    absent_.clear();
  }

  Value value_of(const Pending& pending) const {
    switch (pending.state) {
      case State::done:
        return Value::of(document_.node(pending.value));
      case State::absent:
        return Value::null();
      default:
        return Value::unknown();
    }
  }

  Value resolve(Node hole) {
    std::string_view text = hole.text();
    text = text.substr(kHoleBegin.size(), text.size() - kHoleBegin.size() - kHoleEnd.size());
    std::size_t index = 0;
    for (const char c : text) index = index * 10 + static_cast<std::size_t>(c - '0');
    return compute(index);
  }

  Value compute(std::size_t index) {
    if (pending_[index].state != State::waiting) {
      if (pending_[index].state == State::running) report_cycle(index);
      return value_of(pending_[index]);
    }
    if (chain_.size() >= kMaxDepth) {
      fail(index, Code::FW3201, "too many computed fields wait for each other", {});
      return Value::unknown();
    }
    pending_[index].state = State::running;
    chain_.push_back(index);
    run(index);
    chain_.pop_back();
    return value_of(pending_[index]);
  }

  void run(std::size_t index) {
    const Pending pending = pending_[index];  // a copy: running it may add others
    const Expr& expr = pending.computed->expr;
    Frame frame = {Value::of(document_.root()), Value::of(document_.node(pending.record))};
    if (pending.computed->keyed) frame.push_back(Value::of_string(pending.key));
    // One a level of nesting, used again and again.
    if (reads_.size() < chain_.size()) reads_.emplace_back(document_);
    ReadSet& reads = reads_[chain_.size() - 1];
    reads.clear();
    EvalContext context{.scratch = scratch_,
                        .reads = &reads,
                        .hole = [this](Node hole) { return resolve(hole); },
                        .hole_may_be_null = true};
    const Value value = evaluate(expr, frame, context);
    if (pending_[index].state == State::failed) return;
    if (context.error) {
      fail(index, Code::FW3201, context.error->message, context.error->help, context.error->span);
    } else if (value.is(Kind::unknown)) {
      // What it reads has failed and was reported.
      if (failed_)
        pending_[index].state = State::failed;
      else
        fail(index, Code::FW3201, "its value is not known", {});
    } else if (value.is_null()) {
      if (!expr.optional() && expr.type()->kind != TypeKind::any) {
        fail(index, Code::FW3202, "it gives null", "give a default: `… ?? …`");
        return;
      }
      pending_[index].state = State::absent;
      absent_.push_back(index);
    } else {
      accept(index, value);
    }
    const Pending& ended = pending_[index];
    if (ended.state != State::done && ended.state != State::absent) return;
    trace_->made.push_back({ended.computed, ended.record, ended.value, std::string(ended.key), {}});
    if (ended.value != 0) trace_->order.emplace(ended.value, trace_->made.size() - 1);
    std::vector<NodeId>& read =
        ended.value != 0 ? reads_of_[ended.value] : trace_->made.back().read;
    read.insert(read.end(), reads.marked().begin(), reads.marked().end());
  }

  void accept(std::size_t index, const Value& value) {
    const SchemaNode& use = *pending_[index].computed->property->schema;
    const NodeId id = insert(value);
    document_.set_span(id, use.expr_span);
    Diagnostics found;
    const auto check = [&](std::string place) {
      SpecChecker checker(impl_, document_, SpecChecker::Author::schema, nullptr, found);
      checker.set_place(std::move(place));
      return checker.check(use, document_.node(id));
    };
    if (!check({})) {
      found = {};
      (void)check(path(index));  // again, to name it: most values are right, and paths cost
      for (const Diagnostic& wrong : found.items()) {
        if (wrong.severity == Severity::error) fail(index, Code::FW3202, wrong.message, wrong.help);
      }
      return;
    }
    pending_[index].value = id;
    pending_[index].state = State::done;
    fill(use, document_.node(id), pending_[index].key);
  }

  /// A parentless node of the document that holds `value`.
  NodeId insert(const Value& value) {
    switch (value.kind()) {
      case Kind::boolean:
        return document_.add_bool(value.as_bool());
      case Kind::integer:
        return document_.add_int(value.as_int());
      case Kind::number:
        return document_.add_number(value.as_number(), value.to_string());
      case Kind::list: {
        const NodeId list = document_.add_list();
        for (const Node item : value.node()) document_.append(list, insert(inner(item)));
        return list;
      }
      case Kind::map: {
        const NodeId map = document_.add_map();
        for (const Node entry : in_order(value.node())) {
          const Value held = inner(entry);
          if (held.is_null()) continue;
          const NodeId child = insert(held);
          document_.append(map, entry.key(), entry.key_span(), child);
        }
        trace_->sizes.emplace(map, document_.node(map).size());
        return map;
      }
      case Kind::null:
        return document_.add_null();
      default:
        return document_.add_string(value.text());
    }
  }

  Value inner(Node node) { return node.is(Kind::hole) ? resolve(node) : Value::of(node); }

  [[nodiscard]] std::string path(std::size_t index) const {
    const Pending& pending = pending_[index];
    std::string out = document_.node(pending.record).path();
    return out + (out.empty() ? "" : ".") + pending.computed->property->name;
  }

  void fail(std::size_t index, Code code, std::string_view why, std::string help, Span span = {}) {
    pending_[index].state = State::failed;
    failed_ = true;
    const SchemaNode& use = *pending_[index].computed->property->schema;
    const std::string message = code == Code::FW3201
                                    ? fmt::format("`{}` cannot be computed: {}", path(index), why)
                                    : fmt::format("`{}` is computed, but {}", path(index), why);
    Diagnostic& d =
        diagnostics_.add(code, span.valid() ? span : use.expr_span, message, std::move(help));
    const Node record = document_.node(pending_[index].record);
    const Span place = record.key_span().valid() ? record.key_span() : record.span();
    d.notes.push_back({place, {}, "for this"});
  }

  void report_cycle(std::size_t index) {
    if (failed_) return;
    fail(index, Code::FW3201, "it needs itself", {});
    Diagnostic& d = diagnostics_.items().back();
    const auto from = std::find(chain_.begin(), chain_.end(), index);
    for (auto it = from + 1; it < chain_.end(); ++it) {
      d.notes.push_back({pending_[*it].computed->property->schema->expr_span,
                         {},
                         fmt::format("through `{}`", path(*it))});
    }
  }

  // Values take the place of their holes. A Document appends only, so whatever stands behind a hole
  // moves too.
  void put_in_place() {
    std::unordered_map<NodeId, NodeId> value_of_hole;
    std::vector<NodeId> records;
    for (const Pending& pending : pending_) {
      if (pending.state != State::done) continue;
      value_of_hole.emplace(pending.hole, pending.value);
      if (records.empty() || records.back() != pending.record) records.push_back(pending.record);
    }
    std::sort(records.begin(), records.end());
    records.erase(std::unique(records.begin(), records.end()), records.end());
    for (const NodeId record : records) {
      std::vector<Node> behind;
      for (const Node child : document_.node(record)) {
        if (!behind.empty() || child.is(Kind::hole)) behind.push_back(child);
      }
      for (const Node child : behind) document_.remove(child.id());
      for (const Node child : behind) {
        const auto it = value_of_hole.find(child.id());
        document_.append(record, child.key(), child.key_span(),
                         it == value_of_hole.end() ? child.id() : it->second);
      }
    }
    holes_ = std::move(value_of_hole);
  }

  // A hole that was read is the value it became; one whose field stayed absent is nothing.
  void translate_reads() {
    std::vector<std::uint32_t> seen_in(document_.count() + 1);
    std::uint32_t round = 0;
    const auto translate = [&](std::vector<NodeId>& read) {
      ++round;
      std::size_t kept = 0;
      for (NodeId node : read) {
        if (document_.node(node).is(Kind::hole)) {
          const auto it = holes_.find(node);
          if (it == holes_.end()) continue;
          node = it->second;
        }
        if (seen_in[node] == round) continue;
        seen_in[node] = round;
        read[kept++] = node;
      }
      read.resize(kept);
    };
    for (auto& [id, read] : reads_of_) translate(read);
    for (FillTrace::Made& made : trace_->made) translate(made.read);
  }

  const Schema::Impl& impl_;
  Document& document_;
  Diagnostics& diagnostics_;
  Document scratch_;
  Filled filled_;
  std::map<NodeId, std::vector<NodeId>> reads_of_;
  std::shared_ptr<FillTrace> trace_ = std::make_shared<FillTrace>();
  std::deque<ReadSet> reads_;
  std::vector<Pending> pending_;
  std::vector<std::size_t> chain_;   // being computed, outermost first
  std::vector<std::size_t> absent_;  // gave null; their holes go when nothing is being computed
  std::unordered_map<NodeId, NodeId> holes_;
  NodeId tier_ = 0;  // metadata.tier, once it was asked for
  bool failed_ = false;
};

}  // namespace

std::optional<Filled> fill(const Schema& schema, Document& document, Diagnostics& diagnostics) {
  return Filler(schema.impl(), document, diagnostics).run();
}

}  // namespace formwork
