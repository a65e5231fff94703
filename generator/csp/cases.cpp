#include "csp/cases.h"

#include "base/text.h"
#include "csp/grammar.h"
#include "csp/universe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace formwork::csp {
namespace {

using Governors = std::vector<const Governor*>;
using Lists = std::vector<const SourceList*>;

Pass pass(const Source* source) {
  return source == nullptr ? Pass() : Pass(source->text);
}

Lists lists_of(const Governors& governors) {
  Lists out;
  for (const Governor* governor : governors) out.push_back(&governor->list);
  return out;
}

/// URLs that at least one list treats otherwise than all before them.
std::vector<Url> distinct_urls(const Governors& governors, const CaseOptions& options,
                               UrlKind kind) {
  Lists lists = lists_of(governors);
  std::vector<Url> urls = all_urls(options.names ? lists : Lists(), options.origin, kind);
  std::set<std::vector<const Source*>> seen;
  std::erase_if(urls, [&](const Url& url) {
    std::vector<const Source*> signature;
    for (const SourceList* list : lists) signature.push_back(match(*list, url, options.origin));
    return !seen.insert(std::move(signature)).second;
  });
  return urls;
}

/// Of the page's own host its name says nothing: it may be a stand-in.
std::string shown(const Url& url, const Origin& origin) {
  std::string text = to_string(url);
  if (url.host && *url.host == origin.host) {
    const bool same = url.scheme == origin.scheme && url.port == origin.port;
    text = same ? "the page's own origin" : fmt::format("`{}:` at the page's own host", url.scheme);
    if (url.port != origin.port && !url.port.empty()) text += ", port " + url.port;
    if (url.path.size() > 1) text += ", path " + url.path;
  }
  return text + (url.redirected ? " after a redirect" : "");
}

std::string shown(const std::vector<HashValue>& hashes) {
  std::string out;
  for (const HashValue& hash : hashes)
    out += fmt::format("{}`{}-{}`", out.empty() ? "" : ", ", hash.algorithm, hash.value);
  return out;
}

std::vector<std::string> nonces(const Governors& governors, const CaseOptions& options) {
  return all_nonces(options.names ? lists_of(governors) : Lists());
}

std::vector<std::vector<HashValue>> hashes(const Governors& governors, const CaseOptions& options) {
  return all_hashes(options.names ? lists_of(governors) : Lists(), options.together);
}

/// A request that asks for nothing but its URL, and for scripts and styles also for what the
/// element says.
Case request(Request what, const CaseOptions& options) {
  return {[what, &options](const Governor& g) {
            return pass(match_request(g.directive->name, g.list, what, options.origin));
          },
          [what, &options] {
            std::string text = shown(what.url, options.origin);
            if (!what.nonce.empty()) text += fmt::format(" with the nonce `{}`", what.nonce);
            if (!what.integrity.empty()) text += " with the integrity " + shown(what.integrity);
            if (!what.parser_inserted && what.directive == "script-src-elem")
              text += ", added by a script";
            return text;
          }};
}

std::vector<Case> requests(std::string_view directive, const Governors& governors,
                           const CaseOptions& options) {
  const bool script = directive == "script-src-elem";
  const bool element = script || directive == "style-src-elem";
  const UrlKind kind = directive == "frame-ancestors" ? UrlKind::ancestor
                       : directive == "connect-src"   ? UrlKind::connection
                                                      : UrlKind::request;
  const auto urls = distinct_urls(governors, options, kind);
  const auto some_nonces = element ? nonces(governors, options) : std::vector<std::string>{""};
  const auto some_hashes =
      script ? hashes(governors, options) : std::vector<std::vector<HashValue>>{{}};
  std::vector<Case> out;
  for (const std::string& nonce : some_nonces) {
    for (const auto& integrity : some_hashes) {
      for (const bool by_parser : {true, false}) {
        if (by_parser ? directive == "worker-src" : !script && directive != "worker-src") continue;
        for (const Url& url : urls) {
          // A base element and a frame's ancestor are no requests.
          if (url.redirected && directive == "base-uri") continue;
          out.push_back(request({directive, url, nonce, integrity, by_parser}, options));
        }
      }
    }
  }
  return out;
}

std::string_view what(InlineType type) {
  switch (type) {
    case InlineType::script:
      return "inline scripts";
    case InlineType::script_attribute:
      return "event handler attributes";
    case InlineType::navigation:
      return "`javascript:` links";
    case InlineType::style:
      return "inline styles";
    case InlineType::style_attribute:
      return "style attributes";
  }
  return {};
}

void add_inline(InlineType type, const Governors& governors, const CaseOptions& options,
                std::vector<Case>& out) {
  const bool whole = type == InlineType::script || type == InlineType::style;
  for (const std::string& nonce : nonces(governors, options)) {
    if (!nonce.empty() && !whole) continue;
    for (const auto& digests : hashes(governors, options)) {
      for (const bool by_parser : {true, false}) {
        if (!by_parser && type != InlineType::script) continue;
        const Element element{nonce, digests, by_parser};
        out.push_back({[type, element](const Governor& g) {
                         return pass(match_element(g.list, type, element));
                       },
                       [type, element] {
                         std::string text(what(type));
                         if (!element.nonce.empty())
                           text += fmt::format(" with the nonce `{}`", element.nonce);
                         if (!element.hashes.empty())
                           text += " with the hash " + shown(element.hashes);
                         if (!element.parser_inserted) text += ", added by a script";
                         return text;
                       }});
      }
    }
  }
}

/// One that holds if the list has one of the keywords.
Case keyword_case(std::string text, std::vector<std::string_view> keywords) {
  return {[keywords = std::move(keywords)](const Governor& g) -> Pass {
            for (const Source& source : g.list.sources) {
              if (source.kind == SourceKind::keyword &&
                  std::find(keywords.begin(), keywords.end(), source.keyword) != keywords.end())
                return source.text;
            }
            return {};
          },
          [text = std::move(text)] { return text; }};
}

/// Blocked by whoever says anything about it.
Case unless_there(std::string text) {
  return {[](const Governor&) { return Pass(); }, [text = std::move(text)] { return text; }};
}

Case eval_case() {
  return {[](const Governor& g) -> Pass {
            for (const Source& source : g.list.sources) {
              if (source.kind != SourceKind::keyword) continue;
              if (source.keyword == "unsafe-eval" ||
                  (g.trusted_types && source.keyword == "trusted-types-eval"))
                return source.text;
            }
            return {};
          },
          [] { return std::string("`eval` and its like"); }};
}

/// Inline speculation rules are scripts, and have a keyword of their own (HTML).
Case speculation_case() {
  return {
      [](const Governor& g) -> Pass {
        if (const auto script = pass(match_element(g.list, InlineType::script, {}))) return script;
        for (const Source& source : g.list.sources) {
          if (source.kind == SourceKind::keyword && source.keyword == "inline-speculation-rules")
            return source.text;
        }
        return {};
      },
      [] { return std::string("inline speculation rules"); }};
}

/// A token of `values`, in any case, that is one of `tokens`.
Pass token(const Governor& g, const std::vector<std::string_view>& tokens) {
  for (const std::string& value : g.directive->values) {
    if (std::find(tokens.begin(), tokens.end(), lower(value)) != tokens.end()) return value;
  }
  return {};
}

/// "Parse a sandboxing directive" of HTML: which tokens lift which restriction.
std::vector<Case> sandbox_cases() {
  struct Row {
    std::string_view text;
    std::vector<std::string_view> tokens;
  };
  static const std::vector<Row> kRows = {
      {"scripts", {"allow-scripts"}},
      {"the origin of the page", {"allow-same-origin"}},
      {"forms", {"allow-forms"}},
      {"pop-ups", {"allow-popups"}},
      {"pop-ups without the sandbox", {"allow-popups-to-escape-sandbox"}},
      {"navigation of the top page", {"allow-top-navigation"}},
      {"navigation of the top page by a click",
       {"allow-top-navigation", "allow-top-navigation-by-user-activation"}},
      {"links to other programs",
       {"allow-popups", "allow-top-navigation", "allow-top-navigation-to-custom-protocols"}},
      {"dialogs", {"allow-modals"}},
      {"downloads", {"allow-downloads"}},
      {"locking the pointer", {"allow-pointer-lock"}},
      {"locking the orientation", {"allow-orientation-lock"}},
      {"presentations", {"allow-presentation"}},
      {"cookies of its own", {"allow-storage-access-by-user-activation"}},
  };
  std::vector<Case> out;
  for (const Row& row : kRows) {
    out.push_back({[&row](const Governor& g) { return token(g, row.tokens); },
                   [&row] { return std::string(row.text); }});
  }
  out.push_back(unless_there("a page outside any sandbox"));
  return out;
}

std::vector<Case> trusted_type_cases(const Governors& governors) {
  std::vector<std::string> names;
  for (const Governor* governor : governors) {
    for (const std::string& value : governor->directive->values) {
      if (!value.starts_with('\'') && value != "*") names.push_back(value);
    }
  }
  std::string other = "other";
  while (std::find(names.begin(), names.end(), other) != names.end()) other += '-';
  names.insert(names.begin(), other);
  std::vector<Case> out;
  for (const bool again : {false, true}) {
    for (const std::string& name : names) {
      out.push_back({[name, again](const Governor& g) -> Pass {
                       if (again && !token(g, {"'allow-duplicates'"})) return {};
                       for (const std::string& value : g.directive->values) {
                         if (value == name || value == "*") return value;
                       }
                       return {};
                     },
                     [name, again] {
                       return fmt::format("a Trusted Types policy `{}`{}", name,
                                          again ? " made twice" : "");
                     }});
    }
  }
  return out;
}

Pass webrtc(const Governor& g) {
  const auto& values = g.directive->values;
  if (values.size() == 1 && lower(values.front()) == "'allow'") return values.front();
  return {};
}

/// "Does sink type require trusted types?"
bool requires_trusted_types(const Governor& g) {
  return std::find(g.directive->values.begin(), g.directive->values.end(), "'script'") !=
         g.directive->values.end();
}

}  // namespace

std::vector<Matter> all_matters(const CaseOptions& options) {
  const auto itself = [](std::string_view name) {
    return [name](const Policy& policy) { return policy.find(name); };
  };
  const auto fallback = [](std::string_view name) {
    return [name](const Policy& policy) { return governing(policy, name); };
  };
  const auto urls = [&options](std::string_view name) {
    return [name, &options](const Governors& g) { return requests(name, g, options); };
  };
  std::vector<Matter> out;
  for (const std::string_view name : {"base-uri", "form-action", "frame-ancestors"})
    out.push_back({name, itself(name), urls(name)});
  for (const std::string_view name : {"font-src", "frame-src", "img-src", "manifest-src",
                                      "media-src", "object-src", "worker-src"})
    out.push_back({name, fallback(name), urls(name)});
  out.push_back({"connect-src", fallback("connect-src"), [&options](const Governors& g) {
                   auto cases = requests("connect-src", g, options);
                   cases.push_back(keyword_case("WebTransport by certificate hashes",
                                                {"unsafe-webtransport-hashes"}));
                   return cases;
                 }});
  out.push_back({"script-src-elem", fallback("script-src-elem"), [&options](const Governors& g) {
                   auto cases = requests("script-src-elem", g, options);
                   add_inline(InlineType::script, g, options, cases);
                   add_inline(InlineType::navigation, g, options, cases);
                   cases.push_back(speculation_case());
                   return cases;
                 }});
  out.push_back({"script-src-attr", fallback("script-src-attr"), [&options](const Governors& g) {
                   std::vector<Case> cases;
                   add_inline(InlineType::script_attribute, g, options, cases);
                   return cases;
                 }});
  out.push_back({"script-src",
                 [](const Policy& policy) {
                   const Directive* own = policy.find("script-src");
                   return own != nullptr ? own : policy.find("default-src");
                 },
                 [](const Governors&) {
                   return std::vector<Case>{
                       eval_case(),
                       keyword_case("WebAssembly", {"unsafe-eval", "wasm-unsafe-eval"})};
                 }});
  out.push_back({"style-src-elem", fallback("style-src-elem"), [&options](const Governors& g) {
                   auto cases = requests("style-src-elem", g, options);
                   add_inline(InlineType::style, g, options, cases);
                   return cases;
                 }});
  out.push_back({"style-src-attr", fallback("style-src-attr"), [&options](const Governors& g) {
                   std::vector<Case> cases;
                   add_inline(InlineType::style_attribute, g, options, cases);
                   return cases;
                 }});
  out.push_back({"sandbox", itself("sandbox"), [](const Governors&) { return sandbox_cases(); }});
  out.push_back(
      {"upgrade-insecure-requests", itself("upgrade-insecure-requests"), [](const Governors&) {
         return std::vector<Case>{unless_there("requests that stay without encryption")};
       }});
  out.push_back(
      {"require-trusted-types-for", itself("require-trusted-types-for"), [](const Governors&) {
         return std::vector<Case>{{[](const Governor& g) -> Pass {
                                     if (requires_trusted_types(g)) return {};
                                     return std::string_view();
                                   },
                                   [] { return std::string("texts where scripts go"); }}};
       }});
  out.push_back({"trusted-types", itself("trusted-types"),
                 [](const Governors& g) { return trusted_type_cases(g); }});
  out.push_back({"webrtc", itself("webrtc"), [](const Governors&) {
                   return std::vector<Case>{{webrtc, [] { return std::string("WebRTC"); }}};
                 }});
  std::sort(out.begin(), out.end(),
            [](const Matter& a, const Matter& b) { return a.directive < b.directive; });
  return out;
}

}  // namespace formwork::csp
