// Any bytes as a policy: what is parsed prints and parses back to itself, and its normal form is
// one.
#include "csp/compare.h"
#include "csp/headers.h"
#include "csp/lint.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formwork;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const csp::Policy policy = csp::parse(text);
  if (csp::parse(csp::serialize(policy)) != policy) std::abort();
  const csp::Policy normal = csp::normal(policy);
  if (csp::normal(normal) != normal || !csp::same_meaning(policy, normal)) std::abort();
  for (const csp::Lint& finding : csp::lint_text(text)) {
    if (finding.id.empty() || finding.message.empty()) std::abort();
  }
  for (const csp::Policy& part : csp::parse_list(text)) {
    if (part.directives.empty()) std::abort();
  }
  const auto policies = csp::parse_list(text);
  if (csp::compare(policies, policies).verdict != csp::Verdict::equal) std::abort();
  if (csp::compare({policy}, {normal}).verdict != csp::Verdict::equal) std::abort();
  const int score = csp::score(policy).value;
  if (score < 75 || score > 110) std::abort();
  std::vector<csp::HeaderProblem> problems;
  for (const csp::Hop& hop : csp::parse_headers(text, problems)) {
    if (hop.status < 200 || hop.line == 0) std::abort();
  }
  return 0;
}
