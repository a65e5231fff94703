#include "parity/references.h"

#include <fmt/format.h>

#include <vector>

namespace formwork::parity {
namespace {

/// `a.b["c"].d[0]` as a, b, ["c"], d, [0]; nothing if it is more than a reference.
std::optional<std::vector<std::string>> steps(std::string_view text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  while (at < text.size()) {
    if (text[at] == '[') {
      const std::size_t end = text.find(']', at);
      if (end == std::string_view::npos || out.empty()) return {};
      std::string_view inner = text.substr(at + 1, end - at - 1);
      const bool quoted = inner.size() >= 2 && (inner.front() == '"' || inner.front() == '\'') &&
                          inner.back() == inner.front();
      if (quoted) inner = inner.substr(1, inner.size() - 2);
      if (!quoted && inner.find_first_not_of("0123456789") != std::string_view::npos) return {};
      out.push_back((quoted ? "[\"" : "[") + std::string(inner) + (quoted ? "\"]" : "]"));
      at = end + 1;
    } else {
      const std::size_t begin = at;
      while (at < text.size() && is_word(text[at])) ++at;
      if (at == begin) return {};
      out.emplace_back(text.substr(begin, at - begin));
    }
    while (at < text.size() && (text[at] == '!' || text[at] == '?')) ++at;
    if (at < text.size() && text[at] == '.') {
      if (++at == text.size()) return {};
      if (text[at] == '?') ++at;
    } else if (at < text.size() && text[at] != '[') {
      return {};
    }
  }
  return out;
}

std::string word(const std::string& step) {
  std::string_view text = step;
  if (text.starts_with("[\"")) text = text.substr(2, text.size() - 4);
  if (text.starts_with('[')) text = text.substr(1, text.size() - 2);
  return folded_name(text);
}

}  // namespace

void Names::add_instances(const InstancePair& pair) {
  if (pair.terraform == nullptr || pair.bicep == nullptr) return;
  ++next_;
  terraform_.calls.emplace(pair.terraform->name, next_);
  bicep_.calls.emplace(pair.bicep->name, next_);
}

void Names::add_match(const Match& match) {
  if (match.skip != 0) return;  // an element has no name in Bicep
  ++next_;
  terraform_.resources.emplace(match.terraform->instance + "/" + match.terraform->local, next_);
  bicep_.resources.emplace(match.bicep->instance + "/" + match.bicep->local, next_);
}

std::optional<std::string> Names::reference(std::string_view text, const std::string& scope,
                                            bool bicep) const {
  const auto parts = steps(text);
  if (!parts || parts->empty()) return {};
  const Side& side = bicep ? bicep_ : terraform_;
  const std::vector<std::string>& p = *parts;
  std::size_t at = bicep ? 0 : 1;
  const bool module = bicep ? p.size() > 2 : p.size() > 2 && p[0] == "module";
  if (module) {
    std::string call = p[at++];
    if (at < p.size() && p[at].starts_with('[')) call += p[at++];
    if (!bicep || (at < p.size() && p[at] == "outputs")) {
      if (bicep) ++at;
      const auto it = side.calls.find(call);
      if (it == side.calls.end() || at == p.size()) return {};
      std::string out = fmt::format("module {}", it->second);
      for (; at < p.size(); ++at) out += "." + word(p[at]);
      return out;
    }
  }
  // A resource of the same module.
  std::string local = p[0];
  at = 1;
  if (!bicep) {
    if (p.size() < 3) return {};
    local += "." + p[at++];
  }
  if (at < p.size() && p[at].starts_with('[')) local += p[at++];
  const auto it = side.resources.find(scope + "/" + local);
  if (it == side.resources.end()) return {};
  // A symbol stands for its id; of `properties.principalId` the last word counts.
  return fmt::format("resource {}.{}", it->second, at == p.size() ? "id" : word(p.back()));
}

std::optional<std::string> Names::any(std::string_view text, const std::string& scope,
                                      bool bicep) const {
  const char quote = bicep ? '\'' : '"';
  if (text.size() < 2 || text.front() != quote || text.back() != quote)
    return reference(text, scope, bicep);
  text = text.substr(1, text.size() - 2);
  std::string out = "text ";
  while (!text.empty()) {
    const std::size_t begin = text.find("${");
    out += text.substr(0, begin);
    if (begin == std::string_view::npos) return out;
    const std::size_t end = text.find('}', begin);
    if (end == std::string_view::npos) return {};
    const auto part = reference(text.substr(begin + 2, end - begin - 2), scope, bicep);
    if (!part) return {};
    out += "{" + *part + "}";
    text.remove_prefix(end + 1);
  }
  return out;
}

std::optional<std::string> Names::terraform(std::string_view text, const std::string& scope) const {
  return any(text, scope, false);
}
std::optional<std::string> Names::bicep(std::string_view text, const std::string& scope) const {
  return any(text, scope, true);
}

}  // namespace formwork::parity
