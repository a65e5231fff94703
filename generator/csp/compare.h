#pragma once
// Which of two policies allows more, directive by directive, with something that proves it.
//
// What a browser asks of a policy is put to both: every request, element, `eval` and so on that
// their sources can tell apart. Hosts, paths, ports, hashes and nonces that neither names are all
// alike, so one of each stands for the rest (docs/csp.md, "Comparison").
#include "csp/match.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

enum class Verdict : unsigned char { equal, stricter, weaker, incomparable };
[[nodiscard]] std::string_view name(Verdict verdict);

/// Something that one side allows and the other does not.
struct Witness {
  std::string text{};       // "https://evil.example", "inline scripts"
  std::string by{};         // the directive that lets it pass; empty where none restricts it
  std::string source{};     // and its source; empty where the directive is absent
  std::string denied_by{};  // the directive of the other side that does not
};

/// What policies say of one effective directive.
struct DirectiveComparison {
  std::string directive{};  // "script-src-elem", "base-uri"
  Verdict verdict = Verdict::equal;
  std::vector<Witness> gained{};  // allowed by `head` alone: one for each of its sources
  std::vector<Witness> lost{};    // allowed by `base` alone: one for each of its sources
};

struct Comparison {
  Verdict verdict = Verdict::equal;  // of `head`: weaker, if it allows more
  std::vector<DirectiveComparison> directives{};
};

struct CompareOptions {
  Origin origin{};
  /// Leaves out what only named hosts, paths, hashes and nonces tell apart: for environments, which
  /// have hosts of their own.
  bool names = true;
};

/// Each side is a list of enforced policies: what all of them allow is allowed. No policy allows
/// everything. Directives that only say where violations are reported to are of no account.
[[nodiscard]] Comparison compare(const std::vector<Policy>& base, const std::vector<Policy>& head,
                                 const CompareOptions& options = {});

/// What `head` allows by one source of one directive, and `base` did not.
struct Weakening {
  std::string directive{};           // that of `base` where `head` has none
  std::string source{};              // empty where the directive is absent from `head`
  std::string witness{};             // "https://evil.example"
  std::vector<std::string> where{};  // effective directives
};
[[nodiscard]] std::vector<Weakening> weakenings(const Comparison& comparison);

}  // namespace formwork::csp
