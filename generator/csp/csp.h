#pragma once
// Content security policies: CSP Level 3 (https://www.w3.org/TR/CSP3/), its own words and
// algorithms.
#include "diag/codes.h"
#include "document/node.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

struct Directive {
  std::string name;                 // ASCII lower case
  std::vector<std::string> values;  // source expressions or tokens, as written
  friend bool operator==(const Directive&, const Directive&) = default;
};

struct Policy {
  std::vector<Directive>
      directives;  // in written order; a duplicate directive's later ones are dropped (CSP3 2.2.1)
  [[nodiscard]] const Directive* find(std::string_view name) const;
  friend bool operator==(const Policy&, const Policy&) = default;
};

/// "Parse a serialized CSP" (CSP3 section 2.2.1).
[[nodiscard]] Policy parse(std::string_view serialized);
/// "Parse a serialized CSP list": policies split at commas (section 2.2.2); empty ones dropped.
[[nodiscard]] std::vector<Policy> parse_list(std::string_view serialized);
/// `default-src 'self'; object-src 'none'`: directives in written order, one space, "; ".
[[nodiscard]] std::string serialize(const Policy& policy);
/// Normal form: directives by name, sources sorted and without repeats, schemes and hosts in lower
/// case.
[[nodiscard]] Policy normal(const Policy& policy);
/// True if both mean the same: equal normal forms.
[[nodiscard]] bool same_meaning(const Policy& a, const Policy& b);
/// What `found` has otherwise than `expected`, by directive and source: "`base-uri` is gone",
/// "`default-src` gains `https:`". Empty where both mean the same.
[[nodiscard]] std::vector<std::string> differences(const Policy& expected, const Policy& found);

/// A value of the spec that cannot stand in a policy.
struct Problem {
  Node node;
  std::string message;
  std::string help{};
};
/// From the spec's typed map {default-src: ["'self'"], …}, in byte order of the names; a text is a
/// list of one, `true` and [] a directive without values, `false` none. `;`, `,`, white space,
/// non-ASCII, a literal nonce and a keyword without its quotes are named in `problems`.
[[nodiscard]] Policy from_spec(Node directives, std::vector<Problem>& problems);

}  // namespace formwork::csp
