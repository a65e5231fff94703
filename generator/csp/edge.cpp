#include "csp/edge.h"

#include "csp/grammar.h"

#include <algorithm>
#include <array>

namespace formwork::csp {
namespace {

constexpr std::array<Edge, 5> kEdges = {{
    {"alb", "AWS Load Balancer Controller",
     "`listener-attributes.HTTPS-443` of an Ingress (an Application Load Balancer)", 0, 1, 0,
     "an attribute for each header it knows; one policy for the listener, never report-only",
     "Elastic Load Balancing API, `ListenerAttribute`; it names no length"},
    {"front-door", "Azure Front Door",
     "`response_header_action` of a rule set's rules (Terraform), `ModifyResponseHeader` (Bicep)",
     640, 10, 0,
     "`Overwrite` sets the beginning, each `Append` adds a piece; five actions a rule, rules in "
     "their order",
     "Azure documentation: Front Door limits (header value of an action: 640 characters; 100 rules "
     "a rule set), rule set actions (five a rule; `Append` adds no delimiter). Ten pieces are our "
     "own bound"},
    {"gateway", "Gateway API", "`ResponseHeaderModifier` of an HTTPRoute's rules", 4096, 1, 0,
     "an item of `set`, so that no browser sees two",
     "Gateway API v1, `HTTPHeader.value`: maxLength 4096"},
    {"ingress-nginx", "ingress-nginx",
     "the ConfigMap of the annotation `custom-headers` of an Ingress", 0, 1, 0,
     "an item of `data`, set in place of what the service sends (`more_set_headers`)",
     "ingress-nginx, annotations: Custom Headers"},
    {"static-web-apps", "Azure Static Web Apps", "`globalHeaders` of `staticwebapp.config.json`", 0,
     1, 20'000, "a member of `globalHeaders`; `headers` of a route would replace it there",
     "Azure documentation: Static Web Apps configuration, restrictions (file: 20 KB, taken for "
     "20,000 bytes)"},
}};

bool blank(char c) {
  return c == ' ';
}

/// Where a piece of at most `most` bytes ends that lies wholly within words at both sides.
std::size_t within_a_word(std::string_view text, std::size_t most) {
  std::size_t cut = most;
  while (cut > 1 && (blank(text[cut - 1]) || blank(text[cut]))) --cut;
  return cut;
}

std::vector<std::string> cut(std::string_view text, std::size_t most, bool at_directives) {
  std::vector<std::string> out;
  while (text.size() > most) {
    std::size_t end = within_a_word(text, most);
    std::size_t next = end;
    if (at_directives) {
      const std::size_t semicolon = text.substr(0, most).rfind(';');
      if (semicolon != std::string_view::npos && semicolon != 0) {
        end = semicolon + 1;
        next = std::min(text.find_first_not_of(' ', end), text.size());
      }
    }
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(next);
  }
  if (!text.empty()) out.emplace_back(text);
  return out;
}

}  // namespace

std::span<const Edge> edges() {
  return kEdges;
}

const Edge* find_edge(std::string_view id) {
  const auto it =
      std::find_if(kEdges.begin(), kEdges.end(), [&](const Edge& e) { return e.id == id; });
  return it == kEdges.end() ? nullptr : &*it;
}

std::vector<std::string> pieces(const Edge& edge, std::string_view serialized) {
  if (edge.value_bytes == 0 || edge.pieces == 1 || serialized.size() <= edge.value_bytes)
    return {std::string(serialized)};
  auto whole_directives = cut(serialized, edge.value_bytes, true);
  if (whole_directives.size() <= edge.pieces) return whole_directives;
  return cut(serialized, edge.value_bytes, false);
}

std::optional<OverBudget> over_budget(const Edge& edge, const Policy& policy) {
  const std::string text = serialize(policy);
  const std::size_t limit =
      edge.value_bytes != 0 ? edge.value_bytes * edge.pieces : edge.file_bytes;
  if (limit == 0 || (text.size() <= limit && pieces(edge, text).size() <= edge.pieces)) return {};
  return OverBudget{text.size(), limit, ways_out(policy)};
}

}  // namespace formwork::csp
