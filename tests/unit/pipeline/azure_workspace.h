#pragma once
// Many environments of the Azure example, alike but for what environments differ in, with texts
// that a program on the way to Azure could stumble over.
#include "files/tree.h"

#include <fmt/format.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace formwork::testing {

inline std::string source_file(const std::string& path) {
  std::ifstream in(FORMWORK_SOURCE_DIR "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What a spec may hold that a program between it and Azure could stumble over.
inline const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> kTexts = {
      "plain",     "it's \"quoted\"", "back\\slash", "${x} %{ if }", "$${y}",
      "line\nend", "ünïcödé 𝔘",       " blanks ",    "1.0",          "true",
      "",          "# no comment",    "// none",     "{ a = 1 }",    "'''"};
  return kTexts;
}

inline std::string yaml_quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + "\"";
}

/// `count` environments of the example, alike but for what environments differ in.
inline MemoryTree azure_workspace(std::size_t count, std::uint32_t seed) {
  const std::string example = "examples/azure-container-apps/";
  std::mt19937 random(seed);
  MemoryTree tree;
  tree.set("formwork.yaml", source_file(example + "formwork.yaml"));
  tree.set("environments/base.yaml", source_file(example + "environments/base.yaml"));
  const std::vector<std::string> tiers = {"development", "staging", "production"};
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = fmt::format("e{}", i);
    const auto pick = [&](std::size_t n) { return random() % n; };
    const std::string& text = hostile_texts()[pick(hostile_texts().size())];
    std::string spec = fmt::format(
        "apiVersion: formwork.dev/v1alpha1\nkind: Environment\nextends: [base.yaml]\n"
        "metadata: {{name: {}, tier: {}}}\n"
        "platform: {{subscription: 0d3f6a52-7c1b-4c57-9a41-1f0c5a8e{:04x}}}\n"
        "network: {{cidr: 10.{}.0.0/16}}\nregistry: {{server: cracmecrewdesk{}.azurecr.io}}\n",
        name, tiers[i % 3], i, i, name);
    spec += fmt::format(
        "services: {{api: {{config: {{NOTE: {}, LIMIT: \"{}\"}}, scale: {{min: {}, max: {}}}}}}}\n",
        yaml_quoted(text), pick(3), 3 + pick(2), 12 + pick(2));
    spec += fmt::format(
        "database: {{server: {{administrators: {{operators: {{object_id: "
        "6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f{:04x}, principal_name: crewdesk-{}}}}}}}}}\n",
        i, name);
    spec += fmt::format(
        "edge: {{hosts: {{app: {{domain: crewdesk.{}.acme.example, service: web, routes: {{api: "
        "{{path: /api}}}}}}}}}}\n",
        name);
    spec +=
        "delivery: {infrastructure: {client: 5b1d2c3e-0a4f-4f6e-8d7a-3c2b1a0f9e23, principal: "
        "8e7d6c5b-4a39-4281-9f0e-1d2c3b4a5963}}\n";
    tree.set("environments/" + name + ".yaml", spec);
    tree.set("releases/" + name + ".yaml", source_file(example + "releases/prod.yaml"));
  }
  return tree;
}

}  // namespace formwork::testing
