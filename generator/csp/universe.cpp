#include "csp/universe.h"

#include "csp/grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

namespace formwork::csp {
namespace {

using Sources = std::vector<const Source*>;

void add_new(std::vector<std::string>& list, std::string_view value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.emplace_back(value);
}

/// A name that is none of `taken`: `wanted`, `wanted-2`, …
std::string fresh(std::string_view wanted, const std::function<bool(const std::string&)>& taken) {
  std::string name(wanted);
  for (int n = 2; taken(name); ++n) name = fmt::format("{}-{}", wanted, n);
  return name;
}

/// Schemes whose URLs have no host.
bool is_hostless(std::string_view scheme) {
  static constexpr std::array<std::string_view, 6> kSchemes = {
      "about", "blob", "data", "filesystem", "javascript", "mediastream"};
  return std::find(kSchemes.begin(), kSchemes.end(), scheme) != kSchemes.end();
}

class Urls {
 public:
  Urls(const std::vector<const SourceList*>& lists, const Origin& origin, UrlKind kind)
      : origin_(origin), kind_(kind) {
    for (const SourceList* list : lists) {
      for (const Source& source : list->sources) {
        if (source.kind == SourceKind::host) hosts_.push_back(&source);
        if (source.kind == SourceKind::host || source.kind == SourceKind::scheme)
          add_new(schemes_, source.scheme);
      }
    }
    for (const std::string_view scheme : {"https", "http", "wss", "ws"}) add_new(schemes_, scheme);
    std::erase(schemes_, "");
    if (kind_ != UrlKind::connection) {
      std::erase(schemes_, "wss");
      std::erase(schemes_, "ws");
    }
    std::stable_partition(schemes_.begin(), schemes_.end(),
                          [](const std::string& s) { return s == "https"; });
  }

  std::vector<Url> run() {
    add_new(schemes_, fresh("other", [&](const std::string& s) {
              return std::find(schemes_.begin(), schemes_.end(), s) != schemes_.end();
            }));
    for (const std::string& host : host_names()) add_host(host);
    add_host(origin_.host);
    add_host("192.0.2.1");
    if (kind_ == UrlKind::ancestor) return std::move(out_);
    // Without a host: `data:` and its like.
    for (const std::string_view scheme : {"data", "blob"}) add_new(schemes_, scheme);
    for (const std::string& scheme : schemes_)
      out_.push_back({.scheme = scheme, .domain = false, .path = ""});
    return std::move(out_);
  }

 private:
  /// A stranger first, then the hosts that are named; of `*.a` one below it.
  std::vector<std::string> host_names() {
    std::set<std::string> named;
    for (const Source* source : hosts_) named.insert(source->host);
    const auto taken = [&](const std::string& host) {
      return named.contains(host) || host == origin_.host;
    };
    std::vector<std::string> out;
    for (const std::string& host : named) {
      if (host == "*") continue;
      if (host.starts_with("*."))
        out.push_back(
            fresh("any", [&](const std::string& label) { return taken(label + host.substr(1)); }) +
            host.substr(1));
      else
        out.push_back(host);
    }
    const auto reached = [&](const std::string& host) {
      return taken(host) || std::any_of(named.begin(), named.end(), [&](const std::string& one) {
               return one.starts_with("*.") && host.ends_with(one.substr(1));
             });
    };
    std::string stranger = "evil.example";
    for (int n = 1; reached(stranger); ++n) stranger = fmt::format("evil.example{}", n);
    out.insert(out.begin(), std::move(stranger));
    return out;
  }

  void add_host(const std::string& host) {
    const bool domain = !is_address(host);
    std::vector<std::string> ports = {""};
    std::vector<std::string> paths;
    // A segment that no path has.
    const std::string segment = fresh("any", [&](const std::string& name) {
      return std::any_of(hosts_.begin(), hosts_.end(), [&](const Source* source) {
        return percent_decoded(source->path).find(name) != std::string::npos;
      });
    });
    const Url probe{.host = host, .domain = domain};
    for (const Source* source : hosts_) {
      if (!host_part_matches(source->host, probe)) continue;
      if (source->port != "*") add_new(ports, source->port);
      if (!source->path.empty() && kind_ != UrlKind::ancestor) {
        add_new(paths, source->path.ends_with('/') ? source->path + segment : source->path);
      }
    }
    if (host == origin_.host) add_new(ports, origin_.port);
    add_new(ports, fresh_port(ports));
    const bool named = !paths.empty();
    const std::string elsewhere = "/" + segment;
    paths.emplace_back(named ? elsewhere : "/");
    for (const std::string& scheme : schemes_) {
      if (is_hostless(scheme)) continue;
      for (const std::string& port : ports) {
        // An explicit default port is none.
        if (!port.empty() && port_part_matches(port, {.scheme = scheme})) continue;
        for (const std::string& path : paths)
          out_.push_back({scheme, host, domain, port, path, false});
        if (named) out_.push_back({scheme, host, domain, port, elsewhere, true});
      }
    }
  }

  [[nodiscard]] static std::string fresh_port(const std::vector<std::string>& taken) {
    int port = 8443;
    while (std::find(taken.begin(), taken.end(), std::to_string(port)) != taken.end()) ++port;
    return std::to_string(port);
  }

  const Origin& origin_;
  UrlKind kind_;
  Sources hosts_{};
  std::vector<std::string> schemes_{};
  std::vector<Url> out_{};
};

}  // namespace

std::vector<Url> all_urls(const std::vector<const SourceList*>& lists, const Origin& origin,
                          UrlKind kind) {
  return Urls(lists, origin, kind).run();
}

std::vector<std::string> all_nonces(const std::vector<const SourceList*>& lists) {
  std::vector<std::string> out = {""};
  for (const SourceList* list : lists) {
    for (const Source& source : list->sources) {
      if (source.kind == SourceKind::nonce) add_new(out, source.value);
    }
  }
  return out;
}

std::vector<std::vector<HashValue>> all_hashes(const std::vector<const SourceList*>& lists,
                                               bool together) {
  std::map<std::string, std::set<HashValue>> named;
  for (const SourceList* list : lists) {
    for (const Source& source : list->sources) {
      if (source.kind == SourceKind::hash)
        named[source.algorithm].insert({source.algorithm, source.value});
    }
  }
  std::vector<std::vector<HashValue>> out = {{}};
  for (const auto& [algorithm, hashes] : named) {
    const std::size_t before = together ? out.size() : 1;
    for (const HashValue& hash : hashes) {
      for (std::size_t i = 0; i < before; ++i) {
        std::vector<HashValue> more = out[i];
        more.push_back(hash);
        out.push_back(std::move(more));
      }
    }
  }
  return out;
}

}  // namespace formwork::csp
