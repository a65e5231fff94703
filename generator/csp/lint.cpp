// After CSP3 and the findings of Google's csp-evaluator. Each kind is a row of the table; a check
// says where it holds.
#include "csp/lint.h"

#include "base/text.h"
#include "csp/bypass.h"
#include "csp/grammar.h"
#include "csp/lint_effect.h"
#include "csp/match.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>

namespace formwork::csp {
namespace {

using Directives = std::vector<const Directive*>;

/// The directives of `policy` that govern `names`, each once.
Directives effective(const Policy& policy, std::initializer_list<std::string_view> names) {
  Directives out;
  for (const std::string_view name : names) {
    const Directive* found = policy.find(name);
    if (found == nullptr && name == "script-src") found = policy.find("default-src");
    if (found == nullptr) found = governing(policy, name);
    if (found != nullptr && std::find(out.begin(), out.end(), found) == out.end())
      out.push_back(found);
  }
  return out;
}

class Linter {
 public:
  explicit Linter(const Policy& policy) : policy_(policy) {
    for (const Directive& d : policy.directives) lists_.emplace(&d, parse_sources(d));
    scripts_ = effective(policy, {"script-src", "script-src-attr", "script-src-elem"});
  }

  std::vector<Lint> run() {
    for (const Directive& directive : policy_.directives) {
      directive_ = &directive;
      syntax();
      for (std::size_t i = 0; i < directive.values.size(); ++i) value(i);
      if (is_script(directive)) strict();
      if (is_governing_objects(directive)) objects();
    }
    directive_ = nullptr;
    missing();
    return std::move(out_);
  }

 private:
  void add(std::string_view id, std::string_view value, std::string message, std::string help) {
    const auto kinds = lint_kinds();
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const LintKind& k) { return k.id == id; });
    out_.push_back({std::string(id), directive_ == nullptr ? std::string() : directive_->name,
                    std::string(value), std::move(message), kind->severity, std::move(help)});
  }

  [[nodiscard]] bool is_script(const Directive& d) const {
    return std::find(scripts_.begin(), scripts_.end(), &d) != scripts_.end();
  }
  [[nodiscard]] bool is_governing_objects(const Directive& d) const {
    return governing(policy_, "object-src") == &d;
  }
  /// Sources here can run code, or move where code comes from.
  [[nodiscard]] bool runs_code(const Directive& d) const {
    return is_script(d) || is_governing_objects(d) || d.name == "base-uri";
  }
  [[nodiscard]] const SourceList& list(const Directive& d) const { return lists_.at(&d); }
  /// With 'strict-dynamic' browsers ignore hosts, schemes, 'self' and 'unsafe-inline' for scripts.
  [[nodiscard]] bool is_strict(const Directive& d) const {
    return is_script(d) && list(d).has("strict-dynamic");
  }

  void syntax();
  void value(std::size_t index);
  void written(const std::string& text, const Source& source);
  void address(const std::string& text);
  void keyword(const std::string& text, const Source& source);
  void place(const std::string& text, const Source& source);
  void script_host(const std::string& text, const Source& source);
  void strict();
  void objects();
  void missing();

  const Policy& policy_;
  std::map<const Directive*, SourceList> lists_{};
  Directives scripts_{};
  const Directive* directive_ = nullptr;
  std::vector<Lint> out_{};
};

void Linter::syntax() {
  const Directive& d = *directive_;
  const DirectiveRule* rule = find_directive(d.name);
  if (rule == nullptr) {
    std::vector<std::string> names;
    for (const DirectiveRule& known : directive_rules()) names.emplace_back(known.name);
    const auto near = nearest(d.name, names);
    add("unknown-directive", {},
        fmt::format("`{}` is no directive; browsers ignore it", printable(d.name)),
        d.name.ends_with(':') ? "write no colon behind the name of a directive"
        : near                ? fmt::format("did you mean `{}`?", *near)
                              : std::string());
    return;
  }
  if (!rule->deprecated.empty())
    add("deprecated-directive", {}, fmt::format("`{}` is deprecated", d.name),
        std::string(rule->deprecated));
  if ((rule->values == Values::sources || d.name == "trusted-types") && d.values.size() > 1) {
    const auto& sources = list(d).sources;
    const auto none = std::find_if(sources.begin(), sources.end(),
                                   [](const Source& s) { return s.kind == SourceKind::none; });
    if (none != sources.end())
      add("none-with-others", none->text, "`'none'` beside other sources is ignored",
          "take out `'none'`, or the others");
  }
}

void Linter::value(std::size_t index) {
  const Directive& d = *directive_;
  const std::string& text = d.values[index];
  if (std::find(d.values.begin(), d.values.begin() + static_cast<std::ptrdiff_t>(index), text) !=
      d.values.begin() + static_cast<std::ptrdiff_t>(index))
    return;  // said once
  const Source& source = list(d).sources[index];
  written(text, source);
  const DirectiveRule* rule = find_directive(d.name);
  const bool sources = rule != nullptr && rule->values == Values::sources;
  if (text.starts_with("http://"))
    add("plain-http", text,
        fmt::format("`{}` is {} without encryption", printable(text),
                    d.name == "report-uri" ? "reported to" : "fetched"),
        fmt::format("write `https{}`", printable(text.substr(4))));
  address(text);
  if (!sources) return;
  if (source.kind == SourceKind::keyword)
    keyword(text, source);
  else if (source.kind == SourceKind::scheme || source.kind == SourceKind::host)
    place(text, source);
}

/// How it is written, in whatever directive it stands.
void Linter::written(const std::string& text, const Source& source) {
  const Directive& d = *directive_;
  const std::string low = lower(text);
  if (find_directive(low) != nullptr && low == text) {
    add("missing-semicolon", text,
        fmt::format("`{}` is the name of a directive, and stands among the sources of `{}`", text,
                    d.name),
        fmt::format("write `;` before `{}`", text));
  }
  if (lacks_quotes(text)) {
    add("unquoted-keyword", text,
        fmt::format("`{}` without single quotes is a host", printable(text)),
        fmt::format("write `'{}'`", printable(text)));
    return;
  }
  if (is_nonce(text) && text.size() > 8 && text.ends_with('\'')) {
    if (text.size() < 16)  // 'nonce- and ' around 8
      add("nonce-length", text, "a nonce of less than 8 characters can be guessed",
          "make nonces of 128 random bits");
    add("static-nonce", text, "a nonce in a fixed policy can be read and used by everybody",
        "write the hash of the script, or let the server make a nonce for each response");
    if (source.kind != SourceKind::nonce) {
      add("nonce-charset", text, fmt::format("`{}` is not of base64", printable(text)),
          "write the random bytes in base64");
    }
  }
  const bool types = d.name == "trusted-types" || d.name == "require-trusted-types-for";
  const bool own =
      (d.name == "require-trusted-types-for" && text == "'script'") ||
      (d.name == "trusted-types" && (text == "'none'" || text == "'allow-duplicates'")) ||
      (d.name == "webrtc" && (low == "'allow'" || low == "'block'"));
  if (text.starts_with('\'') && !own && (types || source.kind == SourceKind::invalid))
    add("invalid-keyword", text,
        fmt::format("`{}` is no keyword, nonce or hash; browsers ignore it", printable(text)), {});
  const DirectiveRule* rule = find_directive(d.name);
  if (rule != nullptr && rule->values == Values::sources && source.kind == SourceKind::invalid &&
      !text.starts_with('\'') && find_directive(low) == nullptr) {
    std::string_view host = text;
    if (const std::size_t sign = host.find("://"); sign != std::string_view::npos)
      host.remove_prefix(sign + 3);
    if (!host.starts_with('['))
      add("invalid-source", text,
          fmt::format("`{}` is no source expression; browsers ignore it", printable(text)),
          "a source is a scheme, a host with or without scheme, port and path, or a keyword");
  }
}

/// In whatever directive: browsers match no address.
void Linter::address(const std::string& text) {
  std::string_view host = text;
  if (const std::size_t sign = host.find("://"); sign != std::string_view::npos)
    host.remove_prefix(sign + 3);
  const std::size_t end = host.starts_with('[') ? host.find(']') : host.find_first_of(":/");
  host = host.substr(0, host.starts_with('[') && end != std::string_view::npos ? end + 1 : end);
  if (!is_address(host)) return;
  add("ip-source", text,
      host == "127.0.0.1" ? "`127.0.0.1` is the visitor's own machine"
                          : fmt::format("browsers match no address such as `{}`", printable(host)),
      "write a host name");
}

void Linter::keyword(const std::string& text, const Source& source) {
  const Directive& d = *directive_;
  const bool script = is_script(d);
  const bool style = d.name == "default-src" || d.name.starts_with("style-src");
  if (source.keyword == "unsafe-inline") {
    const bool ignored = (script && list(d).has_nonce_or_hash()) || is_strict(d);
    if (ignored) {
      add("ignored-source", text,
          fmt::format("`{}` is ignored beside a nonce, a hash or `'strict-dynamic'`", text),
          "keep it for browsers that know neither, or take it out");
    } else if (script) {
      add("unsafe-inline", text, "`'unsafe-inline'` runs any script that is injected into the page",
          "move inline code into files, or allow it by its hash");
    } else if (style && !list(d).has_nonce_or_hash()) {
      add("unsafe-inline-style", text,
          "`'unsafe-inline'` applies any style that is injected into the page",
          "move inline styles into files, or allow them by their hash");
    }
  } else if (source.keyword == "unsafe-eval" && script) {
    add("unsafe-eval", text, "`'unsafe-eval'` turns texts into code",
        "take out `eval` and its like; WebAssembly needs `'wasm-unsafe-eval'` alone");
  } else if (source.keyword == "unsafe-hashes" && script) {
    add("unsafe-hashes", text, "`'unsafe-hashes'` allows event handlers and `javascript:` links",
        "attach handlers from a script file");
  } else if (source.keyword == "self" && script) {
    if (is_strict(d))
      add("ignored-source", text, fmt::format("`{}` is ignored beside `'strict-dynamic'`", text),
          "keep it for browsers that do not know `'strict-dynamic'`, or take it out");
    else if (d.name != "script-src-attr" && !list(d).sources.empty())
      add("self-source", text,
          "`'self'` lets in files that visitors upload, and answers that call what they are told",
          "serve uploads from another host, or allow scripts by nonce or hash");
  }
}

/// A scheme or a host.
void Linter::place(const std::string& text, const Source& source) {
  const Directive& d = *directive_;
  if (is_strict(d)) {
    add("ignored-source", text, fmt::format("`{}` is ignored beside `'strict-dynamic'`", text),
        "keep it for browsers that do not know `'strict-dynamic'`, or take it out");
    return;
  }
  const std::string low = lower(text);
  if (source.kind == SourceKind::host && source.host == "*" && source.port.empty() &&
      source.path.empty()) {
    add(runs_code(d) ? "wildcard-source" : "broad-source", text,
        fmt::format("`{}` allows every host", text), "name the hosts");
    return;
  }
  if (source.kind == SourceKind::scheme) {
    if (low == "http:" || low == "ws:")
      add("plain-scheme", text, fmt::format("`{}` allows traffic without encryption", text),
          fmt::format("write `{}s:`", low.substr(0, low.size() - 1)));
    const bool known = low == "data:" || low == "http:" || low == "https:";
    static constexpr std::array<std::string_view, 8> kPassive = {
        "img-src",   "media-src",      "font-src",       "manifest-src",
        "style-src", "style-src-elem", "style-src-attr", "connect-src"};
    const bool passive = std::find(kPassive.begin(), kPassive.end(), d.name) != kPassive.end();
    if (runs_code(d) || !passive) {
      add(runs_code(d) && known ? "scheme-source" : "broad-source", text,
          fmt::format("`{}` allows {}", text,
                      low == "data:" || low == "blob:" ? "whatever a page can write into it"
                                                       : "every host of its scheme"),
          "name the hosts");
    }
    return;
  }
  if (low.starts_with("ws://"))
    add("plain-scheme", text, fmt::format("`{}` is fetched without encryption", printable(text)),
        fmt::format("write `wss{}`", printable(text.substr(2))));
  if (is_script(d) && d.name != "script-src-attr") script_host(text, source);
}

void Linter::script_host(const std::string& text, const Source& source) {
  if (source.host.find('.') == std::string::npos && text.find('.') == std::string::npos) return;
  if (const Bypass* bypass = find_bypass(source, list(*directive_).has("unsafe-eval"))) {
    add("bypassable-host", text,
        fmt::format("`{}` lets in {} at `{}`", printable(text), bypass->what, bypass->host),
        "serve the script from your own host, or allow it by nonce or hash");
  } else {
    add("unproven-host", text,
        fmt::format("whoever can put a script on `{}` runs it in the page", printable(text)),
        "make sure that it serves no callbacks, no AngularJS and nobody's uploads");
  }
}

/// What makes a policy of nonces and hashes hold.
void Linter::strict() {
  const Directive& d = *directive_;
  const auto scripts = effective(policy_, {"script-src"});
  if (scripts.empty() || scripts.front() != &d) return;
  const SourceList& sources = list(d);
  const bool dynamic = sources.has("strict-dynamic");
  const bool proof = sources.has_nonce_or_hash();
  const bool places = std::any_of(d.values.begin(), d.values.end(),
                                  [](const std::string& v) { return !v.starts_with('\''); });
  if (places && !dynamic)
    add("no-strict-dynamic", {}, "a list of hosts can often be bypassed",
        "allow scripts by nonce or hash, with `'strict-dynamic'`");
  if (dynamic && !proof)
    add("strict-dynamic-alone", {},
        "`'strict-dynamic'` without a nonce or hash blocks every script", "add the hashes");
  if (proof && !sources.has("unsafe-inline"))
    add("no-inline-fallback", {}, "browsers that know neither nonces nor hashes run no inline code",
        "add `'unsafe-inline'`, which all others ignore");
  const bool fallback = std::any_of(d.values.begin(), d.values.end(), [](const std::string& v) {
    const std::string low = lower(v);
    return low == "http:" || low == "https:" || v == "*" || v.find('.') != std::string::npos;
  });
  if (dynamic && !fallback)
    add("no-host-fallback", {}, "browsers that do not know `'strict-dynamic'` load no scripts",
        "add `https:`, which all others ignore");
}

void Linter::objects() {
  const Directive& d = *directive_;
  const auto& sources = list(d).sources;
  if (std::any_of(sources.begin(), sources.end(),
                  [](const Source& s) { return s.kind == SourceKind::none; }))
    return;
  const Directive* types = policy_.find("plugin-types");
  if (types != nullptr && std::find(types->values.begin(), types->values.end(),
                                    "application/x-shockwave-flash") == types->values.end())
    return;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto same = [&](const Source& s) { return s.text == sources[i].text; };
    if (std::any_of(sources.begin(), sources.begin() + static_cast<std::ptrdiff_t>(i), same))
      continue;
    const std::string& text = sources[i].text;
    if (is_strict(d) && !text.starts_with('\'')) continue;
    if (served_plugins(sources[i]))
      add("plugin-host", text, fmt::format("`{}` has served plug-ins that run scripts", text),
          "write `object-src 'none'`");
    else if (d.name == "object-src")
      add("object-source", text, fmt::format("`{}` lets plug-ins in", printable(text)),
          "write `object-src 'none'`");
  }
}

void Linter::missing() {
  if (scripts_.empty() || effective(policy_, {"script-src"}).empty())
    add("missing-script-src", {},
        "scripts are not restricted: neither `script-src` nor `default-src`",
        "add `default-src 'self'`");
  if (governing(policy_, "object-src") == nullptr)
    add("missing-object-src", {},
        "plug-ins are not restricted: neither `object-src` nor `default-src`",
        "add `object-src 'none'`");
  if (policy_.find("base-uri") == nullptr)
    add("missing-base-uri", {},
        "`base-uri` does not fall back: an injected `<base>` moves relative links",
        "add `base-uri 'none'`");
  if (policy_.find("frame-ancestors") == nullptr)
    add("missing-frame-ancestors", {},
        "`frame-ancestors` does not fall back: any site may frame the page",
        "add `frame-ancestors 'none'`");
  if (policy_.find("form-action") == nullptr)
    add("missing-form-action", {},
        "`form-action` does not fall back: forms may be sent to any host",
        "add `form-action 'self'`");
  const Directive* types = policy_.find("require-trusted-types-for");
  if (types == nullptr ||
      std::find(types->values.begin(), types->values.end(), "'script'") == types->values.end())
    add("no-trusted-types", {}, "any text may go where scripts are read from the page",
        "add `require-trusted-types-for 'script'` once the code makes Trusted Types");
  const auto reports = [&](std::string_view name) {
    const Directive* d = policy_.find(name);
    return d != nullptr && !d->values.empty();
  };
  if (reports("report-uri")) return;
  if (reports("report-to"))
    add("report-to-only", {}, "browsers that do not know `report-to` report nothing",
        "add `report-uri` beside it");
  else
    add("missing-reporting", {}, "violations are reported to nobody",
        "add `report-to` with the header `Reporting-Endpoints`, and `report-uri` for older "
        "browsers");
}

}  // namespace

std::vector<Lint> lint(const Policy& policy) {
  std::vector<Lint> out = Linter(policy).run();
  for (Lint& one : without_effect(policy)) out.push_back(std::move(one));
  return out;
}

}  // namespace formwork::csp
