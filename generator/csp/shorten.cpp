// Ways to make a policy shorter, with what each saves. Nothing is done by itself: a policy is what
// its owner wrote.
#include "base/text.h"
#include "csp/edge.h"
#include "csp/grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace formwork::csp {
namespace {

using Values = std::vector<std::string>;

struct Way {
  std::size_t saves = 0;
  std::string text{};
};

/// The directives that stand in for an absent one, nearest first (CSP3 section 6.8.3).
std::vector<std::string_view> fallbacks(std::string_view name) {
  if (name == "script-src-elem" || name == "script-src-attr") return {"script-src", "default-src"};
  if (name == "style-src-elem" || name == "style-src-attr") return {"style-src", "default-src"};
  if (name == "worker-src") return {"child-src", "script-src", "default-src"};
  if (name == "frame-src") return {"child-src", "default-src"};
  if (name != "default-src" && name.ends_with("-src")) return {"default-src"};
  return {};
}

std::size_t length(const Directive& directive) {
  std::size_t bytes = directive.name.size() + 2;  // with its `; `
  for (const std::string& value : directive.values) bytes += value.size() + 1;
  return bytes;
}

struct HostSource {
  std::string scheme{}, host{}, path{};
};

/// The parts of `https://a.example/x`; nothing of a keyword, hash, nonce or scheme.
std::optional<HostSource> host_source(std::string_view source) {
  if (source.empty() || source.front() == '\'' || is_scheme(source)) return {};
  HostSource out;
  if (const std::size_t scheme = source.find("://"); scheme != std::string_view::npos) {
    out.scheme = lower(source.substr(0, scheme));
    source.remove_prefix(scheme + 3);
  }
  const std::size_t slash = std::min(source.find('/'), source.size());
  out.host = lower(source.substr(0, slash));
  out.path = std::string(source.substr(slash));
  return out;
}

/// True if whatever `narrow` lets in `wide` lets in as well. May say no of what is so.
bool covers(const std::string& wide, const std::string& narrow) {
  if (wide == narrow) return false;
  const auto inner = host_source(narrow);
  if (!inner) return false;
  if (is_scheme(wide)) return inner->scheme + ":" == lower(wide);
  if (wide == "*") return inner->scheme.empty() || inner->scheme == "https";
  const auto outer = host_source(wide);
  if (!outer || outer->scheme != inner->scheme) return false;
  const bool path = outer->path.empty() || outer->path == inner->path ||
                    (outer->path.ends_with('/') && inner->path.starts_with(outer->path));
  const bool host = outer->host == inner->host ||
                    (outer->host.starts_with("*.") &&
                     inner->host.ends_with(std::string_view(outer->host).substr(1)) &&
                     inner->host.size() >= outer->host.size());
  return path && host && (outer->host != inner->host || outer->path != inner->path);
}

void same_as_fallback(const Policy& policy, std::vector<Way>& out) {
  const Policy known = normal(policy);
  for (const Directive& directive : policy.directives) {
    for (const std::string_view name : fallbacks(directive.name)) {
      const Directive* fallback = known.find(name);
      if (fallback == nullptr) continue;
      if (known.find(directive.name)->values == fallback->values) {
        out.push_back({length(directive), fmt::format("leave out `{}`, which says what `{}` says",
                                                      directive.name, name)});
      }
      break;
    }
  }
}

void covered(const Policy& policy, std::vector<Way>& out) {
  for (const Directive& directive : policy.directives) {
    for (const std::string& narrow : directive.values) {
      const auto wide =
          std::find_if(directive.values.begin(), directive.values.end(),
                       [&](const std::string& other) { return covers(other, narrow); });
      if (wide == directive.values.end()) continue;
      out.push_back(
          {narrow.size() + 1, fmt::format("take `{}` out of `{}`, where `{}` covers it",
                                          printable(narrow), directive.name, printable(*wide))});
    }
  }
}

void without_scheme(const Policy& policy, std::vector<Way>& out) {
  constexpr std::string_view kHttps = "https://";
  std::size_t count = 0;
  for (const Directive& directive : policy.directives) {
    count += static_cast<std::size_t>(
        std::count_if(directive.values.begin(), directive.values.end(),
                      [&](const std::string& v) { return v.starts_with(kHttps); }));
  }
  if (count == 0) return;
  out.push_back({count * kHttps.size(),
                 fmt::format("write hosts without `https://` ({} of them), which is what a page "
                             "served by HTTPS takes them for",
                             count)});
}

/// One source that would stand for several: what it is called, and of what they have several.
struct Group {
  std::string name{}, member{};
};

template <class GroupOf>
void grouped(const Policy& policy, const GroupOf& group_of, std::string_view what,
             std::vector<Way>& out) {
  struct Found {
    std::set<std::string> members{};
    std::size_t bytes = 0;
  };
  for (const Directive& directive : policy.directives) {
    std::map<std::string, Found> groups;
    for (const std::string& value : directive.values) {
      const std::optional<Group> group = group_of(value);
      if (!group) continue;
      groups[group->name].members.insert(group->member);
      groups[group->name].bytes += value.size() + 1;
    }
    for (const auto& [name, found] : groups) {
      if (found.members.size() < 2 || found.bytes <= name.size() + 1) continue;
      out.push_back({found.bytes - name.size() - 1,
                     fmt::format("write `{}` for {} {} in `{}`, which opens it", printable(name),
                                 found.members.size(), what, directive.name)});
    }
  }
}

std::string prefix_of(const HostSource& source) {
  return source.scheme.empty() ? "" : source.scheme + "://";
}

std::optional<Group> host_of_path(const std::string& value) {
  const auto source = host_source(value);
  if (!source || source->path.size() < 2) return {};
  return Group{prefix_of(*source) + source->host, value};
}

/// Of `a.b.example` the parent is `b.example`; a parent of one label is nobody's.
std::optional<Group> parent_of_host(const std::string& value) {
  const auto source = host_source(value);
  const std::size_t dot = source ? source->host.find('.') : std::string::npos;
  if (dot == std::string::npos || source->host.starts_with("*.") ||
      source->host.find('.', dot + 1) == std::string::npos)
    return {};
  return Group{prefix_of(*source) + "*" + source->host.substr(dot), source->host};
}

std::optional<Group> file_of_hash(const std::string& value) {
  if (!is_hash(value)) return {};
  return Group{"'self'", value};
}

void opened(const Policy& policy, std::vector<Way>& out) {
  grouped(policy, host_of_path, "paths", out);
  grouped(policy, parent_of_host, "hosts", out);
  grouped(policy, file_of_hash, "hashes, with the inline code moved into files,", out);
}

}  // namespace

std::vector<std::string> ways_out(const Policy& policy) {
  constexpr std::size_t kShown = 4;  // of each kind
  std::vector<Way> keeping;
  same_as_fallback(policy, keeping);
  covered(policy, keeping);
  without_scheme(policy, keeping);
  std::vector<Way> opening;
  opened(policy, opening);
  std::vector<std::string> out;
  for (std::vector<Way>* ways : {&keeping, &opening}) {
    std::stable_sort(ways->begin(), ways->end(),
                     [](const Way& a, const Way& b) { return a.saves > b.saves; });
    for (std::size_t i = 0; i < std::min(ways->size(), kShown); ++i)
      out.push_back(fmt::format("{} bytes: {}", (*ways)[i].saves, (*ways)[i].text));
  }
  return out;
}

}  // namespace formwork::csp
