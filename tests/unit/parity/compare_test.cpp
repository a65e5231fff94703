#include "parity/compare.h"

#include "unit/parity/roots.h"

namespace formwork::parity {
namespace {

std::string told(const Comparison& compared) {
  std::string out;
  const auto add = [&](const std::string& text) { out += (out.empty() ? "" : "; ") + text; };
  const Coverage& c = compared.coverage;
  if (c.equal != 0) add(std::to_string(c.equal) + " equal");
  if (c.reference != 0) add(std::to_string(c.reference) + " by reference");
  if (c.unknown != 0) add(std::to_string(c.unknown) + " unknown");
  if (c.owned != 0) add(std::to_string(c.owned) + " owned");
  if (c.unmapped != 0) add(std::to_string(c.unmapped) + " unmapped");
  for (const Difference& d : compared.differences) {
    switch (d.kind) {
      case Difference::Kind::missing_in_bicep:
        add("not in Bicep: " + d.terraform);
        break;
      case Difference::Kind::missing_in_terraform:
        add("not in Terraform: " + d.bicep);
        break;
      case Difference::Kind::unpaired:
        add("in no row: " + d.terraform + d.bicep);
        break;
      default:
        add(d.attribute + "=" + d.terraform_value + " " + d.property + "=" + d.bicep_value);
        break;
    }
  }
  return out;
}

constexpr const char* kTable =
    "version: 1\n"
    "resources:\n"
    "  - terraform: x_thing\n"
    "    arm: My.X/things\n"
    "    lists:\n"
    "      - {terraform: rule, arm: 'properties.rules[]', key: name}\n"
    "    properties:\n"
    "      - {terraform: name, arm: name}\n";

/// One row of the table, over one resource of a module in both languages.
std::string row(const std::string& property, const std::string& terraform,
                const std::string& bicep) {
  const Roots roots(
      {{"infra/modules/terraform/thing/main.tf",
        "variable \"name\" {}\nvariable \"other\" {}\nresource \"x_other\" \"this\" {}\n"
        "resource \"x_thing\" \"this\" {\n  name = var.name\n" +
            terraform + "\n}\n"},
       {"infra/prod/terraform/main.tf",
        "module \"thing_one\" {\n  source = \"../../modules/terraform/thing\"\n  name = \"n\"\n"
        "  other = module.net_work.sub_id\n}\n"
        "module \"net_work\" {\n  source = \"../../modules/terraform/net\"\n}\n"},
       {"infra/modules/terraform/net/main.tf",
        "resource \"x_other\" \"this\" {}\noutput \"sub_id\" {\n  value = x_other.this.id\n}\n"
        "output \"id\" {\n  value = x_other.this.id\n}\n"},
       {"infra/modules/bicep/thing/main.bicep",
        "param name string\nparam other string\nresource another 'My.X/others@2025-01-01' = {\n  "
        "name: "
        "'o'\n}\nresource thing 'My.X/things@2025-01-01' = {\n  name: name\n" +
            bicep + "\n}\n"},
       {"infra/modules/bicep/net/main.bicep",
        "resource another 'My.X/others@2025-01-01' = {\n  name: 'o'\n}\noutput subId string = "
        "another.id\noutput id string = another.id\n"},
       {"infra/prod/bicep/main.bicep",
        "module thingOne '../../modules/bicep/thing/main.bicep' = {\n  params: {\n    name: 'n'\n"
        "    other: netWork.outputs.subId\n  }\n}\n"
        "module netWork '../../modules/bicep/net/main.bicep' = {\n}\n"}},
      std::string(kTable) + "      - " + property +
          "\n"
          "  - terraform: x_other\n    arm: My.X/others\n    properties: []\n"
          "modules:\n  thing:\n    - {terraform: x_thing.this, bicep: [thing]}\n"
          "    - {terraform: x_other.this, bicep: [another]}\n"
          "  net:\n    - {terraform: x_other.this, bicep: [another]}\n");
  if (!roots.sound()) return "not sound";
  std::string out = told(roots.compared());
  return out.starts_with("1 equal; ") ? out.substr(9) : out == "1 equal" ? "" : out;
}

TEST(Parity, HoldsPropertiesAgainstEachOther) {
  struct Row {
    const char *property, *terraform, *bicep, *told;
  };
  const Row rows[] = {
      // The name is equal in every row; it is left out of what is told.
      {"{terraform: a, arm: sku.name}", "a = \"S\"", "sku: { name: 'S' }", "2 equal"},
      {"{terraform: a, arm: sku.name}", "a = \"S\"", "sku: { name: 'P' }", "a=S sku.name=P"},
      {"{terraform: a, arm: sku.name}", "a = \"S\"", "", "a=S sku.name="},
      {"{terraform: a, arm: sku.name}", "", "sku: { name: 'P' }", "a= sku.name=P"},
      {"{terraform: a, arm: sku.name}", "", "", ""},
      {"{terraform: a, arm: sku.name}", "a = null", "", ""},
      {"{terraform: a, arm: n}", "a = 0.5", "n: '0.50'", "2 equal"},
      {"{terraform: a, arm: n, map: {true: On, false: 'Off'}}", "a = true", "n: 'On'", "2 equal"},
      {"{terraform: a, arm: n, map: {true: On, false: 'Off'}}", "a = false", "n: 'On'",
       "a=false n=On"},
      {"{terraform: a, arm: n, map: {null: Disabled}}", "", "n: 'Disabled'", "2 equal"},
      {"{terraform: a, arm: n, map: {null: Disabled}}", "", "n: 'Same'", "a= n=Same"},
      {"{terraform: a, arm: n, map: {true: true, false: null}}", "a = false", "", "2 equal"},
      {"{terraform: a, arm: n, map: {true: true, false: null}}", "a = false", "n: true",
       "a=false n=true"},
      {"{terraform: a, arm: n, capture: {terraform: '^GP_(.+)$'}}", "a = \"GP_D2\"", "n: 'D2'",
       "2 equal"},
      {"{terraform: a, arm: n, capture: {terraform: '^GP_(.+)$'}}", "a = \"GP_D4\"", "n: 'D2'",
       "a=GP_D4 n=D2"},
      {"{terraform: a, arm: n, list: ', '}", "a = [\"x\", \"y\"]", "n: 'x, y'", "2 equal"},
      {"{terraform: a, arm: n, list: ', '}", "a = [\"x\"]", "n: 'x, y'", "a=x n=x, y"},
      {"{terraform: a, arm: n}", "a = [\"x\", \"y\"]", "n: [ 'y', 'x' ]", "2 equal"},
      {"{terraform: a, arm: n}", "a = [\"y\", \"x\"]", "n: [ 'x', 'y' ]", "a=[y, x] n=[x, y]"},
      {"{terraform: b.c, arm: 'n[].c'}", "b {\n  c = 1\n}\nb {\n  c = 2\n}",
       "n: [ { c: 1 }, { c: 2 } ]", "2 equal"},
      {"{terraform: b.c, arm: 'n[].c'}", "b {\n  c = 1\n}", "n: [ { c: 1 }, { c: 2 } ]",
       "b.c=1 n[].c=[1, 2]"},
      {"{terraform: rule.v, arm: 'properties.rules[].v'}",
       "rule {\n  name = \"p\"\n  v = 1\n}\nrule {\n  name = \"q\"\n  v = 2\n}",
       "properties: { rules: [ { name: 'q', v: 2 }, { name: 'p', v: 1 } ] }", "3 equal"},
      {"{terraform: rule.v, arm: 'properties.rules[].v'}", "rule {\n  name = \"p\"\n  v = 1\n}",
       "properties: { rules: [ { name: 'q', v: 1 } ] }",
       "rule.v[p]=1 properties.rules[].v[p]=; rule.v[q]= properties.rules[].v[q]=1"},
      {"{terraform: p.port, arm: 'n[type=Live].port'}", "p {\n  port = 80\n}",
       "n: [ { type: 'Ready', port: 81 }, { type: 'Live', port: 80 } ]", "2 equal"},
      {"{terraform: p.port, arm: 'n[http].port'}", "p {\n  port = 80\n}",
       "n: [ { tcp: {}, port: 81 }, { http: {}, port: 80 } ]", "2 equal"},
      {"{terraform: ids, arm: 'n{}'}", "ids = [\"k\"]", "n: { k: {} }", "2 equal"},
      {"{terraform: b.c, arm: 'n{}.c'}", "b {\n  c = 1\n}\nb {\n  c = 2\n}",
       "n: { x: { c: 1 }, y: { c: 2 } }", "2 equal"},
      {"{terraform: b.c, arm: 'n{}.c'}", "b {\n  c = 1\n}", "n: { x: { c: 2 } }", "b.c=1 n{}.c=2"},
      {"{terraform: tags, arm: tags}", "tags = { a = \"1\", b = null }", "tags: { a: '1' }",
       "2 equal"},
      {"{terraform: tags, arm: tags}", "tags = { a = \"1\" }", "tags: { a: '1', b: '2' }",
       "tags={…} tags={…}"},
      {"{terraform: a, arm: n, owner: runtime}", "a = 1", "n: 2", "1 owned"},
      {"{arm: n, only: bicep, value: on, reason: It is so.}", "", "n: 'on'", ""},
      {"{arm: n, only: bicep, value: on, reason: It is so.}", "", "n: 'off'", "=on n=off"},
      {"{terraform: a, only: terraform, value: 1, reason: It is so.}", "a = 2", "", "a=2 =1"},
  };
  for (const Row& r : rows)
    EXPECT_EQ(row(r.property, r.terraform, r.bicep), r.told) << r.property << "\n"
                                                             << r.terraform << "\n"
                                                             << r.bicep;
}

TEST(Parity, NeverTakesWhatIsUnknownForEqual) {
  struct Row {
    const char *terraform, *bicep, *told;
  };
  const Row rows[] = {
      // Outputs of modules, by their names.
      {"a = var.other", "n: other", "1 by reference"},
      {"a = \"${var.other}/x\"", "n: '${other}/x'", "1 unknown"},
      // A resource of the same module.
      {"a = x_other.this.id", "n: another.id", "1 by reference"},
      {"a = x_other.this.id", "n: another", "1 by reference"},
      {"a = x_other.this.principal_id", "n: another.properties.principalId", "1 by reference"},
      {"a = x_other.this.name_in_full", "n: another.properties.fullName", "1 unknown"},
      {"a = \"${x_other.this.id}/x\"", "n: '${another.id}/x'", "1 by reference"},
      {"a = \"${x_other.this.id}/x\"", "n: '${another.id}/y'",
       "a=\"${x_other.this.id}/x\" n='${another.id}/y'"},
      {"a = var.other", "n: another.id", "1 unknown"},
      {"a = var.other", "n: 'known'", "1 unknown"},
      {"a = \"known\"", "n: other", "1 unknown"},
      {"a = uuid()", "n: other", "1 unknown"},
      {"a = var.other", "", "1 unknown"},
  };
  for (const Row& r : rows)
    EXPECT_EQ(row("{terraform: a, arm: n}", r.terraform, r.bicep), r.told) << r.terraform << "\n"
                                                                           << r.bicep;
  EXPECT_EQ(row("{terraform: b.c, arm: 'n[].c'}",
                "dynamic \"b\" {\n  for_each = var.other\n  content "
                "{\n    c = 1\n  }\n}",
                "n: [ { c: 1 } ]"),
            "1 unknown");
}

/// Resources of a module without properties.
std::string resources(const std::string& terraform, const std::string& bicep,
                      const std::string& pairs, const std::string& type = "") {
  const Roots roots(
      {{"infra/modules/terraform/thing/main.tf", terraform},
       {"infra/prod/terraform/main.tf",
        "module \"a_b\" {\n  source = \"../../modules/terraform/thing\"\n}\n"},
       {"infra/modules/bicep/thing/main.bicep", bicep},
       {"infra/prod/bicep/main.bicep",
        "module aB '../../modules/bicep/thing/main.bicep' = {\n}\n"}},
      "version: 1\nresources:\n  - terraform: x_thing\n    arm: My.X/things\n" + type +
          "    properties:\n      - {terraform: name, arm: name}\n      - {terraform: v, arm: v}\n"
          "modules:\n  thing:\n" +
          pairs);
  return roots.sound() ? told(roots.compared()) : "not sound";
}

TEST(Parity, FindsTheCounterpartOfEachResource) {
  const std::string row = "    - {terraform: x_thing.this, bicep: [thing]}\n";
  const auto thing = [](const std::string& name, const std::string& v) {
    return "resource \"x_thing\" \"this\" {\n  name = \"" + name + "\"\n  v = " + v + "\n}\n";
  };
  const auto arm = [](const std::string& symbol, const std::string& name, const std::string& v) {
    return "resource " + symbol + " 'My.X/things@2025-01-01' = {\n  name: '" + name +
           "'\n  v: " + v + "\n}\n";
  };
  EXPECT_EQ(resources(thing("n", "1"), arm("thing", "n", "1"), row), "2 equal");
  EXPECT_EQ(resources(thing("n", "1"), "", row), "not in Bicep: module.a_b.x_thing.this");
  EXPECT_EQ(resources("", arm("thing", "n", "1"), row), "not in Terraform: module.aB.thing");
  EXPECT_EQ(resources(thing("n", "1"), arm("thing", "n", "1") + arm("more", "m", "1"), row),
            "2 equal; in no row: module.aB.more");
  // Loops: by name, whatever their order; else by order.
  const std::string each =
      "resource \"x_thing\" \"this\" {\n  for_each = { a = 1, b = 2 }\n  name = each.key\n  v = "
      "each.value\n}\n";
  EXPECT_EQ(
      resources(
          each,
          "resource thing 'My.X/things@2025-01-01' = [for x in ['b', 'a']: {\n  name: x\n  v: "
          "x == 'a' ? 1 : 2\n}]\n",
          row),
      "4 equal");
  EXPECT_EQ(
      resources(each,
                "resource thing 'My.X/things@2025-01-01' = [for x in ['a']: {\n  name: x\n  v: "
                "1\n}]\n",
                row),
      "2 equal; not in Bicep: module.a_b.x_thing.this[\"b\"]");
  // Several addresses for one loop, matched by a key.
  EXPECT_EQ(
      resources(
          thing("n", "1") + "resource \"x_thing\" \"that\" {\n  name = \"m\"\n  v = 2\n}\n",
          "resource thing 'My.X/things@2025-01-01' = [for x in ['n', 'm']: {\n  name: x\n  v: "
          "x == 'n' ? 1 : 3\n}]\n",
          row + "    - {terraform: x_thing.that, bicep: [thing]}\n", "    key: name\n"),
      "3 equal; v=2 v=3");
  // How many there are is not known.
  EXPECT_EQ(
      resources(
          "variable \"l\" {}\nresource \"x_thing\" \"this\" {\n  for_each = var.l\n  name "
          "= each.key\n}\n",
          "resource thing 'My.X/things@2025-01-01' = [for x in ['a', 'b']: {\n  name: x\n}]\n",
          row),
      "2 unknown");
}

TEST(Parity, FindsAChildByItsName) {
  const auto of = [](const std::string& first, const std::string& second) {
    const auto child = [](const std::string& symbol, const std::string& name,
                          const std::string& v) {
      return "resource " + symbol +
             " 'My.X/things/parts@2025-01-01' = {\n  parent: thing\n  name: '" + name +
             "'\n  v: " + v + "\n}\n";
    };
    const Roots roots(
        {{"infra/modules/terraform/thing/main.tf",
          "resource \"x_thing\" \"this\" {\n  name = \"n\"\n  first {\n    v = 1\n  }\n  second "
          "{\n  "
          "  v = 2\n  }\n}\n"},
         {"infra/prod/terraform/main.tf",
          "module \"a\" {\n  source = \"../../modules/terraform/thing\"\n}\n"},
         {"infra/modules/bicep/thing/main.bicep",
          "resource thing 'My.X/things@2025-01-01' = {\n  name: 'n'\n}\n" +
              child("one", first, "1") + child("two", second, "2")},
         {"infra/prod/bicep/main.bicep",
          "module a '../../modules/bicep/thing/main.bicep' = {\n}\n"}},
        "version: 1\nresources:\n  - terraform: x_thing\n    arm: My.X/things\n"
        "    children: [My.X/things/parts]\n    properties:\n"
        "      - {terraform: name, arm: name}\n"
        "      - {terraform: first.v, arm: v, of: My.X/things/parts, named: first}\n"
        "      - {terraform: second.v, arm: v, of: My.X/things/parts, named: second}\n"
        "modules:\n  thing:\n    - {terraform: x_thing.this, bicep: [thing, one, two]}\n");
    return roots.sound() ? told(roots.compared()) : "not sound";
  };
  EXPECT_EQ(of("first", "second"), "3 equal");
  EXPECT_EQ(of("second", "first"), "1 equal; first.v=1 v=2; second.v=2 v=1");
  EXPECT_EQ(of("first", "third"), "2 equal; second.v=2 v=");
}

TEST(Parity, PairsElementsOfAListWithResources) {
  const Roots roots(
      {{"infra/modules/terraform/thing/main.tf",
        "resource \"x_net\" \"this\" {\n  name = \"net\"\n}\n"
        "resource \"x_sub\" \"one\" {\n  name = \"one\"\n  v = 1\n}\n"
        "resource \"x_sub\" \"two\" {\n  name = \"two\"\n  v = 2\n}\n"
        "resource \"x_tie\" \"two\" {\n  sub_id = x_sub.two.id\n  w = 4\n}\n"},
       {"infra/prod/terraform/main.tf",
        "module \"a\" {\n  source = \"../../modules/terraform/thing\"\n}\n"},
       {"infra/modules/bicep/thing/main.bicep",
        "resource net 'My.X/nets@2025-01-01' = {\n  name: 'net'\n  properties: {\n    subs: [\n    "
        "  {\n    "
        "    name: 'two'\n        v: 2\n        w: 5\n      }\n      {\n        name: 'one'\n      "
        "  v: "
        "3\n      }\n    ]\n  }\n}\n"},
       {"infra/prod/bicep/main.bicep", "module a '../../modules/bicep/thing/main.bicep' = {\n}\n"}},
      "version: 1\nresources:\n"
      "  - terraform: x_net\n    arm: My.X/nets\n    properties:\n      - {terraform: name, arm: "
      "name}\n"
      "  - terraform: x_sub\n    arm: My.X/nets\n    at: properties.subs[]\n    key: name\n    "
      "properties:\n"
      "      - {terraform: name, arm: 'properties.subs[].name'}\n"
      "      - {terraform: v, arm: 'properties.subs[].v'}\n"
      "  - terraform: x_tie\n    arm: My.X/nets\n    at: properties.subs[]\n    properties:\n"
      "      - {terraform: w, arm: 'properties.subs[].w'}\n"
      "modules:\n  thing:\n"
      "    - {terraform: x_net.this, bicep: [net]}\n"
      "    - {terraform: x_sub.one, bicep: [net]}\n"
      "    - {terraform: x_sub.two, bicep: [net]}\n"
      "    - {terraform: x_tie.two, bicep: [net]}\n");
  ASSERT_TRUE(roots.sound());
  EXPECT_EQ(told(roots.compared()),
            "4 equal; v=1 properties.subs[].v=3; w=4 properties.subs[].w=5");
}

}  // namespace
}  // namespace formwork::parity
