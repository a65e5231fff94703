// The policy read back out of what is emitted. Each edge has a right output, and changes of it that
// are all found.
#include "csp/carried.h"

#include "document/yaml.h"
#include "language/bicep/fold.h"
#include "language/hcl/module.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>

namespace formwork::csp {
namespace {

constexpr std::string_view kHeader = "Content-Security-Policy";
constexpr std::string_view kPolicy = "default-src 'self'; object-src 'none'; base-uri 'none'";

using Others = std::map<std::string, std::string>;

struct Change {
  std::string_view from, to;  // the first place of `from` becomes `to`
  std::string_view says;      // part of the finding; empty: it means the same
};

std::string changed(std::string text, const Change& change) {
  const std::size_t at = text.find(change.from);
  EXPECT_NE(at, std::string::npos) << change.from;
  return at == std::string::npos ? text : text.replace(at, change.from.size(), change.to);
}

std::string first_divergence(const std::vector<Carrier>& carriers, const Expected& expected) {
  if (carriers.empty()) return "no carrier";
  for (const Carrier& carrier : carriers) {
    if (const auto why = divergence(carrier, expected)) return carrier.place + ": " + *why;
    for (const HeaderDivergence& one : header_divergences(carrier, expected))
      return carrier.place + ": " + one.name + ": " + one.why;
  }
  return {};
}

template <class Find>
void expect_found(const Find& find, const Change& change, std::string_view where) {
  const std::string found = find(change);
  if (change.says.empty())
    EXPECT_EQ(found, "") << where << ": " << change.from << " -> " << change.to;
  else
    EXPECT_NE(found.find(change.says), std::string::npos)
        << where << ": " << change.from << " -> " << change.to << "\nfound: " << found;
}

const Expected kExpected{std::string(kHeader), std::string(kPolicy), {}};

// Gateway API ---------------------------------------------------------------------------------

constexpr std::string_view kRoute = R"(kind: HTTPRoute
spec:
  rules:
    - filters:
        - type: ResponseHeaderModifier
          responseHeaderModifier:
            set:
              - name: Content-Security-Policy
                value: "default-src 'self'; object-src 'none'; base-uri 'none'"
              - name: X-Frame-Options
                value: DENY
            remove:
              - Server
      backendRefs:
        - name: api
    - filters:
        - type: RequestRedirect
          requestRedirect: {scheme: https}
)";

template <class Carriers>
std::string of_yaml(std::string_view text, const Carriers& carriers, const Expected& expected) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add("output", std::string(text));
  const auto document = parse_yaml(source, sources, diagnostics);
  if (!document) return "does not parse";
  return first_divergence(carriers(document->root(), as_it_stands()), expected);
}

/// The spec's `headers` hold a second policy.
Expected with_tried(std::string_view policy) {
  Expected out{std::string(kHeader), std::string(kPolicy), {}};
  out.others = {{"content-security-policy-report-only", std::string(policy)},
                {"x-frame-options", "DENY"}};
  take_tried(out);
  EXPECT_EQ(out.tried, policy);
  EXPECT_EQ(out.others->size(), 1U);
  return out;
}

TEST(GatewayRoute, CarriesTheOneThatIsTriedAndEveryChangeOfItIsFound) {
  const Expected expected = with_tried("script-src 'none'; object-src 'none'");
  const std::string route = changed(
      std::string(kRoute), {"              - name: X-Frame",
                            "              - name: Content-Security-Policy-Report-Only\n"
                            "                value: \"object-src 'none'; script-src 'none'\"\n"
                            "              - name: X-Frame",
                            ""});
  EXPECT_EQ(of_yaml(route, gateway_carriers, expected), "");
  const Change changes[] = {
      {"'none'; script-src 'none'\"", "'none'; script-src 'self'\"",
       "of `content-security-policy-report-only`, which is tried beside it: it differs in meaning"},
      {"Policy-Report-Only\n", "Policy\n", "it differs in meaning: `base-uri` is gone"},
      {"name: Content-Security-Policy-Report-Only", "name: X-Nothing",
       "`content-security-policy-report-only`, which is tried beside it, is gone"},
      {"name: Content-Security-Policy\n", "name: X-Nothing\n", "`content-security-policy` is gone"},
      {"'none'; script-src 'none'\"", "'none', script-src 'none'\"", "2 policies are sent"},
      {"Server", "Content-Security-Policy-Report-Only", "which is tried beside it, is gone"},
  };
  for (const Change& change : changes)
    expect_found(
        [&](const Change& c) { return of_yaml(changed(route, c), gateway_carriers, expected); },
        change, "gateway");
  // Without it in the spec, a second one is too many.
  EXPECT_NE(of_yaml(route, gateway_carriers, kExpected), "");
}

TEST(GatewayRoute, CarriesThePolicyAndEveryChangeOfItIsFound) {
  EXPECT_EQ(of_yaml(kRoute, gateway_carriers, kExpected), "");
  const Change changes[] = {
      {"object-src 'none'; base-uri 'none'", "base-uri 'none'; object-src 'none'", ""},
      {"default-src 'self'", "default-src 'self' https:", "`default-src` gains `https:`"},
      {"; base-uri 'none'", "", "`base-uri` is gone"},
      {"default-src 'self'", "default-src 'self', img-src *", "2 policies are sent in one header"},
      {"name: Content-Security-Policy", "name: Content-Security-Policies", "is gone"},
      {"name: Content-Security-Policy", "name: Content-Security-Policy-Report-Only",
       "the spec wants `content-security-policy`"},
      {"name: X-Frame-Options\n                value: DENY",
       "name: content-security-policy-report-only\n                value: \"img-src *\"",
       "`content-security-policy-report-only` is sent"},
      {"name: X-Frame-Options\n                value: DENY",
       "name: CONTENT-SECURITY-POLICY\n                value: \"img-src *\"",
       "`default-src` is gone"},
      {"- Server", "- content-security-policy", "is gone"},
      {"remove:\n              - Server",
       "add:\n              - {name: Content-Security-Policy, value: \"img-src *\"}",
       "is sent 2 times"},
      {"- type: RequestRedirect\n          requestRedirect: {scheme: https}",
       "- type: URLRewrite\n      backendRefs: [{name: web}]", "`rules[1]`: the content"},
  };
  for (const Change& change : changes) {
    expect_found(
        [](const Change& c) {
          return of_yaml(changed(std::string(kRoute), c), gateway_carriers, kExpected);
        },
        change, "gateway");
  }
}

// Ingress controllers --------------------------------------------------------------------------

constexpr std::string_view kConfigMap = R"(kind: ConfigMap
data:
  Content-Security-Policy: "default-src 'self'; object-src 'none'; base-uri 'none'"
  X-Frame-Options: DENY
)";

TEST(IngressNginx, CarriesThePolicyAndEveryChangeOfItIsFound) {
  EXPECT_EQ(of_yaml(kConfigMap, ingress_nginx_carriers, kExpected), "");
  const Change changes[] = {
      {"object-src 'none'; base-uri 'none'", "base-uri 'none'; object-src 'none'", ""},
      {"default-src 'self'", "default-src 'self' https:", "`default-src` gains `https:`"},
      {"Content-Security-Policy:", "content-security-policy:", ""},
      {"Content-Security-Policy:", "X-Content-Security-Policy:", "is gone"},
      {"Content-Security-Policy:", "Content-Security-Policy-Report-Only:",
       "the spec wants `content-security-policy`"},
      {"X-Frame-Options: DENY", "content-security-policy: \"img-src *\"", "is sent 2 times"},
      {"data:", "binaryData:", "no carrier"},
  };
  for (const Change& change : changes) {
    expect_found(
        [](const Change& c) {
          return of_yaml(changed(std::string(kConfigMap), c), ingress_nginx_carriers, kExpected);
        },
        change, "ingress-nginx");
  }
}

constexpr std::string_view kIngress = R"(kind: Ingress
metadata:
  annotations:
    alb.ingress.kubernetes.io/scheme: internal
    alb.ingress.kubernetes.io/listener-attributes.HTTPS-443: "routing.http.response.server.enabled=false,routing.http.response.content_security_policy.header_value=default-src 'self'; object-src 'none'; base-uri 'none',routing.http.response.x_frame_options.header_value=DENY"
)";

TEST(LoadBalancer, CarriesThePolicyAndEveryChangeOfItIsFound) {
  EXPECT_EQ(of_yaml(kIngress, alb_carriers, kExpected), "");
  const Change changes[] = {
      {"object-src 'none'; base-uri 'none'", "base-uri 'none'; object-src 'none'", ""},
      {"routing.http.response.server.enabled=false,", "", ""},
      {"default-src 'self'", "default-src 'self' https:", "`default-src` gains `https:`"},
      {"base-uri 'none',", "base-uri 'none'\\\\,", "2 policies are sent in one header"},
      {"; base-uri 'none'", "", "`base-uri` is gone"},
      {"content_security_policy.header", "content_security_policies.header", "is gone"},
      {"content_security_policy.header_value=", "content_security_policy.enabled=", "is gone"},
      {"HTTPS-443", "HTTPS-8443", "is gone"},
      {"HTTPS-443", "HTTP-80", "is gone"},
      {"x_frame_options.header_value=DENY", "content_security_policy.header_value=img-src *",
       "`default-src` is gone"},
  };
  for (const Change& change : changes) {
    expect_found(
        [](const Change& c) {
          return of_yaml(changed(std::string(kIngress), c), alb_carriers, kExpected);
        },
        change, "alb");
  }
}

const Expected kWithHeaders{
    .header = std::string(kHeader),
    .policy = std::string(kPolicy),
    .others = {{{"x-frame-options", "DENY"},
                {"strict-transport-security", "max-age=31536000; includeSubDomains"}}}};

TEST(GatewayRoute, CarriesTheHeadersBesideThePolicy) {
  const std::string route =
      changed(std::string(kRoute), {"value: DENY",
                                    "value: DENY\n              - name: Strict-Transport-Security\n"
                                    "                value: max-age=31536000; includeSubDomains",
                                    ""});
  EXPECT_EQ(of_yaml(route, gateway_carriers, kWithHeaders), "");
  const Change changes[] = {
      {"max-age=31536000; includeSubDomains", "includesubdomains;max-age=\"31536000\"", ""},
      {"value: DENY", "value: deny", ""},
      {"max-age=31536000; includeSubDomains", "max-age=300; includeSubDomains",
       "Strict-Transport-Security: it holds for 300 seconds instead of 31536000"},
      {"value: DENY", "value: SAMEORIGIN", "X-Frame-Options: it means `sameorigin`"},
      {"name: X-Frame-Options", "name: X-Frame-Option", "X-Frame-Options: it is gone"},
      {"- Server", "- x-frame-options", "X-Frame-Options: it is gone"},
      {"remove:\n              - Server",
       "add:\n              - {name: X-Frame-Options, value: DENY}",
       "X-Frame-Options: it is sent 2 times"},
      {"remove:\n              - Server",
       "add:\n              - {name: Cross-Origin-Embedder-Policy, value: require-corp}",
       "Cross-Origin-Embedder-Policy: it means `require-corp` instead of `unsafe-none`"},
      {"remove:\n              - Server",
       "add:\n              - {name: Cross-Origin-Embedder-Policy, value: unsafe-none}", ""},
      {"remove:\n              - Server", "add:\n              - {name: X-Other, value: x}", ""},
  };
  for (const Change& change : changes) {
    expect_found(
        [&](const Change& c) { return of_yaml(changed(route, c), gateway_carriers, kWithHeaders); },
        change, "gateway");
  }
}

TEST(GatewayRoute, SendsNothingWhereTheSpecWantsNothing) {
  EXPECT_NE(of_yaml(kRoute, gateway_carriers, {std::string(kHeader), "", {}}), "");
  const std::string without =
      changed(std::string(kRoute), {"Content-Security-Policy", "X-Other", ""});
  EXPECT_EQ(of_yaml(without, gateway_carriers, {std::string(kHeader), "", {}}), "");
}

// Static Web Apps -----------------------------------------------------------------------------

constexpr std::string_view kStaticWebApp = R"({
  "navigationFallback": {"rewrite": "/index.html"},
  "globalHeaders": {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff"
  },
  "routes": [
    {"route": "/assets/*", "headers": {"Cache-Control": "public, max-age=31536000, immutable"}}
  ]
}
)";

TEST(StaticWebApp, CarriesThePolicyAndEveryChangeOfItIsFound) {
  EXPECT_EQ(of_yaml(kStaticWebApp, static_web_apps_carriers, kExpected), "");
  const Change changes[] = {
      {"\"Content-Security-Policy\"", "\"content-security-policy\"", ""},
      {"object-src 'none'", "object-src 'self'", "`object-src` gains `'self'`"},
      {"\"Content-Security-Policy\"", "\"Content-Security-Policy-Report-Only\"", "is sent"},
      {"globalHeaders", "globalheaders", "the content security policy is gone"},
      {"\"X-Content-Type-Options\": \"nosniff\"", "\"content-security-policy\": \"img-src *\"",
       "is sent 2 times"},
      {"\"Cache-Control\": \"public, max-age=31536000, immutable\"",
       "\"Content-Security-Policy\": \"default-src *\"", "`routes[0]`: it differs"},
      {"\"Cache-Control\": \"public, max-age=31536000, immutable\"",
       "\"Content-Security-Policy\": \"\"", "`routes[0]`: it differs"},
  };
  for (const Change& change : changes) {
    expect_found(
        [](const Change& c) {
          return of_yaml(changed(std::string(kStaticWebApp), c), static_web_apps_carriers,
                         kExpected);
        },
        change, "static-web-apps");
  }
}

// What a route sets of the two wins there; of what it does not set the global one is sent.
TEST(StaticWebApp, ARouteMaySetOneOfTwoPolicies) {
  const auto with = [](std::string_view route) {
    return of_yaml(std::string(R"({"globalHeaders": {"X-Frame-Options": "DENY",
      "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'",
      "Content-Security-Policy-Report-Only": "script-src 'none'"}, "routes": [{"route": "/a", "headers": {)") +
                       std::string(route) + "}}]}",
                   static_web_apps_carriers, with_tried("script-src 'none'"));
  };
  EXPECT_EQ(with(R"("Cache-Control": "no-store")"), "");
  EXPECT_EQ(with(R"("Content-Security-Policy-Report-Only": "script-src 'none'")"), "");
  EXPECT_EQ(
      with(
          R"("Content-Security-Policy": "object-src 'none'; default-src 'self'; base-uri 'none'")"),
      "");
  EXPECT_NE(
      with(R"("Content-Security-Policy-Report-Only": "script-src 'self'")").find("`routes[0]`"),
      std::string::npos);
  EXPECT_NE(with(R"("Content-Security-Policy": "default-src *")").find("`routes[0]`"),
            std::string::npos);
}

TEST(StaticWebApp, CarriesTheHeadersBesideThePolicy) {
  Expected expected = kExpected;
  expected.others.emplace();
  (*expected.others)["x-content-type-options"] = "nosniff";
  EXPECT_EQ(of_yaml(kStaticWebApp, static_web_apps_carriers, expected), "");
  const Change changes[] = {
      {"\"nosniff\"", "\"NOSNIFF\"", ""},
      {"\"nosniff\"", "\"sniff\"", "`globalHeaders`: X-Content-Type-Options: it means nothing"},
      {"\"X-Content-Type-Options\"", "\"X-Content-Type\"", "X-Content-Type-Options: it is gone"},
      // A route replaces single headers, an empty value takes one away; the others stay.
      {"\"Cache-Control\": \"public, max-age=31536000, immutable\"",
       "\"X-Content-Type-Options\": \"\"", "`routes[0]`: X-Content-Type-Options: it means nothing"},
      {"\"Cache-Control\": \"public, max-age=31536000, immutable\"",
       "\"Referrer-Policy\": \"unsafe-url\"",
       "`routes[0]`: Referrer-Policy: it means `unsafe-url`"},
      {"\"Cache-Control\": \"public, max-age=31536000, immutable\"",
       "\"x-content-type-options\": \"nosniff\"", ""},
  };
  for (const Change& change : changes) {
    expect_found(
        [&](const Change& c) {
          return of_yaml(changed(std::string(kStaticWebApp), c), static_web_apps_carriers,
                         expected);
        },
        change, "static-web-apps");
  }
}

// Front Door ----------------------------------------------------------------------------------

constexpr std::string_view kTerraformRoot = R"(module "front_door" {
  source = "../modules/terraform/front-door"
  name   = "afd"
  routes = {
    api = {
      patterns                     = ["/api/*"]
      origin                       = { host_name = "a.example", probe_path = "/ready" }
      rule_set_name                = "api"
      content_security_policy      = "default-src 'self';"
      content_security_policy_rest = ["object-src 'none'; base-u", "ri 'none'"]
      response_headers             = { X-Frame-Options = "DENY", X-One = "1", X-Two = "2", X-Three = "3" }
    }
    web = {
      patterns                = ["/*"]
      origin                  = { host_name = "b.example", probe_path = "/ready" }
      rule_set_name           = "web"
      content_security_policy = "default-src 'self'; object-src 'none'; base-uri 'none'"
    }
  }
}
)";

constexpr std::string_view kBicepRoot =
    R"(module frontDoor '../modules/bicep/front-door/main.bicep' = {
  name: 'front-door'
  params: {
    name: 'afd'
    routes: {
      api: {
        patterns: ['/api/*']
        origin: { hostName: 'a.example', probePath: '/ready' }
        ruleSetName: 'api'
        contentSecurityPolicy: 'default-src \'self\';'
        contentSecurityPolicyRest: ['object-src \'none\'; base-u', 'ri \'none\'']
        responseHeaders: { 'X-Frame-Options': 'DENY', 'X-One': '1', 'X-Two': '2', 'X-Three': '3' }
      }
      web: {
        patterns: ['/*']
        origin: { hostName: 'b.example', probePath: '/ready' }
        ruleSetName: 'web'
        contentSecurityPolicy: 'default-src \'self\'; object-src \'none\'; base-uri \'none\''
      }
    }
  }
}
)";

std::string module_file(const std::string& language, const std::string& file) {
  std::ifstream in(std::string(FORMWORK_SOURCE_DIR) + "/templates/azure/modules/" + language +
                       "/front-door/" + file,
                   std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct FrontDoor {
  std::string root, module;
};

/// What `look` makes of the carriers, which are of two routes at least.
std::string of_carriers(const FrontDoor& texts, bool terraform,
                        const std::function<std::string(const std::vector<Carrier>&)>& look) {
  SourceMap sources;
  Diagnostics diagnostics;
  fold::Configuration configuration;
  configuration.root = "root";
  const std::string language = terraform ? "terraform" : "bicep";
  const std::string folder = "modules/" + language + "/front-door";
  const std::string extension = terraform ? ".tf" : ".bicep";
  configuration.folders["root"] = {sources.add("root/main" + extension, texts.root)};
  configuration.folders[folder] = {sources.add(folder + "/main" + extension, texts.module)};
  if (terraform) {
    configuration.folders[folder].push_back(
        sources.add(folder + "/variables.tf", module_file("terraform", "variables.tf")));
  }
  const auto folded = terraform
                          ? lang::hcl::fold_configuration(configuration, sources, diagnostics)
                          : lang::bicep::fold_configuration(configuration, sources, diagnostics);
  if (!folded) return "does not parse";
  std::vector<OutputObject> objects;
  for (const Object& object : folded->objects)
    objects.push_back({object.type, object.name, object.body});
  const auto carriers = front_door_carriers(objects, as_it_stands());
  if (carriers.size() < 2) return "fewer carriers than routes";
  return look(carriers);
}

std::string of_front_door(const FrontDoor& texts, bool terraform,
                          const Expected& expected = kExpected) {
  return of_carriers(texts, terraform, [&](const std::vector<Carrier>& carriers) {
    return first_divergence(carriers, expected);
  });
}

const FrontDoor& terraform() {
  static const FrontDoor kTexts{std::string(kTerraformRoot), module_file("terraform", "main.tf")};
  return kTexts;
}

const FrontDoor& bicep() {
  static const FrontDoor kTexts{std::string(kBicepRoot), module_file("bicep", "main.bicep")};
  return kTexts;
}

TEST(FrontDoorRuleSets, CarryThePolicyThatTheRootHandsTheModule) {
  EXPECT_EQ(of_front_door(terraform(), true), "");
  EXPECT_EQ(of_front_door(bicep(), false), "");
}

// A host's own policy is looked for in the rule sets of its routes.
TEST(FrontDoorRuleSets, AreKnownByTheNamesTheyHaveInTheCloud) {
  const auto names = [](const std::vector<Carrier>& carriers) {
    std::string out;
    for (const Carrier& carrier : carriers) {
      if (!carrier.of_route) out += carrier.name + " ";
    }
    return out;
  };
  FrontDoor texts = terraform();
  texts.root =
      changed(texts.root, {"rule_set_name                = \"api\"", "rule_set_name = \"v1\"", ""});
  EXPECT_EQ(of_carriers(texts, true, names), "v1 web ");
  texts = bicep();
  texts.root = changed(texts.root, {"ruleSetName: 'api'", "ruleSetName: 'v1'", ""});
  EXPECT_EQ(of_carriers(texts, false, names), "v1 web ");
}

TEST(FrontDoorRuleSets, CarryTheHeadersBesideThePolicy) {
  Expected expected = kExpected;
  expected.others.emplace();
  for (const bool hcl : {true, false}) {
    FrontDoor texts = hcl ? terraform() : bicep();
    const std::string name = hcl ? "X-Frame-Options = \"DENY\"" : "'X-Frame-Options': 'DENY'";
    const std::string other =
        hcl ? "Referrer-Policy = \"no-referrer\"" : "'Referrer-Policy': 'no-referrer'";
    EXPECT_EQ(of_front_door(texts, hcl, expected),
              "rule set `api`: X-Frame-Options: it means `deny` instead of nothing");
    expected.others = Others{{"x-frame-options", "DENY"}};
    // The other route sends none.
    EXPECT_EQ(of_front_door(texts, hcl, expected), "rule set `web`: X-Frame-Options: it is gone");
    expected.others = Others{{"referrer-policy", "no-referrer"}};
    texts.root = changed(texts.root, {name, other, ""});
    EXPECT_EQ(of_front_door(texts, hcl, expected), "rule set `web`: Referrer-Policy: it is gone");
    expected.others = Others{{"referrer-policy", "unsafe-url"}};
    EXPECT_EQ(of_front_door(texts, hcl, expected),
              "rule set `api`: Referrer-Policy: it means `no-referrer` instead of `unsafe-url`");
    expected.others.emplace();
  }
}

TEST(FrontDoorRuleSets, ChangesOfTheRootAreFoundInBothLanguages) {
  const Change of_terraform[] = {
      {"object-src 'none'; base-uri 'none'", "base-uri 'none'; object-src 'none'", ""},
      {"\"object-src 'none'; base-u\", \"ri 'none'\"", "\"object-src 'none'; base-u\"",
       "rule set `api`: it differs in meaning: `base-uri` is gone, `base-u` is new"},
      {"\"object-src 'none'; base-u\", \"ri 'none'\"",
       "\"ri 'none'\", \"object-src 'none'; base-u\"", "rule set `api`: it differs"},
      {"\"default-src 'self'; object-src 'none'; base-uri 'none'\"", "\"default-src *\"",
       "rule set `web`: it differs"},
      {"\"default-src 'self'; object-src 'none'; base-uri 'none'\"", "null",
       "rule set `web`: the content security policy is gone"},
      {"\"default-src 'self'; object-src 'none'; base-uri 'none'\"", "azurerm_x.y.policy",
       "known only after deployment"},
      {"\"default-src 'self'; object-src 'none'; base-uri 'none'\"",
       "\"default-src 'self'; object-src 'none'; base-uri 'none'\"\n      "
       "content_security_policy_report_only = true",
       "`content-security-policy-report-only` is sent"},
  };
  for (const Change& change : of_terraform) {
    expect_found(
        [](const Change& c) {
          return of_front_door({changed(terraform().root, c), terraform().module}, true);
        },
        change, "terraform root");
  }
  const Change of_bicep[] = {
      {"object-src \\'none\\'; base-uri \\'none\\'", "base-uri \\'none\\'; object-src \\'none\\'",
       ""},
      {", 'ri \\'none\\''", "", "rule set `api`: it differs in meaning: `base-uri` is gone"},
      {"'default-src \\'self\\'; object-src \\'none\\'; base-uri \\'none\\''", "'default-src *'",
       "rule set `web`: it differs"},
      {"contentSecurityPolicy: 'default-src \\'self\\'; object-src",
       "// 'default-src \\'self\\'; object-src",
       "rule set `web`: the content security policy is gone"},
      {"'default-src \\'self\\'; object-src \\'none\\'; base-uri \\'none\\''",
       "x.properties.policy", "known only after deployment"},
      {"'default-src \\'self\\'; object-src \\'none\\'; base-uri \\'none\\''",
       "'default-src \\'self\\'; object-src \\'none\\'; base-uri \\'none\\''\n        "
       "contentSecurityPolicyReportOnly: true",
       "`content-security-policy-report-only` is sent"},
  };
  for (const Change& change : of_bicep) {
    expect_found(
        [](const Change& c) {
          return of_front_door({changed(bicep().root, c), bicep().module}, false);
        },
        change, "bicep root");
  }
}

TEST(FrontDoorRuleSets, ChangesOfTheModuleAreFoundInBothLanguages) {
  const Change of_terraform[] = {
      {"index == 0 ? \"Overwrite\" : \"Append\"", "\"Overwrite\"", "rule set `api`: it differs"},
      {"index == 0 ? \"Overwrite\" : \"Append\"", "\"Append\"", ""},  // nothing came before
      {": \"Content-Security-Policy\"", ": \"Content-Security-Polizei\"", "is gone"},
      {"behavior_on_match         = \"Continue\"", "behavior_on_match         = \"Stop\"", ""},
      {"order                     = each.value.order",
       "order                     = 10 - each.value.order", ""},  // the policy is all in one rule
      {"chunklist(actions, 5)", "chunklist(actions, 2)", ""},
      {"actions {\n    dynamic",
       "conditions {\n    ssl_protocol_condition {}\n  }\n\n  actions {\n    dynamic",
       "known only after deployment"},
      {"for_each = local.header_rules",
       "for_each = { for k, r in local.header_rules : k => r if r.route != \"web\" }",
       "a rule set without rules"},
      {"[azurerm_cdn_frontdoor_rule_set.this[each.key].id]", "[]", "uses no rule set"},
      {"resource \"azurerm_cdn_frontdoor_route\" \"this\" {",
       R"(resource "azurerm_cdn_frontdoor_rule" "first" {
  for_each                  = var.routes
  name                      = "first"
  cdn_frontdoor_rule_set_id = azurerm_cdn_frontdoor_rule_set.this[each.key].id
  order                     = 0
  behavior_on_match         = "Stop"

  conditions {
    ssl_protocol_condition {}
  }

  actions {
    url_redirect_action {}
  }
}

resource "azurerm_cdn_frontdoor_route" "this" {)",
       "rule set `api`: `content-security-policy` is sent 2 times"},
      {"for_each = each.value.actions",
       "for_each = slice(each.value.actions, 1, length(each.value.actions))", "differs"},
  };
  for (const Change& change : of_terraform) {
    expect_found(
        [](const Change& c) {
          return of_front_door({terraform().root, changed(terraform().module, c)}, true);
        },
        change, "terraform module");
  }
  const Change of_bicep[] = {
      {"index == 0 ? 'Overwrite' : 'Append'", "'Overwrite'", "rule set `api`: it differs"},
      {": 'Content-Security-Policy'\n", ": 'Content-Security-Polizei'\n", "is gone"},
      {"value: action.value", "value: '${action.value} x'", "differs"},
      {"      order: rule.order",
       "      conditions: [{ name: 'SslProtocol' }]\n      order: rule.order",
       "known only after deployment"},
      {"      ruleSets: [\n        {\n          id: ruleSet[index].id\n        }\n      ]",
       "      ruleSets: []", "uses no rule set"},
  };
  for (const Change& change : of_bicep) {
    expect_found(
        [](const Change& c) {
          return of_front_door({bicep().root, changed(bicep().module, c)}, false);
        },
        change, "bicep module");
  }
}

// Which rule set a route uses, and for whom it answers, is known by whose ids it names.
TEST(FrontDoorRoutes, AreKnownByTheirRuleSetsAndTheHostsTheyAnswerFor) {
  const auto routes = [](const std::vector<Carrier>& carriers) {
    std::string out;
    for (const Carrier& carrier : carriers) {
      if (!carrier.of_route) continue;
      out += carrier.name.empty() ? "-" : carrier.name;
      if (!carrier.hosts) out += " ?";
      for (const std::string& host : carrier.hosts.value_or(std::vector<std::string>()))
        out += " " + host;
      out += "; ";
    }
    return out;
  };
  FrontDoor hcl = terraform();
  hcl.root = changed(hcl.root, {"  routes = {", R"(  custom_domains = {
    shop  = { host_name = "shop.example" }
    admin = { host_name = "admin.example" }
  }
  routes = {)",
                                ""});
  hcl.root =
      changed(hcl.root, {"[\"/api/*\"]", "[\"/api/*\"]\n domains = [\"shop\", \"admin\"]", ""});
  FrontDoor arm = bicep();
  arm.root = changed(arm.root, {"    routes: {", R"(    customDomains: {
      shop: { hostName: 'shop.example' }
      admin: { hostName: 'admin.example' }
    }
    routes: {)",
                                ""});
  arm.root = changed(arm.root, {"['/api/*']", "['/api/*']\n domains: ['shop', 'admin']", ""});
  EXPECT_EQ(of_carriers(hcl, true, routes), "api shop.example admin.example; web; ");
  EXPECT_EQ(of_carriers(arm, false, routes), "api shop.example admin.example; web; ");
  const auto of = [&](const FrontDoor& texts, bool is_hcl, const Change& change) {
    return of_carriers({texts.root, changed(texts.module, change)}, is_hcl, routes);
  };
  constexpr std::string_view kHclSets = "[azurerm_cdn_frontdoor_rule_set.this[each.key].id]";
  constexpr std::string_view kArmSet = "id: ruleSet[index].id";
  // The other's.
  EXPECT_EQ(of(hcl, true, {kHclSets, "[azurerm_cdn_frontdoor_rule_set.this[\"web\"].id]", ""}),
            "web shop.example admin.example; web; ");
  EXPECT_EQ(of(arm, false, {kArmSet, "id: ruleSet[0].id", ""}),
            "api shop.example admin.example; api; ");
  EXPECT_EQ(of(arm, false,
               {kArmSet, "id: resourceId('Microsoft.Cdn/profiles/ruleSets', name, 'web')", ""}),
            "web shop.example admin.example; web; ");
  // None, several, and ones that nothing is known of.
  EXPECT_EQ(of(hcl, true, {kHclSets, "null", ""}), "- shop.example admin.example; -; ");
  EXPECT_EQ(of(hcl, true, {kHclSets, "values(azurerm_cdn_frontdoor_rule_set.this)[*].id", ""}),
            "- shop.example admin.example; -; ");
  EXPECT_EQ(of(hcl, true, {kHclSets, "[\"/subscriptions/x/ruleSets/api\"]", ""}),
            "- shop.example admin.example; -; ");
  EXPECT_EQ(of(arm, false, {kArmSet, "id: '/subscriptions/x/ruleSets/api'", ""}),
            "- shop.example admin.example; -; ");
  EXPECT_EQ(of(hcl, true, {"azurerm_cdn_frontdoor_custom_domain.this[domain].id]", "domain]", ""}),
            "api ?; web; ");
}

TEST(FrontDoorRoutes, GetWhatTheRuleSetsTheyUseMakeTogether) {
  const Change changes[] = {
      {"[azurerm_cdn_frontdoor_rule_set.this[each.key].id]",
       "[azurerm_cdn_frontdoor_rule_set.this[each.key].id, "
       "azurerm_cdn_frontdoor_rule_set.this[\"api\"].id]",
       ""},  // Overwrite begins anew
      {"[azurerm_cdn_frontdoor_rule_set.this[each.key].id]",
       "[azurerm_cdn_frontdoor_rule_set.this[\"web\"].id]", ""},  // equal in meaning
      {"[azurerm_cdn_frontdoor_rule_set.this[each.key].id]", "var.rule_sets",
       "whose rule sets are known only after deployment"},
      {"[azurerm_cdn_frontdoor_rule_set.this[each.key].id]", "null", "uses no rule set"},
  };
  for (const Change& change : changes) {
    expect_found(
        [](const Change& c) {
          return of_front_door({terraform().root, changed(terraform().module, c)}, true);
        },
        change, "terraform module");
  }
}

TEST(FrontDoorRuleSets, ApplyTheirRulesInOrderUntilOneStops) {
  const FrontDoor stops{
      terraform().root,
      changed(changed(terraform().module, {"chunklist(actions, 5)", "chunklist(actions, 2)", ""}),
              {"= \"Continue\"", "= \"Stop\"", ""})};
  EXPECT_NE(of_front_door(stops, true).find("rule set `api`: it differs"), std::string::npos);
  const FrontDoor reversed{
      terraform().root,
      changed(changed(terraform().module, {"chunklist(actions, 5)", "chunklist(actions, 2)", ""}),
              {"= each.value.order", "= 10 - each.value.order", ""})};
  EXPECT_NE(of_front_door(reversed, true), "");
}

}  // namespace
}  // namespace formwork::csp
