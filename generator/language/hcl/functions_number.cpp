// Numbers, and IPv4 networks.
#include "language/hcl/functions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace formwork::lang::hcl {
namespace {

using fold::to_number;
using fold::to_text;

using Numbers = std::vector<double>;

/// All arguments, or the items of the only one, as numbers.
std::optional<Numbers> numbers(const Arguments& a) {
  Numbers out;
  for (const Datum& argument : a) {
    const auto number = to_number(argument);
    if (!number) return {};
    out.push_back(*number);
  }
  return out;
}

template <class Apply>
Datum of_numbers(const Arguments& a, const Apply& apply) {
  const auto all = numbers(a);
  return all && !all->empty() ? Datum::of_number(apply(*all)) : no_value();
}

Datum sum(const Arguments& a) {
  Arguments items;
  for (const Datum::Entry& entry : a[0].entries()) items.push_back(entry.value);
  return of_numbers(items,
                    [](const Numbers& n) { return std::accumulate(n.begin(), n.end(), 0.0); });
}

Datum parse_int(const Arguments& a) {
  const auto text = to_text(a[0]);
  const auto base = to_number(a[1]);
  if (!text || !base || *base < 2 || *base > 36) return no_value();
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(text->data(), text->data() + text->size(), value, static_cast<int>(*base));
  if (error != std::errc() || end != text->data() + text->size()) return no_value();
  return Datum::of_number(static_cast<double>(value));
}

struct Network {
  std::uint32_t address = 0;
  unsigned prefix = 0;
};

std::optional<std::uint32_t> number_until(std::string_view& text, char end, std::uint32_t most) {
  std::uint32_t value = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto used = static_cast<std::size_t>(at - text.data());
  if (error != std::errc() || value > most) return {};
  if (end == '\0') return used == text.size() ? std::optional(value) : std::nullopt;
  if (used >= text.size() || text[used] != end) return {};
  text.remove_prefix(used + 1);
  return value;
}

/// `10.0.0.0/16`; IPv6 is nothing.
std::optional<Network> network(const Datum& datum) {
  const auto text = to_text(datum);
  if (!text) return {};
  std::string_view rest = *text;
  Network out;
  for (int i = 0; i < 4; ++i) {
    const auto part = number_until(rest, i == 3 ? '/' : '.', 255);
    if (!part) return {};
    out.address = out.address << 8U | *part;
  }
  const auto prefix = number_until(rest, '\0', 32);
  if (!prefix) return {};
  out.prefix = *prefix;
  out.address &= out.prefix == 0 ? 0 : ~std::uint32_t{0} << (32 - out.prefix);
  return out;
}

bool is_ipv6(const Datum& datum) {
  return datum.is(DatumKind::string) && datum.text().find(':') != std::string::npos;
}

std::string written(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24U, address >> 16U & 255U, address >> 8U & 255U,
                     address & 255U);
}

std::optional<Network> subnet(const Network& of, double more, double number) {
  if (more < 0 || more != std::floor(more) || of.prefix + more > 32) return {};
  const unsigned prefix = of.prefix + static_cast<unsigned>(more);
  if (number < 0 || number != std::floor(number) || number >= std::exp2(more)) return {};
  const std::uint64_t at = static_cast<std::uint64_t>(number) << (32 - prefix);
  return Network{of.address | static_cast<std::uint32_t>(at), prefix};
}

Datum cidr_subnet(const Arguments& a) {
  if (is_ipv6(a[0])) return Datum::unknown("");
  const auto of = network(a[0]);
  const auto more = to_number(a[1]);
  const auto number = to_number(a[2]);
  if (!of || !more || !number) return no_value();
  const auto made = subnet(*of, *more, *number);
  if (!made) return no_value();
  return Datum::of_string(fmt::format("{}/{}", written(made->address), made->prefix));
}

/// Consecutive networks, each at the next place that fits it.
Datum cidr_subnets(const Arguments& a) {
  if (is_ipv6(a[0])) return Datum::unknown("");
  const auto of = network(a[0]);
  if (!of) return no_value();
  std::uint64_t next = of->address;
  const std::uint64_t end = of->address + (std::uint64_t{1} << (32 - of->prefix));
  Datum::Entries out;
  for (std::size_t i = 1; i < a.size(); ++i) {
    const auto more = to_number(a[i]);
    if (!more || *more < 1 || of->prefix + *more > 32) return no_value();
    const unsigned prefix = of->prefix + static_cast<unsigned>(*more);
    const std::uint64_t size = std::uint64_t{1} << (32 - prefix);
    next = (next + size - 1) / size * size;
    if (next + size > end) return no_value();
    out.push_back({{},
                   Datum::of_string(
                       fmt::format("{}/{}", written(static_cast<std::uint32_t>(next)), prefix))});
    next += size;
  }
  return Datum::of_list(std::move(out));
}

Datum cidr_host(const Arguments& a) {
  if (is_ipv6(a[0])) return Datum::unknown("");
  const auto of = network(a[0]);
  const auto number = to_number(a[1]);
  if (!of || !number || *number != std::floor(*number)) return no_value();
  const double size = std::exp2(32 - of->prefix);
  const double at = *number < 0 ? size + *number : *number;
  if (at < 0 || at >= size) return no_value();
  return Datum::of_string(written(of->address + static_cast<std::uint32_t>(at)));
}

Datum cidr_netmask(const Arguments& a) {
  const auto of = network(a[0]);
  if (!of) return no_value();
  return Datum::of_string(written(of->prefix == 0 ? 0 : ~std::uint32_t{0} << (32 - of->prefix)));
}

}  // namespace

const std::vector<Function>& number_functions() {
  static const std::vector<Function> kTable = {
      {"abs", Asks::whole, 1, 1,
       [](const Arguments& a) {
         return of_numbers(a, [](const Numbers& n) { return std::fabs(n[0]); });
       }},
      {"ceil", Asks::whole, 1, 1,
       [](const Arguments& a) {
         return of_numbers(a, [](const Numbers& n) { return std::ceil(n[0]); });
       }},
      {"floor", Asks::whole, 1, 1,
       [](const Arguments& a) {
         return of_numbers(a, [](const Numbers& n) { return std::floor(n[0]); });
       }},
      {"max", Asks::whole, 1, kAny,
       [](const Arguments& a) {
         return of_numbers(a,
                           [](const Numbers& n) { return *std::max_element(n.begin(), n.end()); });
       }},
      {"min", Asks::whole, 1, kAny,
       [](const Arguments& a) {
         return of_numbers(a,
                           [](const Numbers& n) { return *std::min_element(n.begin(), n.end()); });
       }},
      {"pow", Asks::whole, 2, 2,
       [](const Arguments& a) {
         return of_numbers(a, [](const Numbers& n) { return std::pow(n[0], n[1]); });
       }},
      {"signum", Asks::whole, 1, 1,
       [](const Arguments& a) {
         return of_numbers(a, [](const Numbers& n) {
           return n[0] < 0 ? -1.0 : n[0] > 0 ? 1.0 : 0.0;
         });
       }},
      {"sum", Asks::whole, 1, 1, sum},
      {"parseint", Asks::whole, 2, 2, parse_int},
      {"cidrsubnet", Asks::whole, 3, 3, cidr_subnet},
      {"cidrsubnets", Asks::whole, 2, kAny, cidr_subnets},
      {"cidrhost", Asks::whole, 2, 2, cidr_host},
      {"cidrnetmask", Asks::whole, 1, 1, cidr_netmask},
  };
  return kTable;
}

}  // namespace formwork::lang::hcl
