#include "language/fold/trace.h"

#include <algorithm>
#include <cstring>

namespace formwork::fold {
namespace {

bool is_scalar(DatumKind kind) {
  return kind == DatumKind::boolean || kind == DatumKind::number || kind == DatumKind::string;
}

bool traced(const Datum& datum) {
  if (datum.step() != nullptr) return true;
  const Datum::Entries& all = datum.entries();
  return std::any_of(all.begin(), all.end(), [](const Datum::Entry& e) { return traced(e.value); });
}

/// `datum` with each step replaced by what `value` gives for it.
template <class Value>
Datum replaced(const Datum& datum, const Value& value) {
  if (datum.step() != nullptr) return value(*datum.step());
  if (!traced(datum)) return datum;
  Datum::Entries entries;
  for (const Datum::Entry& entry : datum.entries())
    entries.push_back({entry.key, replaced(entry.value, value)});
  if (datum.is(DatumKind::list)) return Datum::of_list(std::move(entries));
  if (datum.is(DatumKind::set)) return Datum::of_set(std::move(entries));
  if (datum.open()) return Datum::of_open_map(std::move(entries), datum.text());
  return Datum::of_map(std::move(entries));
}

int compare(double a, std::string_view x, double b, std::string_view y) {
  if (a != b) return a < b ? -1 : 1;
  const int text = x.compare(y);
  return text == 0 ? 0 : text < 0 ? -1 : 1;
}

}  // namespace

/// A text or constant of an operation, or the value of a step.
struct Part {
  const Step* step = nullptr;
  double number = 0;
  std::string text{};
};

struct Operation {
  enum class Kind : std::uint8_t { join, call, look, equal, order, test };
  Kind kind = Kind::join;
  const Step* result = nullptr;
  int sign = 0;
  std::vector<Part> parts{};
  std::vector<Datum> arguments{};
  Trace::Function function{};
  Trace::Test test = nullptr;
};

Trace::Trace(std::string own, std::vector<InputRange> ranges, std::vector<Datum> inputs)
    : own_(std::move(own)), ranges_(std::move(ranges)) {
  for (Datum& input : inputs) {
    steps_.push_back({this, static_cast<std::uint32_t>(steps_.size()), input.kind()});
    values_.push_back(std::move(input));
  }
}
Trace::~Trace() = default;

void Trace::place(SourceId source, const std::function<std::vector<Span>(Span)>& leaves) {
  for (const InputRange& range : ranges_) {
    if (range.span.source != source || range.comment) continue;
    const std::vector<Span> places = leaves(range.span);
    if (places.size() != range.count) return give_up();
    for (std::size_t i = 0; i < places.size(); ++i)
      leaves_[source].emplace(std::pair(places[i].begin, places[i].end), range.first + i);
  }
}

Datum Trace::at(Span span, Datum value) {
  const auto source = leaves_.find(span.source);
  if (source == leaves_.end() || value.step() != nullptr) return value;
  const auto leaf = source->second.find(std::pair(span.begin, span.end));
  if (leaf == source->second.end()) return value;
  const Datum& expected = values_[leaf->second];
  const bool null = expected.is(DatumKind::null) && value.is(DatumKind::null);
  if (!null && equal(value, expected) != Truth::yes) give_up();
  if (is_scalar(value.kind())) value.step_ = &steps_[leaf->second];
  return value;
}

void Trace::quoted(Span span) {
  for (const InputRange& range : ranges_) {
    if (range.span.source != span.source || range.span.end <= span.begin ||
        range.span.begin >= span.end)
      continue;
    if (range.comment) give_up();
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
      if (is_scalar(steps_[i].kind)) look(steps_[i]);
    }
  }
}

void Trace::asked(std::string_view path, bool found) {
  if (!found || path == own_ || path.starts_with(own_ + "/")) give_up();
}

Datum Trace::made(Operation operation, Datum value) {
  steps_.push_back({this, static_cast<std::uint32_t>(steps_.size()), value.kind()});
  values_.push_back(value);
  operation.result = &steps_.back();
  operations_.push_back(std::move(operation));
  value.step_ = &steps_.back();
  return value;
}

void Trace::look(const Step& step) {
  if (step.looked) return;
  step.looked = true;
  ++guards_;
  const Datum& value = values_[step.id];
  Operation made{Operation::Kind::look};
  made.parts = {{&step}, {nullptr, value.raw_number(), value.raw_text()}};
  operations_.push_back(std::move(made));
}

void Trace::compared(const Datum& a, const Datum& b, int sign, bool for_equality) {
  if (a.step() == b.step()) return;
  ++guards_;
  Operation made{for_equality ? Operation::Kind::equal : Operation::Kind::order};
  made.sign = sign;
  for (const Datum* side : {&a, &b}) {
    if (side->step() != nullptr)
      made.parts.push_back({side->step()});
    else
      made.parts.push_back({nullptr, side->raw_number(), side->raw_text()});
  }
  operations_.push_back(std::move(made));
}

Datum Trace::call(const std::vector<Datum>& arguments, const Function& function) {
  if (std::none_of(arguments.begin(), arguments.end(), traced)) return function(arguments);
  const std::size_t guards = guards_, operations = operations_.size(), steps = steps_.size();
  const bool sound = sound_;
  Datum moved = function(arguments);
  if (guards_ == guards) return moved;
  std::vector<Datum> plain;
  for (const Datum& argument : arguments)
    plain.push_back(replaced(argument, [&](const Step& step) { return values_[step.id]; }));
  Datum value = function(plain);
  if (!is_scalar(value.kind())) return moved;
  // It is called again with other inputs: what it read does not bind them.
  for (std::size_t i = operations; i < operations_.size(); ++i) {
    if (operations_[i].kind == Operation::Kind::look) operations_[i].parts[0].step->looked = false;
  }
  operations_.resize(operations);
  steps_.resize(steps);
  values_.resize(steps);
  guards_ = guards;
  sound_ = sound;
  Operation made_of{Operation::Kind::call};
  made_of.arguments = arguments;
  made_of.function = function;
  return made(std::move(made_of), std::move(value));
}

Datum Trace::joined(const std::vector<Datum>& parts) {
  Operation made_of{Operation::Kind::join};
  std::string text;
  Trace* trace = nullptr;
  for (const Datum& part : parts) {
    const Step* step = part.step();
    if (step != nullptr) trace = step->trace;
    std::string own = to_text(step != nullptr ? step->trace->values_[step->id] : part).value_or("");
    text += own;
    if (step != nullptr)
      made_of.parts.push_back({step});
    else if (!made_of.parts.empty() && made_of.parts.back().step == nullptr)
      made_of.parts.back().text += own;
    else
      made_of.parts.push_back({nullptr, 0, std::move(own)});
  }
  if (trace == nullptr) return Datum::of_string(std::move(text));
  if (parts.size() == 1 && parts[0].is(DatumKind::string)) return parts[0];
  return trace->made(std::move(made_of), Datum::of_string(std::move(text)));
}

bool Trace::tested(const Datum& a, const Datum& b, Test test) {
  const bool outcome = test(a.raw_text(), b.raw_text());
  const Step* step = a.step() != nullptr ? a.step() : b.step();
  if (step == nullptr || a.step() == b.step()) return outcome;
  step->trace->compared(a, b, outcome ? 0 : 1, true);
  Operation& noted = step->trace->operations_.back();
  noted.kind = Operation::Kind::test;
  noted.test = test;
  return outcome;
}

Datum Trace::value(std::size_t step) {
  Datum value = values_[step];
  value.step_ = &steps_[step];
  return value;
}

Datum Trace::changed(const Datum& text,
                     const std::function<std::string(const std::string&)>& change) {
  if (text.step() == nullptr) return Datum::of_string(change(text.text()));
  return text.step()->trace->call({text}, [change](const std::vector<Datum>& a) {
    return Datum::of_string(change(a[0].text()));
  });
}

// ---- runs

bool Trace::Run::go(const Trace& trace, const std::vector<Cell>& inputs) {
  trace_ = &trace;
  used_ = size_ = 0;
  blocks_.clear();
  cells_.assign(inputs.begin(), inputs.end());
  cells_.resize(trace.steps_.size());
  return std::all_of(trace.operations_.begin(), trace.operations_.end(),
                     [&](const Operation& operation) { return go(operation); });
}

bool Trace::Run::go(const Operation& operation) {
  const auto number = [&](const Part& part) {
    return part.step != nullptr ? cells_[part.step->id].number : part.number;
  };
  const auto text_of = [&](const Part& part) {
    return part.step != nullptr ? cells_[part.step->id].text : std::string_view(part.text);
  };
  switch (operation.kind) {
    case Operation::Kind::join: {
      work_.clear();
      for (const Part& part : operation.parts)
        work_ += part.step != nullptr ? text(part.step->id) : std::string_view(part.text);
      cells_[operation.result->id].text = keep(work_);
      return true;
    }
    case Operation::Kind::call: {
      std::vector<Datum> arguments;
      arguments.reserve(operation.arguments.size());
      for (const Datum& argument : operation.arguments) arguments.push_back(bound(argument));
      const Datum value = operation.function(arguments);
      if (value.kind() != operation.result->kind) return false;
      Cell& cell = cells_[operation.result->id];
      cell.number = value.raw_number();
      if (value.is(DatumKind::string)) cell.text = keep(value.raw_text());
      return true;
    }
    case Operation::Kind::look:
    case Operation::Kind::equal:
    case Operation::Kind::order:
    case Operation::Kind::test:
      break;
  }
  const Part& a = operation.parts[0];
  const Part& b = operation.parts[1];
  if (operation.kind == Operation::Kind::test)
    return operation.test(text_of(a), text_of(b)) == (operation.sign == 0);
  const int sign = compare(number(a), text_of(a), number(b), text_of(b));
  if (operation.kind == Operation::Kind::order) return sign == operation.sign;
  return (sign == 0) == (operation.sign == 0);
}

Datum Trace::Run::bound(const Datum& datum) const {
  return replaced(datum, [&](const Step& step) {
    const Cell& cell = cells_[step.id];
    if (step.kind == DatumKind::boolean) return Datum::of_bool(cell.number != 0);
    if (step.kind == DatumKind::number) return Datum::of_number(cell.number);
    return Datum::of_string(std::string(cell.text));
  });
}

std::string_view Trace::Run::text(std::size_t step) {
  const Cell& cell = cells_[step];
  switch (trace_->steps_[step].kind) {
    case DatumKind::boolean:
      return cell.number != 0 ? "true" : "false";
    case DatumKind::number:
      return keep(to_text(Datum::of_number(cell.number)).value_or(""));
    default:
      return cell.text;
  }
}

std::string_view Trace::Run::keep(std::string_view text) {
  constexpr std::size_t kBlock = std::size_t{1} << 14U;
  if (text.empty()) return {};
  if (used_ + text.size() > size_) {
    size_ = std::max(kBlock, text.size());
    used_ = 0;
    blocks_.push_back(std::make_unique<char[]>(size_));
  }
  char* at = blocks_.back().get() + used_;
  std::memcpy(at, text.data(), text.size());
  used_ += text.size();
  return {at, text.size()};
}

}  // namespace formwork::fold
