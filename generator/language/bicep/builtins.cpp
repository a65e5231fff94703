// Calls of Bicep's own functions: the table, conversions, numbers and networks.
#include "language/bicep/builtins.h"

#include "language/scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace formwork::lang::bicep {

bool all_strings(const Arguments& a) {
  return std::all_of(a.begin(), a.end(), [](const Datum& d) { return d.is(DatumKind::string); });
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Datum number(std::size_t value) {
  return Datum::of_number(static_cast<double>(value));
}

/// A whole number not below 0.
std::optional<std::size_t> count(const Datum& datum) {
  if (!datum.is(DatumKind::number) || datum.number() < 0 || datum.number() > 1e9) return {};
  return static_cast<std::size_t>(datum.number());
}

namespace {

Result to_int(const Arguments& a) {
  if (a.size() != 1) return {};
  const auto value = fold::to_number(a[0]);
  return value && *value == std::trunc(*value) ? Result(Datum::of_number(*value)) : Result();
}
Result to_string(const Arguments& a) {
  if (a.size() != 1) return {};
  auto text = printed(a[0]);
  return text ? Result(Datum::of_string(std::move(*text))) : Result();
}
Result to_boolean(const Arguments& a) {
  if (a.size() != 1) return {};
  if (a[0].is(DatumKind::number)) return Datum::of_bool(a[0].number() != 0);
  const auto value = fold::to_bool(a[0]);
  return value ? Result(Datum::of_bool(*value)) : Result();
}
Result to_array(const Arguments& a) {
  if (a.size() != 1) return {};
  return a[0].is(DatumKind::list) ? a[0] : Datum::of_list({{"", a[0]}});
}
Result any(const Arguments& a) {
  return a.size() == 1 ? Result(a[0]) : Result();
}

Result coalesce(const Arguments& a) {
  for (const Datum& datum : a) {
    if (!datum.known()) return {};
    if (!datum.is(DatumKind::null)) return datum;
  }
  return Datum();
}

/// Numbers alone: `json('1.5')` is how a fraction is written.
Result json(const Arguments& a) {
  if (a.size() != 1 || !a[0].is(DatumKind::string)) return {};
  const std::string& text = a[0].text();
  if (text == "null") return Datum();
  if (text == "true" || text == "false") return Datum::of_bool(text == "true");
  if (text.empty() || !(is_digit(text[0]) || text[0] == '-') || !is_digit(text.back())) return {};
  const auto value = fold::to_number(a[0]);
  return value ? Result(Datum::of_number(*value)) : Result();
}

struct Network {
  std::uint32_t address = 0;
  unsigned prefix = 0;
};

std::optional<Network> network(const Datum& datum) {
  if (!datum.is(DatumKind::string)) return {};
  const std::string& text = datum.text();
  Network out;
  const char* at = text.data();
  const char* end = at + text.size();
  for (int i = 0; i < 4; ++i) {
    unsigned octet = 0;
    const auto read = std::from_chars(at, end, octet);
    const char due = i == 3 ? '/' : '.';
    if (read.ec != std::errc() || octet > 255 || read.ptr == end || *read.ptr != due) return {};
    out.address = out.address << 8U | octet;
    at = read.ptr + 1;
  }
  const auto read = std::from_chars(at, end, out.prefix);
  if (read.ec != std::errc() || read.ptr != end || out.prefix > 32) return {};
  return out;
}

std::string address_text(std::uint32_t address) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += std::to_string(address >> static_cast<unsigned>(shift) & 0xFFU);
    if (shift != 0) out += '.';
  }
  return out;
}

std::uint64_t size_of(unsigned prefix) {
  return std::uint64_t{1} << (32 - prefix);
}

Result cidr_subnet(const Arguments& a) {
  if (a.size() != 3) return {};
  const auto whole = network(a[0]);
  const auto prefix = count(a[1]);
  const auto at = count(a[2]);
  if (!whole || !prefix || !at || *prefix > 32 || *prefix < whole->prefix) return {};
  const auto size = size_of(static_cast<unsigned>(*prefix));
  if (*at >= size_of(whole->prefix) / size) return {};
  const std::uint64_t base = whole->address / size_of(whole->prefix) * size_of(whole->prefix);
  return Datum::of_string(address_text(static_cast<std::uint32_t>(base + *at * size)) + "/" +
                          std::to_string(*prefix));
}

Result cidr_host(const Arguments& a) {
  if (a.size() != 2) return {};
  const auto whole = network(a[0]);
  const auto at = count(a[1]);
  // The first address is the network's own.
  if (!whole || !at || whole->prefix > 30 || *at + 2 >= size_of(whole->prefix)) return {};
  const std::uint64_t base = whole->address / size_of(whole->prefix) * size_of(whole->prefix);
  return Datum::of_string(address_text(static_cast<std::uint32_t>(base + 1 + *at)));
}

constexpr std::array<Function, 9> kFunctions = {{
    {"any", any},
    {"array", to_array},
    {"bool", to_boolean},
    {"cidrHost", cidr_host},
    {"cidrSubnet", cidr_subnet},
    {"coalesce", coalesce},
    {"int", to_int},
    {"json", json},
    {"string", to_string},
}};

const Function* find(std::string_view name) {
  if (const Function* text = find_text_function(name)) return text;
  if (const Function* list = find_list_function(name)) return list;
  const auto found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                  [&](const Function& f) { return f.name == name; });
  return found == kFunctions.end() ? nullptr : &*found;
}

}  // namespace

Datum call_function(std::string_view name, const std::vector<Datum>& arguments,
                    std::string_view text) {
  // Which subscription it is, Azure says; the rest of the id is known.
  if (name == "subscriptionResourceId" && arguments.size() == 2 && all_strings(arguments)) {
    return Datum::unknown("'${subscription().id}/providers/" + arguments[0].text() + "/" +
                          arguments[1].text() + "'");
  }
  const Function* function = find(name);
  if (function == nullptr) return Datum::unknown(text);
  for (const Datum& argument : arguments) {
    if (!argument.known()) return Datum::unknown(text);
  }
  Result result = function->compute(arguments);
  return result && result->kind() != DatumKind::failed ? *std::move(result) : Datum::unknown(text);
}

}  // namespace formwork::lang::bicep
