#pragma once
// A second reading of CSP3, written from its text and slow: policies stay texts, each question is
// answered step by step. What the room says in a faster way is held against it.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace formwork::csp::oracle {

using Texts = std::vector<std::string>;

struct Url {
  std::string scheme, host, port, path;  // no host: ""; default port: ""
  bool domain = true;
  int redirects = 0;
};

/// Section 2.2.1, as pairs of name and values.
using Policy = std::vector<std::pair<std::string, Texts>>;

inline std::string low(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

inline Policy parse(const std::string& text) {
  Policy out;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    Texts words;
    std::string word;
    bool ascii = true;
    for (std::size_t i = at; i <= end; ++i) {
      const char c = i < end ? text[i] : ' ';
      if (static_cast<unsigned char>(c) > 127) ascii = false;
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        if (!word.empty()) words.push_back(word);
        word.clear();
      } else {
        word += c;
      }
    }
    at = end + 1;
    if (words.empty() || !ascii) continue;
    const std::string name = low(words[0]);
    const bool there =
        std::any_of(out.begin(), out.end(), [&](const auto& d) { return d.first == name; });
    if (!there) out.push_back({name, Texts(words.begin() + 1, words.end())});
  }
  return out;
}

inline const Texts* find(const Policy& policy, const std::string& name) {
  for (const auto& [n, values] : policy) {
    if (n == name) return &values;
  }
  return nullptr;
}

inline bool keyword(const std::string& expression, const std::string& name) {
  if (expression.size() != name.size() + 2 || expression.front() != '\'') return false;
  return low(expression) == "'" + name + "'";
}
inline bool is_nonce(const std::string& e) {
  return low(e).rfind("'nonce-", 0) == 0 && e.size() > 8 && e.back() == '\'';
}
inline bool is_hash(const std::string& e) {
  return low(e).rfind("'sha", 0) == 0 && e.size() > 9 && e.back() == '\'';
}
inline std::string inner(const std::string& e, std::size_t skip) {
  return e.substr(skip, e.size() - skip - 1);
}

inline bool scheme_part(const std::string& a, const std::string& b) {
  if (a == b) return true;
  if (a == "http" && b == "https") return true;
  if (a == "ws" && (b == "wss" || b == "http" || b == "https")) return true;
  return a == "wss" && b == "https";
}

/// The vocabulary of the tests has no escapes and no odd paths: pieces are compared as they are.
inline bool path_part(const std::string& a, const std::string& b) {
  if (a.empty()) return true;
  if (a == "/" && b.empty()) return true;
  if (a.back() == '/') return b.rfind(a, 0) == 0;
  return a == b;
}

inline bool url_matches(const Url& url, const std::string& e) {
  const std::string origin_scheme = "https", origin_host = "self.invalid";
  // Web sockets are fetched by `http` and `https` (WebSockets, opening handshake, step 1).
  if (e == "*") {
    return url.scheme == "http" || url.scheme == "https" || url.scheme == "ws" ||
           url.scheme == "wss";
  }
  if (keyword(e, "self")) {
    return url.host == origin_host && url.port.empty() &&
           (url.scheme == "https" || url.scheme == "wss");
  }
  if (e.front() == '\'') return false;
  std::string scheme, rest = e;
  const std::size_t sign = e.find("://");
  if (sign != std::string::npos) {
    scheme = low(e.substr(0, sign));
    rest = e.substr(sign + 3);
  } else if (e.back() == ':') {
    return scheme_part(low(e.substr(0, e.size() - 1)), url.scheme);
  }
  if (!scheme.empty() && !scheme_part(scheme, url.scheme)) return false;
  if (url.host.empty()) return false;
  if (scheme.empty() && !scheme_part(origin_scheme, url.scheme)) return false;
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string path = rest.substr(slash);
  std::string host = low(rest.substr(0, slash)), port;
  if (const std::size_t colon = host.find(':'); colon != std::string::npos) {
    port = host.substr(colon + 1);
    host = host.substr(0, colon);
  }
  if (!url.domain) return false;
  if (host != "*") {
    if (host.rfind("*.", 0) == 0) {
      const std::string end = host.substr(1);
      if (url.host.size() < end.size() ||
          url.host.compare(url.host.size() - end.size(), end.size(), end) != 0)
        return false;
    } else if (host != url.host) {
      return false;
    }
  }
  const std::string usual = url.scheme == "https" || url.scheme == "wss" ? "443"
                            : url.scheme == "http" || url.scheme == "ws" ? "80"
                                                                         : "";
  const bool port_fits = port == "*" || port == url.port || (url.port.empty() && port == usual);
  return port_fits && (url.redirects != 0 || path_part(path, url.path));
}

inline bool url_in(const Url& url, const Texts& list) {
  if (list.empty() || (list.size() == 1 && keyword(list[0], "none"))) return false;
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& e) { return url_matches(url, e); });
}

inline bool has(const Texts& list, const std::string& name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& e) { return keyword(e, name); });
}

inline bool nonce_in(const std::string& nonce, const Texts& list) {
  return !nonce.empty() && std::any_of(list.begin(), list.end(), [&](const std::string& e) {
    return is_nonce(e) && inner(e, 7) == nonce;
  });
}

inline bool hash_in(const std::string& hash, const Texts& list) {
  return !hash.empty() && std::any_of(list.begin(), list.end(), [&](const std::string& e) {
    return is_hash(e) && low(e.substr(1, 6)) + inner(e, 8) == hash;
  });
}

inline Texts fallback_list(const std::string& name) {
  if (name == "script-src-elem" || name == "script-src-attr")
    return {name, "script-src", "default-src"};
  if (name == "style-src-elem" || name == "style-src-attr")
    return {name, "style-src", "default-src"};
  if (name == "worker-src") return {name, "child-src", "script-src", "default-src"};
  if (name == "frame-src") return {name, "child-src", "default-src"};
  if (name == "base-uri" || name == "form-action" || name == "frame-ancestors") return {name};
  return {name, "default-src"};
}

inline const Texts& fallbacks(const std::string& name) {
  static std::map<std::string, Texts> known;
  const auto it = known.find(name);
  return it != known.end() ? it->second : known.emplace(name, fallback_list(name)).first->second;
}

/// What is asked. `hash`: "sha256-abc", of the element's text or its integrity.
struct Question {
  std::string directive;  // effective
  enum Kind { request, inline_code, eval, wasm } kind = request;
  Url url{};
  std::string type{};  // script, script attribute, navigation, style, style attribute
  std::string nonce{}, hash{};
  bool parser_inserted = true;
};

inline bool inline_allowed(const Texts& list, const Question& q) {
  const bool script = q.type == "script" || q.type == "script attribute" || q.type == "navigation";
  bool all = false, overridden = false;
  for (const std::string& e : list) {
    if (is_nonce(e) || is_hash(e)) overridden = true;
    if (script && keyword(e, "strict-dynamic")) overridden = true;
    if (keyword(e, "unsafe-inline")) all = true;
  }
  if (all && !overridden) return true;
  const bool whole = q.type == "script" || q.type == "style";
  if (whole && nonce_in(q.nonce, list)) return true;
  if (!whole && !has(list, "unsafe-hashes")) return false;
  if (q.type == "script" && has(list, "strict-dynamic") && !q.parser_inserted) return true;
  return hash_in(q.hash, list);
}

inline bool allowed(const Policy& policy, const Question& q) {
  if (q.kind == Question::eval || q.kind == Question::wasm) {
    const Texts* list = find(policy, "script-src");
    if (list == nullptr) list = find(policy, "default-src");
    if (list == nullptr) return true;
    return has(*list, "unsafe-eval") ||
           (q.kind == Question::wasm && has(*list, "wasm-unsafe-eval"));
  }
  for (const std::string& name : fallbacks(q.directive)) {
    const Texts* list = find(policy, name);
    if (list == nullptr) continue;
    if (q.kind == Question::inline_code) return inline_allowed(*list, q);
    const std::string check = name == "default-src" || name == "child-src" ? q.directive : name;
    if (check.rfind("script-src", 0) == 0) {
      if (nonce_in(q.nonce, *list) || hash_in(q.hash, *list)) return true;
      if (has(*list, "strict-dynamic")) return !q.parser_inserted;
    } else if (check.rfind("style-src", 0) == 0 && nonce_in(q.nonce, *list)) {
      return true;
    }
    return url_in(q.url, *list);
  }
  return true;
}

}  // namespace formwork::csp::oracle
