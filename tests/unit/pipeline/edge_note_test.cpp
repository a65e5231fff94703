// What `check` notes of the edges in a file that was edited: the proof's own reading of it, so that
// it is silent where the proof would be, and never where the proof would not.
#include "pipeline/check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace formwork {
namespace {

namespace fs = std::filesystem;

MemoryTree example(const std::string& name) {
  const fs::path root = fs::path(FORMWORK_SOURCE_DIR) / "examples" / name;
  MemoryTree tree;
  for (const auto& file : fs::recursive_directory_iterator(root)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    tree.set(file.path().lexically_relative(root).generic_string(),
             std::string(std::istreambuf_iterator<char>(in), {}));
  }
  return tree;
}

struct Edit {
  std::string path{}, from{}, to{};
};

/// The notes about edges, by file, after `edits`.
std::string notes_after(const std::string& name, const std::vector<Edit>& edits) {
  MemoryTree tree = example(name);
  for (const Edit& edit : edits) {
    std::string text = tree.read(edit.path).value();
    const std::size_t at = text.find(edit.from);
    EXPECT_NE(at, std::string::npos) << edit.from;
    if (at != std::string::npos) text.replace(at, edit.from.size(), edit.to);
    tree.set(edit.path, std::move(text));
  }
  SourceMap sources;
  Diagnostics loading;
  const auto inputs = load_inputs(tree, {}, sources, loading);
  EXPECT_TRUE(inputs);
  if (!inputs) return {};
  std::vector<Unit> units = units_of(*inputs, true);
  std::erase_if(units, [](const Unit& unit) { return unit.name != "prod"; });
  std::string out;
  for (UnitReport& report : inspect_all(*inputs, units, tree, sources, nullptr, 1, {})) {
    Diagnostics found;
    report_drift(*inputs, report, tree, sources, {}, found);
    for (const Diagnostic& d : found.items()) {
      for (const Note& note : d.notes) {
        if (!note.text.starts_with("DR020") && note.text.find("otherwise") == std::string::npos)
          continue;
        if (note.span.valid()) {
          out += std::string(sources.path(note.span.source)) + ":" +
                 std::to_string(sources.begin(note.span).line) + ": ";
        } else {
          out += std::string(sources.path(d.span.source)) + ": ";
        }
        out += note.text + "\n";
      }
    }
  }
  return out;
}

constexpr const char* kRoute = "infra/prod/kubernetes/edge/hosts/api.yaml";
constexpr const char* kSame =
    "the content security policy is written otherwise, with the same meaning\n";

std::string of_route(const std::string& from, const std::string& to) {
  return notes_after("actix-kubernetes", {{kRoute, from, to}});
}

TEST(EdgeNote, ReadsARouteAsTheGatewayDoes) {
  const std::string at = std::string(kRoute) + ": ";
  const std::string says = ": DR020: `rules[0]` of `" + std::string(kRoute) + "` does not send ";
  EXPECT_EQ(of_route("default-src 'self'; form", "img-src *; default-src 'self'; form"),
            std::string(kRoute) + ":32" + says +
                "the policy of the spec: it differs in meaning: `img-src *` is new\n");
  EXPECT_EQ(of_route("base-uri 'none'; default-src 'self'", "default-src 'self'; base-uri 'none'"),
            at + kSame);
  EXPECT_EQ(of_route("max-age=31536000; includeSubDomains", "includeSubDomains; max-age=31536000"),
            at + "the header `Strict-Transport-Security` is written otherwise, with the same "
                 "meaning\n");
  EXPECT_EQ(of_route("value: DENY", "value: SAMEORIGIN"),
            std::string(kRoute) + ":38" + says +
                "`X-Frame-Options` as the spec has it: it means `sameorigin` instead of `deny`\n");
}

TEST(EdgeNote, IsNotMisledByLines) {
  const std::string says =
      ": DR020: `rules[0]` of `" + std::string(kRoute) + "` does not send the policy of the spec: ";
  // Text that no edge sends.
  EXPECT_EQ(of_route("            # `set`", "            # default-src *\n            # `set`"),
            "");
  EXPECT_EQ(of_route("timeouts:", "name: \"default-src * 'unsafe-inline'\"\n      timeouts:"), "");
  // The same text in another header, taken away again, or sent beside another.
  EXPECT_EQ(of_route("name: Content-Security-Policy", "name: Content-Security-Policy-Report-Only"),
            std::string(kRoute) + ":32" + says +
                "`content-security-policy-report-only` is sent, and the spec wants "
                "`content-security-policy`\n");
  EXPECT_EQ(of_route("- Server\n", "- Content-Security-Policy\n"),
            std::string(kRoute) + ":22" + says + "the content security policy is gone\n");
  EXPECT_EQ(of_route("            remove:",
                     "            add:\n              - {name: Content-Security-Policy, value: "
                     "\"img-src *\"}\n            remove:"),
            std::string(kRoute) + ":32" + says + "`content-security-policy` is sent 2 times\n");
  // One text on two lines.
  EXPECT_EQ(of_route("\"base-uri 'none'; default-src 'self'; ",
                     "\"base-uri 'none'; default-src\n                  'self'; "),
            "");
  const std::string broken = of_route("  rules:\n", "  rules: [\n");
  EXPECT_EQ(broken.find(std::string(kRoute) + ":22: DR020: what it sends cannot be read: "), 0U)
      << broken;
}

TEST(EdgeNote, ReadsAStaticWebAppAsAzureDoes) {
  const std::string path = "infra/prod/sites/docs/staticwebapp.config.json";
  const auto edited = [&](const std::string& from, const std::string& to) {
    return notes_after("azure-container-apps", {{path, from, to}});
  };
  EXPECT_EQ(edited("img-src 'self' data:", "img-src data: 'self'"), path + ": " + kSame);
  EXPECT_EQ(
      edited("\"statusCode\": 404",
             "\"statusCode\": 404, \"headers\": {\"Content-Security-Policy\": \"img-src *\"}"),
      path + ":5: DR020: `routes[0]` of `" + path +
          "` does not send the policy of the spec: it differs in meaning: `base-uri` is "
          "gone, `connect-src` is gone, `default-src` is gone, `form-action` is gone, "
          "`frame-ancestors` is gone, `img-src` gains `*`, `img-src` loses `'self'`, "
          "`img-src` loses `data:`, `object-src` is gone\n");
}

// The values, the root and the module's call are three files: what they send together is folded.
TEST(EdgeNote, ReadsARootOfFrontDoorAsItIsDeployed) {
  const std::string values = "infra/prod/terraform/terraform.tfvars";
  const std::string edge = "infra/prod/terraform/edge.tf";
  const auto edited = [&](const std::vector<Edit>& edits) {
    return notes_after("azure-container-apps", edits);
  };
  EXPECT_EQ(edited({{values, "base-uri 'none'; connect-src 'self'",
                     "connect-src 'self'; base-uri 'none'"}}),
            values + ": " + kSame);
  const std::string weaker = edited({{values, "img-src 'self' data:", "img-src *"}});
  EXPECT_EQ(weaker.substr(0, weaker.find(": DR020")), values);
  EXPECT_NE(weaker.find("`img-src` gains `*`"), std::string::npos) << weaker;
  // No line of it holds a policy.
  const std::string off = edited({{edge, "var.front_door.content_security_policy\n", "null\n"}});
  EXPECT_NE(off.find("the content security policy is gone"), std::string::npos) << off;
  EXPECT_TRUE(off.starts_with(edge)) << off;
  EXPECT_EQ(edited({{edge, "var.front_door.content_security_policy\n",
                     "var.front_door.content_security_policy # as is\n"}}),
            "");
  // Two edits that make up for each other say nothing of the policy.
  EXPECT_EQ(edited({{edge, "= var.front_door.content_security_policy\n",
                     "= \"${var.front_door.content_security_policy}data:\"\n"},
                    {values, "img-src 'self' data:; object-src 'none'\"",
                     "object-src 'none'; img-src 'self' \""}}),
            edge + ": " + kSame);
  EXPECT_NE(
      edited({{edge, "routes = {", "routes = {{"}}).find("DR020: what it sends cannot be read"),
      std::string::npos);
  const std::string bicep = "infra/prod/bicep/main.bicepparam";
  const std::string param = edited({{bicep, "img-src \\'self\\' data:", "img-src \\'self\\'"}});
  EXPECT_TRUE(param.starts_with(bicep)) << param;
  EXPECT_NE(param.find("`img-src` loses `data:`"), std::string::npos) << param;
}

}  // namespace
}  // namespace formwork
