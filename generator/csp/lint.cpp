// What weakens a policy. After CSP3 and the findings of Google's csp-evaluator.
#include "base/text.h"
#include "csp/csp.h"
#include "csp/grammar.h"

#include <algorithm>
#include <array>

namespace formwork::csp {
namespace {

/// Where code, or what can run code, is loaded from: broad sources are a hole.
constexpr std::array<std::string_view, 10> kSensitive = {
    "base-uri",  "child-src",  "connect-src", "default-src",     "form-action",
    "frame-src", "object-src", "script-src",  "script-src-elem", "worker-src"};

bool is_sensitive(std::string_view name) {
  return std::find(kSensitive.begin(), kSensitive.end(), name) != kSensitive.end() ||
         name == "frame-ancestors";
}

bool has(const Directive& directive, std::string_view keyword) {
  return std::any_of(directive.values.begin(), directive.values.end(),
                     [&](const std::string& v) { return lower(v) == keyword; });
}

bool has_nonce_or_hash(const Directive& directive) {
  return std::any_of(directive.values.begin(), directive.values.end(),
                     [](const std::string& v) { return is_nonce(v) || is_hash(v); });
}

/// The host of a host-source: no scheme, port or path.
std::string_view host_of(std::string_view source) {
  if (const std::size_t scheme = source.find("://"); scheme != std::string_view::npos) {
    source.remove_prefix(scheme + 3);
  }
  if (source.starts_with('[')) return source.substr(0, source.find(']') + 1);
  return source.substr(0, source.find_first_of(":/"));
}

bool is_ip(std::string_view host) {
  if (host.starts_with('[')) return true;
  const auto parts = split(host, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && part.size() <= 3 &&
                  part.find_first_not_of("0123456789") == std::string_view::npos;
         });
}

class Linter {
 public:
  explicit Linter(const Policy& policy) : policy_(policy) {}

  std::vector<Lint> run() {
    for (const Directive& directive : policy_.directives) check(directive);
    check_missing();
    return std::move(out_);
  }

 private:
  void add(std::string_view id, const Directive& directive, std::string_view value,
           std::string message, std::string help = {}) {
    out_.push_back({std::string(id), directive.name, std::string(value), std::move(message),
                    Severity::warning, std::move(help)});
  }

  void check(const Directive& directive);
  void check_source(const Directive& directive, const std::string& source);
  void check_missing();
  void missing(std::string_view id, std::string_view name, std::string why, std::string help);

  const Policy& policy_;
  std::vector<Lint> out_;
};

void Linter::check(const Directive& directive) {
  const DirectiveRule* rule = find_directive(directive.name);
  if (rule == nullptr) {
    std::vector<std::string> names;
    for (const DirectiveRule& known : directive_rules()) names.emplace_back(known.name);
    const auto near = nearest(directive.name, names);
    add("unknown-directive", directive, {},
        "`" + printable(directive.name) + "` is no directive; browsers ignore it",
        near ? "did you mean `" + *near + "`?" : "");
    return;
  }
  if (!rule->deprecated.empty()) {
    add("deprecated-directive", directive, {}, "`" + directive.name + "` is deprecated",
        std::string(rule->deprecated));
  }
  if (rule->values != Values::sources) return;
  if (directive.values.size() > 1 && has(directive, "'none'")) {
    add("none-with-others", directive, "'none'", "`'none'` beside other sources is ignored",
        "take out `'none'`, or the others");
  }
  for (const std::string& source : directive.values) check_source(directive, source);
}

void Linter::check_source(const Directive& directive, const std::string& source) {
  const std::string low = lower(source);
  const std::string& name = directive.name;
  const bool script =
      name == "default-src" || name.starts_with("script-src") || name == "worker-src";
  const bool style = name == "default-src" || name.starts_with("style-src");
  // With 'strict-dynamic' browsers ignore hosts, schemes and 'unsafe-inline' for scripts: they are
  // a fallback.
  const bool strict = script && has(directive, "'strict-dynamic'");
  if (is_nonce(low)) {
    add("static-nonce", directive, source,
        "a nonce in a fixed policy can be read and used by everybody",
        "write the hash of the script, or let the server make a nonce for each response");
  } else if (low == "'unsafe-inline'") {
    const bool ignored = has_nonce_or_hash(directive) || strict;
    if ((script || style) && !ignored) {
      add("unsafe-inline", directive, source,
          script ? "`'unsafe-inline'` runs any script that is injected into the page"
                 : "`'unsafe-inline'` applies any style that is injected into the page",
          "move inline code into files, or allow it by its hash");
    }
  } else if (low == "'unsafe-eval'") {
    add("unsafe-eval", directive, source, "`'unsafe-eval'` turns texts into code",
        "take out `eval` and its like; WebAssembly needs `'wasm-unsafe-eval'` alone");
  } else if (lacks_quotes(source)) {
    add("unquoted-keyword", directive, source, "`" + source + "` without single quotes is a host",
        "write `'" + source + "'`");
  } else if (source.starts_with('\'')) {
    return;
  } else if (source == "*" || low == "http://*" || low == "https://*") {
    if (!strict) {
      add("wildcard-source", directive, source, "`" + source + "` allows every host",
          "name the hosts");
    }
  } else if (is_scheme(source)) {
    if (low == "http:" || low == "ws:") {
      add("plain-http", directive, source, "`" + source + "` allows traffic without encryption",
          "write `https:`");
    }
    if (is_sensitive(name) && !strict) {
      add("scheme-source", directive, source,
          "`" + source + "` allows " +
              (low == "data:" || low == "blob:" ? "whatever a page can write into it"
                                                : "every host of its scheme"),
          "name the hosts");
    }
  } else {
    if (low.starts_with("http://") || low.starts_with("ws://")) {
      add("plain-http", directive, source, "`" + source + "` is fetched without encryption",
          "write `" + std::string(low.starts_with("ws") ? "wss" : "https") +
              source.substr(source.find(':')) + "`");
    }
    if (is_ip(host_of(source))) {
      add("ip-source", directive, source, "browsers match no address but `127.0.0.1`",
          "write a host name");
    }
  }
}

void Linter::missing(std::string_view id, std::string_view name, std::string why,
                     std::string help) {
  if (policy_.find(name) != nullptr) return;
  out_.push_back({std::string(id), {}, {}, std::move(why), Severity::warning, std::move(help)});
}

void Linter::check_missing() {
  const bool fallback = policy_.find("default-src") != nullptr;
  if (!fallback) {
    missing("missing-script-src", "script-src",
            "scripts are not restricted: neither `script-src` nor `default-src`",
            "add `default-src 'self'`");
    missing("missing-object-src", "object-src",
            "plug-ins are not restricted: neither `object-src` nor `default-src`",
            "add `object-src 'none'`");
  }
  missing("missing-base-uri", "base-uri",
          "`base-uri` does not fall back: an injected `<base>` moves relative links",
          "add `base-uri 'none'`");
  missing("missing-frame-ancestors", "frame-ancestors",
          "`frame-ancestors` does not fall back: any site may frame the page",
          "add `frame-ancestors 'none'`");
  missing("missing-form-action", "form-action",
          "`form-action` does not fall back: forms may be sent to any host",
          "add `form-action 'self'`");
  if (policy_.find("report-to") == nullptr && policy_.find("report-uri") == nullptr) {
    out_.push_back({"missing-reporting",
                    {},
                    {},
                    "violations are reported to nobody",
                    Severity::note,
                    "add `report-to` with the header `Reporting-Endpoints`, and `report-uri` for "
                    "older browsers"});
  }
}

}  // namespace

std::vector<Lint> lint(const Policy& policy) {
  return Linter(policy).run();
}

}  // namespace formwork::csp
