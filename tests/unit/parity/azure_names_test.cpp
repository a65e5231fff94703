// The table of names over everything that the pack `azure` emits, in both languages.
#include "function/names.h"
#include "unit/parity/roots.h"

#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

namespace formwork::parity {
namespace {

namespace fs = std::filesystem;
const fs::path kSource = FORMWORK_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Rule {
  std::size_t shortest = 0, longest = 0;
  std::string pattern{};
};

/// By type, of either language.
const std::map<std::string, Rule>& rules() {
  static const std::map<std::string, Rule> kRules = [] {
    std::map<std::string, Rule> all;
    const auto put = [&](std::string_view type, const Rule& rule) {
      if (!type.empty() && !all.emplace(type, rule).second)
        ADD_FAILURE() << type << " has two rules";
    };
    for (const function::NameRule& rule : function::name_rules()) {
      const Rule made{rule.shortest, rule.longest,
                      rule.hyphens ? "[a-z]([a-z0-9-]*[a-z0-9])?" : "[a-z][a-z0-9]*"};
      put(rule.terraform, made);
      put(rule.arm, made);
    }
    for (const function::OwnNameRule& rule : function::own_name_rules()) {
      const Rule made{rule.shortest, rule.longest, std::string(rule.pattern)};
      put(rule.terraform, made);
      put(rule.arm, made);
    }
    return all;
  }();
  return kRules;
}

/// Every type that some file below `folder` declares: modules, and what roots declare themselves.
std::set<std::string> declared(const fs::path& folder) {
  static const RE2 kTerraform(R"re((?m)^resource "(azurerm_\w+)")re");
  static const RE2 kBicep(R"re((?m)^resource \w+ '([\w./]+)@[\w.-]+' = )re");
  std::set<std::string> types;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".tf" && extension != ".bicep") continue;
    const std::string text = read(entry.path());
    re2::StringPiece rest = text;
    std::string type;
    while (RE2::FindAndConsume(&rest, extension == ".tf" ? kTerraform : kBicep, &type))
      types.insert(type);
  }
  return types;
}

TEST(AzureNames, EveryTypeThatIsEmittedHasARow) {
  const std::set<std::string> types = declared(kSource / "templates/azure");
  EXPECT_GE(types.size(), 110U);
  for (const std::string& type : types)
    EXPECT_TRUE(rules().contains(type)) << type << " is in no row of name_rules.def";
}

TEST(AzureNames, NoRowIsOfATypeThatNothingEmits) {
  std::set<std::string> types = declared(kSource / "templates/azure");
  types.insert("Microsoft.Network/virtualNetworks/subnets");  // an element of its network
  for (const auto& [type, rule] : rules()) EXPECT_TRUE(types.contains(type)) << type;
}

/// Holds the names of the folded resources against their rows; returns how many were known.
std::size_t hold(const std::vector<Object>& objects, std::string_view prefix) {
  std::size_t known = 0;
  for (const Object& object : objects) {
    if (!object.type.starts_with(prefix)) continue;
    const auto rule = rules().find(object.type.substr(prefix.size()));
    const Node name = object.body.is(Kind::map) ? object.body.find("name") : Node{};
    if (rule == rules().end() || !name || !name.is(Kind::string)) continue;
    ++known;
    const std::string text(name.text());
    EXPECT_GE(text.size(), rule->second.shortest) << object.type << ' ' << text;
    EXPECT_LE(text.size(), rule->second.longest) << object.type << ' ' << text;
    EXPECT_TRUE(RE2::FullMatch(text, rule->second.pattern)) << object.type << ' ' << text;
  }
  return known;
}

TEST(AzureNames, NamesOfTheExamplesAreWhatTheServicesAllow) {
  for (const auto& [example, least] :
       std::map<std::string, std::size_t>{{"azure-container-apps", 200}, {"azure-aks", 100}}) {
    std::vector<std::pair<std::string, std::string>> files;
    const fs::path infra = kSource / "examples" / example / "infra";
    for (const fs::path& folder : {infra / "modules", infra / "prod"}) {
      for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string extension = entry.path().extension().string();
        if (extension == ".tf" || extension == ".bicep" || extension == ".bicepparam")
          files.emplace_back("infra/" + fs::relative(entry.path(), infra).string(),
                             read(entry.path()));
      }
    }
    std::sort(files.begin(), files.end());
    const Roots roots(files, read(kSource / "templates/azure/parity.yaml"));
    ASSERT_TRUE(roots.sound()) << example;
    const std::size_t known =
        hold(roots.terraform.objects, "terraform/") + hold(roots.bicep.objects, "bicep/");
    EXPECT_GE(known, least) << example;
  }
}

}  // namespace
}  // namespace formwork::parity
