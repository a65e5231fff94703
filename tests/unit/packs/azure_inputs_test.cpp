// The roots of Terraform and Bicep are given the same: each value of terraform.tfvars stands in
// main.bicepparam under the name that Bicep has for it, and none stands there alone.
#include "files/tree.h"
#include "language/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {
namespace {

namespace fs = std::filesystem;

using Values = std::map<std::string, std::string>;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// `sku_name` is `skuName`, with a capital `SkuName`; names with capitals stay.
std::string joined(std::string_view name, bool capital) {
  std::string out;
  for (const char c : name) {
    if (c == '_' || c == '-') {
      capital = true;
    } else {
      out += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      capital = false;
    }
  }
  return out;
}

/// Keys that are the user's, or Azure's, are the same in both languages.
std::string nested(std::string_view key) {
  const bool word = key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == key.npos;
  return word ? joined(key, false) : std::string(key);
}

void leaves(Node node, const std::string& path, bool rename, Values& out) {
  if (node.is(Kind::map) && node.size() != 0) {
    for (const Node child : node) {
      leaves(child, path + "." + (rename ? nested(child.key()) : std::string(child.key())), rename,
             out);
    }
  } else if (node.is(Kind::list) && node.size() != 0) {
    std::size_t at = 0;
    for (const Node child : node) {
      leaves(child, path + "[" + std::to_string(at) + "]", rename, out);
      ++at;
    }
  } else {
    out[path] = node.is_scalar() ? std::string(node.text()) : "empty";
  }
}

/// What Bicep calls each variable of the root.
Values of_terraform(Node arguments) {
  const std::map<std::string_view, std::string_view> apart = {
      {"container_apps", "appSettings"}, {"container_app_jobs", "jobSettings"},
      {"storage_sites", "siteSettings"}, {"static_web_apps", "staticWebAppSettings"},
      {"routes", "routeSettings"},       {"workloads", "workloadSettings"}};
  Values out;
  for (const Node value : arguments) {
    const std::string_view name = value.key();
    if (name == "subscription_id") continue;  // Bicep is deployed to it
    if (const auto found = apart.find(name); found != apart.end()) {
      for (const Node item : value)
        leaves(item, std::string(found->second) + joined(item.key(), true), true, out);
    } else if (value.is(Kind::map) && name != "tags" && name != "custom_domains") {
      leaves(value, joined(name, false) + "Settings", true, out);
    } else {
      leaves(value, joined(name, false), name != "tags", out);
    }
  }
  return out;
}

Values of_bicep(const std::vector<Object>& objects) {
  Values out;
  for (const Object& object : objects) {
    if (object.type == "bicepparam/param")
      leaves(object.body.find("value"), object.name, false, out);
  }
  return out;
}

TEST(AzureInputs, AreTheSameInBothLanguages) {
  std::size_t roots = 0, values = 0;
  std::vector<fs::path> folders;
  for (const char* example : {"azure-container-apps", "azure-aks"}) {
    for (const auto& entry :
         fs::directory_iterator(fs::path(FORMWORK_SOURCE_DIR) / "examples" / example / "infra"))
      folders.push_back(entry.path());
  }
  for (const fs::path& folder : folders) {
    const fs::path tfvars = folder / "terraform/terraform.tfvars";
    const fs::path params = folder / "bicep/main.bicepparam";
    if (!fs::exists(tfvars)) continue;
    SCOPED_TRACE(folder);
    SourceMap sources;
    Diagnostics diagnostics;
    const Language* const hcl = language(LanguageId::hcl);
    const Language* const bicep = language(LanguageId::bicep);
    const auto one = hcl->parse(sources.add("terraform.tfvars", read(tfvars)), sources,
                                Dialect::none, diagnostics);
    const auto other = bicep->parse(sources.add("main.bicepparam", read(params)), sources,
                                    Dialect::none, diagnostics);
    ASSERT_TRUE(one && other);
    const auto arguments = hcl->objects(one->root(), Dialect::none);
    ASSERT_EQ(arguments.size(), 1U);
    const Values terraform = of_terraform(arguments.front().body);
    EXPECT_EQ(terraform, of_bicep(bicep->objects(other->root(), Dialect::none)));
    ++roots;
    values += terraform.size();
  }
  EXPECT_EQ(roots, 5U);
  EXPECT_GT(values, 500U);
}

}  // namespace
}  // namespace formwork
