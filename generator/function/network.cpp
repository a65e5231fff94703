#include "function/network.h"

#include "base/text.h"
#include "function/function_groups.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace formwork::function {
namespace {

std::optional<Prefix> prefix_of(EvalContext& context, const Value& value) {
  const std::string shown = "`" + printable(value.text()) + "`";
  const auto prefix = parse_prefix(value.text());
  if (!prefix) {
    fail(context, shown + " is no network prefix", "write it as `10.0.0.0/16` or `fd00::/48`");
    return std::nullopt;
  }
  if (has_host_bits(*prefix)) {
    Prefix network = *prefix;
    for (int bit = network.length; bit < network.bits; ++bit) set_bits(network, bit, 1, 0);
    fail(context, shown + " has bits set past its length",
         "did you mean `" + address_text(network) + "/" + std::to_string(network.length) + "`?");
    return std::nullopt;
  }
  return prefix;
}

/// True if `number` needs at most `bits` bits.
bool fits_in(std::uint64_t number, int bits) {
  return bits >= 64 || number < (std::uint64_t{1} << bits);
}

Value subnet(EvalContext& context, Arguments a) {
  auto prefix = prefix_of(context, a[0]);
  if (!prefix) return Value::unknown();
  const std::int64_t more = a[1].as_int();
  const std::int64_t index = a[2].as_int();
  if (more < 0 || more > prefix->bits - prefix->length) {
    return fail(context, "`" + std::string(a[0].text()) + "` has " +
                             std::to_string(prefix->bits - prefix->length) +
                             " bits for subnets, not " + std::to_string(more));
  }
  const int bits = static_cast<int>(more);
  if (index < 0 || !fits_in(static_cast<std::uint64_t>(index), bits)) {
    return fail(context, "subnet " + std::to_string(index) + " does not exist: " +
                             std::to_string(bits) + " new bits give subnets 0 to " +
                             (bits >= 63 ? "2^" + std::to_string(bits) + " - 1"
                                         : std::to_string((std::int64_t{1} << bits) - 1)));
  }
  set_bits(*prefix, prefix->length, bits, static_cast<std::uint64_t>(index));
  prefix->length += bits;
  return keep(context, address_text(*prefix) + '/' + std::to_string(prefix->length));
}

Value host(EvalContext& context, Arguments a) {
  auto prefix = prefix_of(context, a[0]);
  if (!prefix) return Value::unknown();
  const std::int64_t index = a[1].as_int();
  const int bits = prefix->bits - prefix->length;
  if (index < 0 || !fits_in(static_cast<std::uint64_t>(index), bits)) {
    return fail(context, "`" + std::string(a[0].text()) + "` has no host " + std::to_string(index));
  }
  set_bits(*prefix, prefix->length, bits, static_cast<std::uint64_t>(index));
  return keep(context, address_text(*prefix));
}

Value contains(EvalContext& context, Arguments a) {
  const auto outer = prefix_of(context, a[0]);
  if (!outer) return Value::unknown();
  const bool address = a[1].text().find('/') == std::string_view::npos;
  auto inner = parse_prefix(std::string(a[1].text()) +
                            (!address                                          ? ""
                             : a[1].text().find(':') == std::string_view::npos ? "/32"
                                                                               : "/128"));
  if (!inner) {
    return fail(context,
                "`" + printable(a[1].text()) + "` is neither a network prefix nor an address");
  }
  if (inner->bits != outer->bits || inner->length < outer->length) return Value::of_bool(false);
  for (int bit = outer->length; bit < inner->bits; ++bit) set_bits(*inner, bit, 1, 0);
  return Value::of_bool(inner->bytes == outer->bytes);
}

}  // namespace

std::optional<Prefix> parse_prefix(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string address(text.substr(0, slash));
  const std::string_view length = text.substr(slash + 1);
  Prefix out;
  out.bits = address.find(':') == std::string::npos ? 32 : 128;
  if (address.find('\0') != std::string::npos ||
      inet_pton(out.bits == 32 ? AF_INET : AF_INET6, address.c_str(), out.bytes.data()) != 1) {
    return std::nullopt;
  }
  const auto [end, status] =
      std::from_chars(length.data(), length.data() + length.size(), out.length);
  const bool plain =
      !length.empty() && length.front() != '-' && (length.front() != '0' || length == "0");
  if (!plain || status != std::errc() || end != length.data() + length.size() ||
      out.length > out.bits) {
    return std::nullopt;
  }
  return out;
}

bool has_host_bits(const Prefix& prefix) {
  for (int bit = prefix.length; bit < prefix.bits; ++bit) {
    if ((prefix.bytes[static_cast<std::size_t>(bit / 8)] >> (7 - bit % 8) & 1) != 0) return true;
  }
  return false;
}

std::string address_text(const Prefix& prefix) {
  char buffer[INET6_ADDRSTRLEN];
  inet_ntop(prefix.bits == 32 ? AF_INET : AF_INET6, prefix.bytes.data(), buffer, sizeof buffer);
  return buffer;
}

void set_bits(Prefix& prefix, int from, int count, std::uint64_t number) {
  for (int bit = from + count - 1; bit >= from; --bit, number >>= 1) {
    std::uint8_t& byte = prefix.bytes[static_cast<std::size_t>(bit / 8)];
    const auto mask = static_cast<std::uint8_t>(1U << (7 - bit % 8));
    byte = static_cast<std::uint8_t>((number & 1) != 0 ? byte | mask : byte & ~mask);
  }
}

void add_network_functions(std::vector<Function>& out) {
  const TypeRef s = string();
  add(out, "cidr_subnet(prefix, newbits, index)", {s, integer(), integer()}, s, subnet,
      "subnet `index` of a prefix that is made `newbits` longer: `10.0.0.0/16`, 8, 2 is "
      "`10.0.2.0/24`");
  add(out, "cidr_host(prefix, index)", {s, integer()}, s, host,
      "address `index` of a prefix: `10.0.2.0/24`, 5 is `10.0.2.5`");
  add(out, "cidr_contains(prefix, other)", {s, s}, boolean(), contains,
      "true if an address or a prefix lies within a prefix");
}

}  // namespace formwork::function
