#include "csp/lint_effect.h"

#include "base/text.h"
#include "csp/grammar.h"
#include "csp/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace formwork::csp {
namespace {

/// https://html.spec.whatwg.org/#parse-a-sandboxing-directive
const std::vector<std::string>& sandbox_flags() {
  static const std::vector<std::string> kFlags = {"allow-downloads",
                                                  "allow-forms",
                                                  "allow-modals",
                                                  "allow-orientation-lock",
                                                  "allow-pointer-lock",
                                                  "allow-popups",
                                                  "allow-popups-to-escape-sandbox",
                                                  "allow-presentation",
                                                  "allow-same-origin",
                                                  "allow-scripts",
                                                  "allow-storage-access-by-user-activation",
                                                  "allow-top-navigation",
                                                  "allow-top-navigation-by-user-activation",
                                                  "allow-top-navigation-to-custom-protocols"};
  return kFlags;
}

/// Directives whose checks ask for the URL of a request and nothing else.
bool asks_for_urls(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kNames = {
      "base-uri",  "child-src", "connect-src",  "font-src",  "form-action", "frame-ancestors",
      "frame-src", "img-src",   "manifest-src", "media-src", "object-src",  "worker-src"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// Characters of Base64 that a digest has, without padding; 0 for an algorithm that is none.
std::size_t digest_length(std::string_view algorithm) {
  if (algorithm == "sha256") return 43;
  if (algorithm == "sha384") return 64;
  return algorithm == "sha512" ? 86 : 0;
}

class Finder {
 public:
  explicit Finder(const Policy& policy) : policy_(policy) {}

  std::vector<Lint> run() {
    for (const Directive& directive : policy_.directives) {
      directive_ = &directive;
      const DirectiveRule* rule = find_directive(directive.name);
      if (rule == nullptr || !rule->deprecated.empty()) continue;
      if (directive.name == "sandbox") sandbox();
      if (directive.name == "report-to" && directive.values.size() != 1)
        add({}, "`report-to` takes the name of one endpoint", "name one, or none of it");
      if (directive.name == "report-uri" && directive.values.empty())
        add({}, "`report-uri` names no address", "name one, or take it out");
      if (rule->values == Values::none && !directive.values.empty())
        add(directive.values.front(), fmt::format("`{}` takes no value", directive.name),
            "take out what stands behind it");
      if (rule->values == Values::sources) sources();
    }
    return std::move(out_);
  }

 private:
  void add(std::string value, std::string message, std::string help) {
    out_.push_back({"without-effect", directive_->name, std::move(value), std::move(message),
                    Severity::warning, std::move(help)});
  }

  void sandbox() {
    for (const std::string& value : directive_->values) {
      const std::string flag = lower(value);
      if (std::find(sandbox_flags().begin(), sandbox_flags().end(), flag) != sandbox_flags().end())
        continue;
      const auto near = nearest(flag, sandbox_flags());
      add(value, fmt::format("`{}` is no flag of a sandbox; browsers ignore it", printable(value)),
          near ? fmt::format("did you mean `{}`?", *near) : "take it out");
    }
  }

  void sources() {
    for (const Source& source : parse_sources(*directive_).sources) {
      const bool proof = source.kind == SourceKind::nonce || source.kind == SourceKind::hash;
      if (asks_for_urls(directive_->name)) {
        const bool keyword =
            source.kind == SourceKind::keyword && source.keyword != "self" &&
            !(source.keyword == "unsafe-webtransport-hashes" && directive_->name == "connect-src");
        if (proof || keyword)
          add(source.text,
              fmt::format("`{}` says nothing in `{}`, which asks for addresses alone",
                          printable(source.text), directive_->name),
              "take it out, or move it to the directive of scripts or styles");
        continue;
      }
      if (source.kind != SourceKind::hash) continue;
      const std::size_t length = source.value.find_last_not_of('=') + 1;
      if (const std::size_t due = digest_length(source.algorithm); due != 0 && length != due)
        add(source.text,
            fmt::format("`{}` has {} characters of Base64, and a digest of {} has {}: it matches "
                        "nothing",
                        printable(source.text), length, source.algorithm, due),
            "copy the whole hash");
    }
  }

  const Policy& policy_;
  const Directive* directive_ = nullptr;
  std::vector<Lint> out_{};
};

}  // namespace

std::vector<Lint> without_effect(const Policy& policy) {
  return Finder(policy).run();
}

}  // namespace formwork::csp
