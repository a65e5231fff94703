// The table of the pack `azure` over roots that call every module of it, in both languages.
#include "parity/instances.h"
#include "unit/parity/roots.h"
#include "unit/schema/generated_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <set>

namespace formwork::parity {
namespace {

namespace fs = std::filesystem;
const fs::path kSource = FORMWORK_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Roots& azure() {
  static Roots& made = *[] {
    std::vector<std::pair<std::string, std::string>> files;
    const fs::path modules = kSource / "templates/azure/modules";
    for (const auto& entry : fs::recursive_directory_iterator(modules)) {
      if (entry.path().extension() == ".tf" || entry.path().extension() == ".bicep")
        files.emplace_back("infra/modules/" + fs::relative(entry.path(), modules).string(),
                           read(entry.path()));
    }
    std::sort(files.begin(), files.end());
    const fs::path roots = kSource / "tests/unit/parity/azure";
    files.emplace_back("infra/prod/terraform/main.tf", read(roots / "main.tf"));
    files.emplace_back("infra/prod/bicep/main.bicep", read(roots / "main.bicep"));
    files.emplace_back("infra/prod/bicep/prod.bicepparam", read(roots / "prod.bicepparam"));
    return new Roots(files, read(kSource / "templates/azure/parity.yaml"));
  }();
  return made;
}

TEST(AzureParity, BothRootsSayTheSame) {
  const Roots& roots = azure();
  ASSERT_TRUE(roots.sound());
  const Comparison compared = roots.compared(true);
  for (const Difference& d : compared.differences)
    ADD_FAILURE() << static_cast<int>(d.kind) << " " << d.terraform << " " << d.attribute << "="
                  << d.terraform_value << ", " << d.bicep << " " << d.property << "="
                  << d.bicep_value;
  const Coverage& c = compared.coverage;
  for (const std::string& name : c.what_unlisted) ADD_FAILURE() << name << " is in no row";
  EXPECT_EQ(c.unmapped, 0U);
  std::size_t rows = 0, alone = 0;
  for (const auto& [name, type] : roots.table->types) {
    rows += type.properties.size();
    alone += static_cast<std::size_t>(
        std::count_if(type.properties.begin(), type.properties.end(),
                      [](const Property& p) { return p.only != Property::Only::no; }));
  }
  std::string text = fmt::format(
      "| table | |\n|---|---|\n"
      "| types of resources | {} |\n"
      "| rows: attribute and property | {} |\n"
      "| rows: one side alone, with its reason | {} |\n\n"
      "| roots that call every module | |\n|---|---|\n"
      "| resources paired | {} |\n"
      "| resources in Terraform alone, by the table | {} |\n"
      "| attributes and properties in no row | {} |\n"
      "| values known and equal | {} |\n"
      "| values that name the same thing, which Azure will say | {} |\n"
      "| values one side has alone | {} |\n"
      "| values that release or runtime own | {} |\n"
      "| values not known before a deployment | {} |\n\n"
      "Not known, on one side at least:\n",
      roots.table->types.size(), rows - alone, alone, c.pairs, c.alone, c.unlisted, c.equal,
      c.reference, c.one_sided, c.owned, c.unknown);
  for (const std::string& name : c.what_unknown) text += "- `" + name + "`\n";
  testing::expect_block("docs/parity.md", "coverage", text);
}

/// What is changed, and put back.
class Mutation {
 public:
  /// Puts `made` in the place of `old`.
  Mutation(Document& document, Node old, NodeId made)
      : document_(document), kept_(document.copy(old)), made_(made) {
    document_.replace(old.id(), made);
  }
  ~Mutation() { document_.replace(made_, kept_); }
  Mutation(const Mutation&) = delete;
  Mutation& operator=(const Mutation&) = delete;

 private:
  Document& document_;
  NodeId kept_, made_;
};

/// Another value of the same kind.
NodeId other(Document& document, Node old, const std::string& reference) {
  switch (old.kind()) {
    case Kind::boolean:
      return document.add_bool(!old.as_bool(), old.span());
    case Kind::integer:
      return document.add_int(old.as_int() + 1, old.span());
    case Kind::number:
      return document.add_number(old.as_number() + 1, fmt::format("{}", old.as_number() + 1),
                                 old.span());
    case Kind::unknown:
      return document.add_text(Kind::unknown, reference, old.span());
    default:
      return document.add_string("formwork-another", old.span());
  }
}

struct Tried {
  std::set<std::string> fired{}, silent{};
};

/// Alters the first value of each row that is told apart today, on one side.
void mutate(Roots& roots, bool bicep, Tried& tried) {
  Document& document = bicep ? *roots.bicep.document : *roots.terraform.document;
  const auto ours = resources_of(roots.terraform.objects, roots.sources);
  const auto theirs = resources_of(roots.bicep.objects, roots.sources);
  const auto our_instances = instances_of(ours);
  const auto their_instances = instances_of(theirs);
  const Leaves leaves;
  for (const InstancePair& pair :
       pair_instances(our_instances, their_instances, *roots.table, leaves)) {
    ASSERT_TRUE(pair.terraform != nullptr && pair.bicep != nullptr) << pair.concern;
    const Matching matching =
        match_resources(pair, roots.table->modules.find(pair.concern)->second, leaves);
    for (const Match& match : matching.matches) {
      for (const Property& property : match.type->properties) {
        const std::string name = fmt::format("{}: {} {} {}", match.type->terraform,
                                             property.terraform, property.arm, property.of);
        if (property.owned || tried.fired.contains(name)) continue;
        if (property.only != Property::Only::no &&
            (!property.value || (property.only == Property::Only::bicep) != bicep))
          continue;
        std::vector<Found> values;
        if (!bicep) {
          values = terraform_values(match.terraform->object->body, property, *match.type, leaves);
        } else if (property.of.empty() || property.of == match.type->arm) {
          values = arm_values(match.root, property, *match.type, match.skip, {}, leaves);
        } else {
          for (const Resource* child : match.children) {
            if (child->object->type.substr(6) == property.of && values.empty() &&
                (property.named.empty() ||
                 child->object->body.find("name").text() == property.named))
              values = arm_values(child->object->body, property, *match.type, 0, {}, leaves);
          }
        }
        if (values.empty() || !values[0].node) continue;
        Node old = values[0].node;
        while (old.is(Kind::map) && old.size() != 0) old = *old.begin();
        if (old.is(Kind::map)) continue;
        std::string elsewhere = bicep ? "registry.outputs.id" : "module.registry.id";
        if (old.text().starts_with('\'') || old.text().starts_with('"'))
          elsewhere = fmt::format("{0}${{{1}}}/x{0}", old.text().front(), elsewhere);
        const bool outputs = bicep ? old.text().find(".outputs.") != std::string_view::npos
                                   : old.text().find("module.") != std::string_view::npos;
        if (old.is(Kind::unknown) && !outputs) continue;
        const Mutation mutation(document, old, other(document, old, elsewhere));
        const Comparison after = roots.compared(true);
        const bool fires = std::any_of(after.differences.begin(), after.differences.end(),
                                       [&](const Difference& d) {
                                         return d.kind != Difference::Kind::property ||
                                                d.attribute.starts_with(property.terraform);
                                       });
        (fires ? tried.fired : tried.silent).insert(name);
      }
    }
  }
  // What the other side does not know is counted as not known, never as equal.
  const std::vector<std::string> unknown = roots.compared(true).coverage.what_unknown;
  std::erase_if(tried.silent, [&](const std::string& name) {
    return tried.fired.contains(name) ||
           std::any_of(unknown.begin(), unknown.end(), [&](const std::string& path) {
             const std::string row =
                 path.substr(0, path.find('.')) + ": " + path.substr(path.find('.') + 1) + " ";
             return name.starts_with(row);
           });
  });
}

TEST(AzureParity, EveryPairedPropertyFiresWhenItIsAlteredInOneLanguage) {
  Roots& roots = azure();
  ASSERT_TRUE(roots.sound());
  ASSERT_TRUE(roots.compared().differences.empty());
  Tried terraform, bicep;
  mutate(roots, false, terraform);
  mutate(roots, true, bicep);
  ASSERT_TRUE(roots.compared().differences.empty()) << "all is put back";
  for (const std::string& name : terraform.silent) ADD_FAILURE() << "Terraform, " << name;
  for (const std::string& name : bicep.silent) ADD_FAILURE() << "Bicep, " << name;
  EXPECT_GE(terraform.fired.size(), 340U);
  EXPECT_GE(bicep.fired.size(), 360U);
}

}  // namespace
}  // namespace formwork::parity
