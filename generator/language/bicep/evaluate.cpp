// What is known of an expression's value. Never wrong, at worst unknown: what Azure would say later
// (ids, keys, the time) is unknown, and so is all that hangs on it.
#include "language/bicep/scope.h"
#include "language/scalar.h"

#include <algorithm>
#include <cmath>

namespace formwork::lang::bicep {
namespace {

using fold::Truth;

Datum of(Truth truth, std::string_view text) {
  return truth == Truth::unknown ? Datum::unknown(text) : Datum::of_bool(truth == Truth::yes);
}

bool same_letters(std::string_view a, std::string_view b) {
  const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [&](char x, char y) { return low(x) == low(y); });
}

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// `=~`: equal but for case. Other alphabets are left to Azure.
Truth alike(const Datum& a, const Datum& b) {
  if (!a.is(DatumKind::string) || !b.is(DatumKind::string)) return equal(a, b);
  if (a.text() == b.text()) return Truth::yes;
  if (!ascii(a.text()) || !ascii(b.text())) return Truth::unknown;
  return same_letters(a.text(), b.text()) ? Truth::yes : Truth::no;
}

}  // namespace

namespace {

/// Booleans become `True`, objects JSON: not for us to say.
bool is_printed(const Datum& datum) {
  return datum.is(DatumKind::string) || datum.is(DatumKind::number);
}

void append_leaves(const Tree& tree, Ref ref, std::vector<Span>& out) {
  const Syntax kind = tree.kind(ref);
  if (kind != Syntax::object && kind != Syntax::array) {
    out.push_back({0, tree.begin(ref), tree.end(ref)});
    return;
  }
  for (std::size_t i = 1; i + 1 < tree.size(ref); ++i) {
    const Ref item = tree.child(ref, i);
    if (tree.is(item, TokenType::newline) || tree.is(item, TokenType::comma)) continue;
    append_leaves(tree, tree.kind(item) == Syntax::property ? tree.child(item, 2) : item, out);
  }
}

}  // namespace

std::vector<Span> leaves(const Tree& tree, Span span) {
  std::vector<Span> out;
  for (Ref at = tree.root; at;) {
    if (tree.begin(at) == span.begin && tree.end(at) == span.end) {
      append_leaves(tree, at, out);
      break;
    }
    if (at.is_token()) break;
    Ref inner;
    for (std::size_t i = 0; i < tree.size(at) && !inner; ++i) {
      const Ref child = tree.child(at, i);
      if (child && tree.begin(child) <= span.begin && tree.end(child) >= span.end) inner = child;
    }
    at = inner;
  }
  return out;
}

std::optional<std::string> printed(const Datum& datum) {
  return is_printed(datum) ? to_text(datum) : std::nullopt;
}

Datum take(const Datum& from, const Datum& key, bool safe, bool from_end, std::string_view text) {
  if (from.is(DatumKind::null) && safe) return {};
  if (!from.known() || !key.known()) return Datum::unknown(text);
  if (from.is(DatumKind::list) && key.is(DatumKind::number)) {
    const auto size = static_cast<double>(from.entries().size());
    const double at = from_end ? size - key.number() : key.number();
    if (at >= 0 && at < size) return from.entries()[static_cast<std::size_t>(at)].value;
    return safe ? Datum() : Datum::unknown(text);
  }
  if (!from.is(DatumKind::map) || !key.is(DatumKind::string)) return Datum::unknown(text);
  // A trace is told which keys it is and is not, not what it is.
  if (key.step() == nullptr) {
    if (const Datum* found = from.find(key.text())) return *found;
  } else {
    for (const Datum::Entry& entry : from.entries()) {
      if (equal(key, Datum::of_string(entry.key)) == Truth::yes) return entry.value;
    }
  }
  // ARM looks keys up without regard to case.
  const bool other_case =
      std::any_of(from.entries().begin(), from.entries().end(), [&](const Datum::Entry& entry) {
        return fold::Trace::tested(key, Datum::of_string(entry.key), same_letters);
      });
  return safe && !from.open() && !other_case ? Datum() : Datum::unknown(text);
}

Datum Scope::eval(Ref ref, const Local* locals) {
  if (!ref) return {};
  if (!folding_.step() || folding_.depth > Folding::kDepth) return unknown(ref);
  ++folding_.depth;
  Datum out = compute(ref, locals);
  --folding_.depth;
  if (folding_.trace != nullptr) return folding_.trace->at(span(ref), std::move(out));
  return out;
}

Datum Scope::compute(Ref ref, const Local* locals) {
  if (ref.is_token()) return token(ref, locals);
  switch (file_.tree.kind(ref)) {
    case Syntax::string:
      return text(ref, locals);
    case Syntax::object:
      return object(ref, locals);
    case Syntax::array:
      return array(ref, locals);
    case Syntax::parenthesized:
      return eval(child(ref, 1), locals);
    case Syntax::for_:
      return loop(ref, locals);
    case Syntax::binary:
      return binary(ref, locals);
    case Syntax::unary:
      return unary(ref, locals);
    case Syntax::ternary: {
      const Datum test = eval(child(ref, 0), locals);
      if (test.is(DatumKind::boolean)) return eval(child(ref, test.truth() ? 3 : 6), locals);
      const Datum yes = eval(child(ref, 3), locals);
      const Datum no = eval(child(ref, 6), locals);
      return equal(yes, no) == Truth::yes ? yes : unknown(ref);
    }
    case Syntax::non_null:
      return eval(child(ref, 0), locals);
    case Syntax::member:
      return member(ref, locals);
    case Syntax::index:
      return index(ref, locals);
    case Syntax::call:
    case Syntax::method:
      return call(ref, locals);
    default:
      return unknown(ref);
  }
}

Datum Scope::token(Ref ref, const Local* locals) {
  switch (file_.tree.token(ref).type) {
    case TokenType::true_keyword:
      return Datum::of_bool(true);
    case TokenType::false_keyword:
      return Datum::of_bool(false);
    case TokenType::null_keyword:
      return {};
    case TokenType::integer: {
      // A double holds the integers up to 2^53.
      const std::string_view digits = source(ref);
      return digits.size() > 15 ? unknown(ref) : Datum::of_number(std::stod(std::string(digits)));
    }
    default:
      break;
  }
  const std::string_view name = source(ref);
  for (const Local* local = locals; local != nullptr; local = local->outer) {
    if (local->name == name) return local->value;
  }
  return value_of(name, name);
}

Datum Scope::text(Ref ref, const Local* locals) {
  std::string out;
  if (constant_string(file_.tree, ref, out)) {
    // A hole of a shape: its value is not known here.
    return has_mark(out) ? unknown(ref) : Datum::of_string(std::move(out));
  }
  unsigned dollars = 0;
  const bool multi_line = is_multi_line(source(child(ref, 0)), dollars);
  std::vector<Datum> parts;
  for (std::size_t i = 0; i < file_.tree.size(ref); ++i) {
    if (i % 2 == 0) {
      parts.push_back(Datum::of_string(decode(file_.tree, child(ref, i), multi_line, dollars)));
      if (has_mark(parts.back().text())) return unknown(ref);
      continue;
    }
    parts.push_back(eval(child(ref, i), locals));
    if (!is_printed(parts.back())) return unknown(ref);
  }
  return fold::Trace::joined(parts);
}

std::optional<std::string> Scope::key_of(Ref key, const Local* locals) {
  const Datum name =
      key.is_token() ? Datum::of_string(std::string(source(key))) : eval(key, locals);
  return name.is(DatumKind::string) ? std::optional(name.text()) : std::nullopt;
}

Datum Scope::object(Ref ref, const Local* locals) {
  Datum::Entries entries;
  bool open = false;
  for (std::size_t i = 1; i + 1 < file_.tree.size(ref); ++i) {
    const Ref item = child(ref, i);
    if (file_.tree.kind(item) == Syntax::spread) {
      const Datum more = eval(child(item, 1), locals);
      if (more.is(DatumKind::null)) continue;
      if (!more.is(DatumKind::map) || more.open()) {
        open = true;
        entries.clear();  // it may set any of them again
      }
      if (more.is(DatumKind::map))
        entries.insert(entries.end(), more.entries().begin(), more.entries().end());
    } else if (file_.tree.kind(item) == Syntax::property) {
      auto key = key_of(child(item, 0), locals);
      Datum value = eval(child(item, 2), locals);
      if (key)
        entries.push_back({std::move(*key), std::move(value)});
      else
        open = true;
    }
  }
  return open ? Datum::of_open_map(std::move(entries), source(ref))
              : Datum::of_map(std::move(entries));
}

Datum Scope::array(Ref ref, const Local* locals) {
  Datum::Entries entries;
  for (std::size_t i = 1; i + 1 < file_.tree.size(ref); ++i) {
    const Ref item = child(ref, i);
    if (file_.tree.is(item, TokenType::newline) || file_.tree.is(item, TokenType::comma)) continue;
    if (file_.tree.kind(item) != Syntax::spread) {
      entries.push_back({"", eval(item, locals)});
      continue;
    }
    const Datum more = eval(child(item, 1), locals);
    if (!more.is(DatumKind::list)) return unknown(ref);
    entries.insert(entries.end(), more.entries().begin(), more.entries().end());
  }
  return Datum::of_list(std::move(entries));
}

Datum Scope::loop(Ref ref, const Local* locals) {
  const std::vector<Turn> all = turns(ref, locals);
  if (all.size() == 1 && all[0].suffix == "[*]") return unknown(ref);
  Datum::Entries entries;
  for (const Turn& turn : all)
    entries.push_back({"", eval(child(ref, 7), turn.locals.data() + turn.locals.size() - 1)});
  return Datum::of_list(std::move(entries));
}

std::vector<Turn> Scope::turns(Ref loop, const Local* locals) {
  constexpr std::size_t kTurns = 1000;  // Azure allows 800 resources of one loop
  const Ref variables = child(loop, 3);
  const std::string_view item = source(variables.is_token() ? variables : child(variables, 1));
  const std::string_view count =
      variables.is_token() ? std::string_view() : source(child(variables, 3));
  std::vector<Turn> out;
  const auto turn = [&](std::string suffix, Datum value, Datum index) {
    Turn made;
    made.suffix = std::move(suffix);
    made.locals.reserve(2);
    const Local* outer = locals;
    if (!count.empty()) {
      made.locals.push_back({count, std::move(index), outer});
      outer = made.locals.data();
    }
    made.locals.push_back({item, std::move(value), outer});
    out.push_back(std::move(made));
  };
  const Datum list = eval(child(loop, 5), locals);
  if (!list.is(DatumKind::list) || list.entries().size() > kTurns) {
    turn("[*]", Datum::unknown(item), Datum::unknown(count));
    return out;
  }
  std::size_t i = 0;
  for (const Datum::Entry& entry : list.entries()) {
    turn("[" + std::to_string(i) + "]", entry.value, Datum::of_number(static_cast<double>(i)));
    ++i;
  }
  return out;
}

Datum Scope::logic(Ref ref, bool either, const Local* locals) {
  const Datum left = eval(child(ref, 0), locals);
  if (left.is(DatumKind::boolean) && left.truth() == either) return left;
  const Datum right = eval(child(ref, 2), locals);
  if (left.is(DatumKind::boolean)) return right.is(DatumKind::boolean) ? right : unknown(ref);
  return right.is(DatumKind::boolean) && right.truth() == either ? right : unknown(ref);
}

Datum Scope::binary(Ref ref, const Local* locals) {
  const TokenType op = file_.tree.token(child(ref, 1)).type;
  if (op == TokenType::logical_and) return logic(ref, false, locals);
  if (op == TokenType::logical_or) return logic(ref, true, locals);
  const Datum left = eval(child(ref, 0), locals);
  if (op == TokenType::double_question) {
    if (left.is(DatumKind::null)) return eval(child(ref, 2), locals);
    return left.known() ? left : unknown(ref);
  }
  const Datum right = eval(child(ref, 2), locals);
  const std::string_view text = source(ref);
  const auto negated = [&](Truth truth) {
    return truth == Truth::unknown ? Datum::unknown(text) : Datum::of_bool(truth == Truth::no);
  };
  switch (op) {
    case TokenType::equals:
      return of(equal(left, right), text);
    case TokenType::not_equals:
      return negated(equal(left, right));
    case TokenType::equals_insensitive:
      return of(alike(left, right), text);
    case TokenType::not_equals_insensitive:
      return negated(alike(left, right));
    default:
      break;
  }
  if (!left.is(DatumKind::number) || !right.is(DatumKind::number)) return unknown(ref);
  const double a = left.number();
  const double b = right.number();
  switch (op) {
    case TokenType::plus:
      return Datum::of_number(a + b);
    case TokenType::minus:
      return Datum::of_number(a - b);
    case TokenType::asterisk:
      return Datum::of_number(a * b);
    case TokenType::slash:
      return b == 0 ? unknown(ref) : Datum::of_number(std::trunc(a / b));
    case TokenType::percent:
      return b == 0 ? unknown(ref) : Datum::of_number(std::fmod(a, b));
    case TokenType::less:
      return Datum::of_bool(a < b);
    case TokenType::less_equal:
      return Datum::of_bool(a <= b);
    case TokenType::greater:
      return Datum::of_bool(a > b);
    case TokenType::greater_equal:
      return Datum::of_bool(a >= b);
    default:
      return unknown(ref);
  }
}

Datum Scope::unary(Ref ref, const Local* locals) {
  const Datum value = eval(child(ref, 1), locals);
  if (file_.tree.is(child(ref, 0), TokenType::minus))
    return value.is(DatumKind::number) ? Datum::of_number(-value.number()) : unknown(ref);
  return value.is(DatumKind::boolean) ? Datum::of_bool(!value.truth()) : unknown(ref);
}

Datum Scope::member(Ref ref, const Local* locals) {
  const std::string_view name = source(child(ref, 3));
  if (auto referred = reference(child(ref, 0), name, ref, locals)) return *std::move(referred);
  return take(eval(child(ref, 0), locals), Datum::of_string(std::string(name)),
              static_cast<bool>(child(ref, 2)), false, source(ref));
}

Datum Scope::index(Ref ref, const Local* locals) {
  const Datum at = eval(child(ref, 4), locals);
  if (const std::string symbol = symbol_of(child(ref, 0), locals);
      at.is(DatumKind::number) && file_.resources.contains(symbol))
    return Datum::unknown(symbol + "[" + fold::to_text(at).value_or("") + "]");
  return take(eval(child(ref, 0), locals), at, static_cast<bool>(child(ref, 2)),
              static_cast<bool>(child(ref, 3)), source(ref));
}

NodeId Scope::add(Document& document, Ref ref, const Local* locals) {
  const Syntax kind = file_.tree.kind(ref);
  if (kind == Syntax::array) {
    bool plain = true;
    for (std::size_t i = 1; i + 1 < file_.tree.size(ref); ++i)
      plain = plain && file_.tree.kind(child(ref, i)) != Syntax::spread;
    if (plain) {
      const NodeId list = document.add_list(span(ref));
      for (std::size_t i = 1; i + 1 < file_.tree.size(ref); ++i) {
        const Ref item = child(ref, i);
        if (!file_.tree.is(item, TokenType::newline) && !file_.tree.is(item, TokenType::comma))
          document.append(list, add(document, item, locals));
      }
      return list;
    }
  }
  if (kind == Syntax::object) {
    const NodeId map = document.add_map(span(ref));
    bool plain = true;
    for (std::size_t i = 1; i + 1 < file_.tree.size(ref) && plain; ++i) {
      const Ref item = child(ref, i);
      if (file_.tree.kind(item) == Syntax::spread) plain = false;
      if (file_.tree.kind(item) != Syntax::property) continue;
      const auto key = key_of(child(item, 0), locals);
      plain = key && !document.node(map).find(*key);
      if (plain)
        document.append(map, *key, span(child(item, 0)), add(document, child(item, 2), locals));
    }
    if (plain) return map;
  }
  return fold::add(document, eval(ref, locals), span(ref));
}

}  // namespace formwork::lang::bicep
