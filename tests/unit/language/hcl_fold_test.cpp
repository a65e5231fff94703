#include "language/hcl/module.h"
#include "support/process.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace formwork {
namespace {

using nlohmann::json;

/// A value as JSON; what is not known as "?" and its text.
json to_json(Node node) {
  switch (node.kind()) {
    case Kind::null:
      return nullptr;
    case Kind::boolean:
      return node.as_bool();
    case Kind::integer:
      return node.as_int();
    case Kind::number:
      return node.as_number();
    case Kind::list: {
      json out = json::array();
      for (const Node child : node) out.push_back(to_json(child));
      return out;
    }
    case Kind::map: {
      json out = json::object();
      for (const Node child : node) out[std::string(child.key())] = to_json(child);
      return out;
    }
    case Kind::unknown:
      return "?" + std::string(node.text());
    default:
      return std::string(node.text());
  }
}

using Files = std::map<std::string, std::string>;

struct Fold {
  SourceMap sources{};
  Diagnostics diagnostics{};
  std::optional<fold::Folded> folded{};

  /// `files`: path to text; the root is "root".
  explicit Fold(const Files& files) {
    fold::Configuration configuration;
    configuration.root = "root";
    for (const auto& [path, text] : files) {
      const SourceId id = sources.add(path, text);
      if (path.ends_with(".tfvars"))
        configuration.values.push_back(id);
      else
        configuration.folders[path.substr(0, path.rfind('/'))].push_back(id);
    }
    folded = lang::hcl::fold_configuration(configuration, sources, diagnostics);
  }

  [[nodiscard]] std::map<std::string, json> bodies() const {
    std::map<std::string, json> out;
    if (!folded) return out;
    for (const Object& object : folded->objects) out[object.name] = to_json(object.body);
    return out;
  }
};

/// What `expression` folds to within a module that has a few locals.
constexpr const char* kLocals = R"(
locals {
  list  = ["b", "a", "c", "a"]
  map   = { x = 1, y = 2, z = 3 }
  deep  = { a = { b = [{ c = "d" }, { c = "e" }] } }
  set   = toset(["b", "a"])
  zero  = 0
  yes   = true
  none  = null
  name  = "payments"
  empty = []
}
)";

const std::vector<std::string>& known_expressions() {
  static const std::vector<std::string> kExpressions = {
      "1 + 2 * 3 - 4 / 2 % 3",
      "-(1 + 2)",
      "\"1\" + 2",
      "1 < 2 && 2 <= 2 || false",
      "!local.yes",
      "1 == 1.0",
      "\"1\" == 1",
      "[1] == [1]",
      "local.none == null",
      "{ a = 1 } == { a = 1 }",
      "local.yes ? \"a\" : \"b\"",
      "local.yes ? 1 : \"b\"",
      "\"${local.name}-${1 + 1}-${true}\"",
      "\"%{ if local.yes }on%{ else }off%{ endif }\"",
      "\"%{ for k, v in local.map }${k}=${v};%{ endfor }\"",
      "\"%{ for v in local.list ~} ${v} %{~ endfor }\"",
      "<<-EOT\n    a ${local.name}\n      b\n  EOT",
      "local.deep.a.b[1].c",
      "local.deep[\"a\"][\"b\"][0][\"c\"]",
      "local.deep.a.b[*].c",
      "local.deep.a.b.*.c",
      "local.name[*]",
      "local.none[*]",
      "[for x in local.list : upper(x) if x != \"c\"]",
      "[for i, x in local.list : \"${i}${x}\"]",
      "[for k, v in local.map : k]",
      "{for k, v in local.map : upper(k) => v + 1}",
      "{for x in local.list : x => x...}",
      "[for x in local.set : x]",
      "merge(local.map, { x = 9 }, null)",
      "concat(local.list, [1])",
      "length(local.list) + length(local.map) + length(\"abc\")",
      "lookup(local.map, \"x\", 0) + lookup(local.map, \"w\", 7)",
      "join(\"-\", local.list, [\"z\"])",
      "split(\",\", \"a,b,\")",
      "format(\"%s-%03d-%v-%%-%q-%x\", \"a\", 7, true, \"b\", 255)",
      "format(\"%.2f %v\", 1.5, [1, \"a\"])",
      "lower(\"ABC\")",
      "replace(\"a-b-c\", \"-\", \"_\")",
      "replace(\"a1b22\", \"/[0-9]+/\", \"#\")",
      "regex(\"[a-z]+\", \"12ab\")",
      "regex(\"([a-z])([0-9])\", \"a1\")",
      "substr(\"h\xC3\xB6he-x\", 1, 3)",
      "substr(\"abc\", -2, -1)",
      "trimspace(\"  a \")",
      "trim(\"--a-\", \"-\")",
      "trimprefix(\"abc\", \"a\")",
      "trimsuffix(\"abc\", \"c\")",
      "chomp(\"a\\n\\n\")",
      "startswith(\"abc\", \"ab\")",
      "endswith(\"abc\", \"bc\")",
      "strcontains(\"abc\", \"b\")",
      "indent(2, \"a\\nb\")",
      "base64encode(\"hello\")",
      "jsonencode({ a = [1, true, null, \"<x>\\\"\"], b = {} })",
      "toset(local.list)",
      "tolist(local.set)",
      "tomap({ a = 1 })",
      "tostring(1.5)",
      "tonumber(\"12\")",
      "tobool(\"true\")",
      "keys(local.map)",
      "values(local.map)",
      "contains(local.list, \"a\")",
      "distinct(local.list)",
      "compact([\"a\", \"\", \"b\"])",
      "sort(local.list)",
      "reverse(local.list)",
      "element(local.list, 5)",
      "index(local.list, \"c\")",
      "slice(local.list, 1, 3)",
      "one([\"a\"])",
      "flatten([[1, [2]], [], [3]])",
      "range(3)",
      "range(1, 10, 4)",
      "alltrue([true, true])",
      "anytrue([false, true])",
      "setunion([\"a\"], [\"b\"])",
      "setintersection([\"a\", \"b\"], [\"b\"])",
      "setsubtract([\"a\", \"b\"], [\"b\"])",
      "setproduct([\"a\", \"b\"], [1, 2])",
      "chunklist([1, 2, 3], 2)",
      "coalescelist(local.empty, [1])",
      "zipmap([\"a\", \"b\"], [1, 2])",
      "coalesce(\"\", null, \"c\")",
      "try(local.map.w, \"fallback\")",
      "try(local.map.x, \"fallback\")",
      "can(local.map.w)",
      "can(tonumber(\"a\"))",
      "abs(-2) + ceil(1.2) + floor(1.8) + max(1, 3) + min([4, 2]...) + pow(2, 3) + signum(-3)",
      "sum([1, 2.5])",
      "parseint(\"ff\", 16)",
      "cidrsubnet(\"10.20.0.0/16\", 8, 3)",
      "cidrsubnets(\"10.0.0.0/16\", 4, 8, 4)",
      "cidrhost(\"10.0.1.0/24\", 5)",
      "cidrhost(\"10.0.1.0/24\", -1)",
      "cidrnetmask(\"10.0.0.0/20\")",
      "nonsensitive(\"a\")",
      "0.1 + 0.2",
      "10 / 4 * 1.1",
      "local.yes ? 1 : local.name",
      "local.yes ? local.zero : 2",
      "toset([\"a\", 1, true])",
      "tolist([1, \"b\"])",
      "coalesce(1, \"a\")",
      "length(setproduct(local.set, [1, 2]))",
      "substr(\"abc\", 5, 2)",
      "-7 % 3",
      "{ (local.name) = 1, \"${local.name}-b\" = 2 }",
  };
  return kExpressions;
}

json fold_expressions(const std::vector<std::string>& expressions) {
  std::string text = kLocals;
  for (std::size_t i = 0; i < expressions.size(); ++i)
    text += "output \"e" + std::to_string(i) + "\" {\n  value = " + expressions[i] + "\n}\n";
  const Fold fold(Files{{"root/main.tf", text}});
  EXPECT_TRUE(fold.folded) << fold.diagnostics.items()[0].message;
  const auto bodies = fold.bodies();
  json out = json::array();
  for (std::size_t i = 0; i < expressions.size(); ++i)
    out.push_back(bodies.at("output.e" + std::to_string(i)).at("value"));
  return out;
}

TEST(HclFold, KnowsWhatTerraformConsoleSays) {
  const json got = fold_expressions(known_expressions());
  for (std::size_t i = 0; i < got.size(); ++i) {
    EXPECT_FALSE(got[i].is_string() && got[i].get<std::string>().starts_with("?"))
        << known_expressions()[i];
  }
  const auto terraform = process::find("terraform");
  if (!terraform) GTEST_SKIP() << "terraform is not on PATH";
  std::string text = std::string(kLocals) + "locals {\n  results = jsonencode([\n";
  for (const std::string& expression : known_expressions()) text += expression + "\n,\n";
  const process::Folder folder;
  folder.write("main.tf", text + "  ])\n}\n");
  const auto answer = process::run({*terraform, "-chdir=" + folder.path(), "console"},
                                   "jsonencode(local.results)\n");
  ASSERT_TRUE(answer) << "terraform console failed";
  // A text of a text of JSON, as HCL quotes it.
  const json expected =
      json::parse(json::parse(json::parse(*answer).get<std::string>()).get<std::string>());
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t i = 0; i < got.size(); ++i)
    EXPECT_EQ(got[i], expected[i]) << known_expressions()[i];
}

TEST(HclFold, WhatIsNotKnownStaysSo) {
  struct Row {
    std::string expression;
    json expected;
  };
  const std::vector<Row> rows = {
      {"data.a.b.c", "?data.a.b.c"},
      {"var.nowhere", "?var.nowhere"},
      {"a_b.c.id", "?a_b.c.id"},
      {"timestamp()", "?timestamp()"},
      {"file(\"a\")", "?file(\"a\")"},
      {"\"x-${data.a.b.c}\"", "?\"x-${data.a.b.c}\""},
      {"[1, data.a.b.c]", json::array({1, "?data.a.b.c"})},
      {"{ a = data.a.b.c, b = 1 }", {{"a", "?data.a.b.c"}, {"b", 1}}},
      {"length([data.a.b.c, 1])", 2},
      {"data.a.b.c && false", false},
      {"false || data.a.b.c", "?false || data.a.b.c"},
      {"data.a.b.c ? 1 : 1", 1},
      {"data.a.b.c ? 1 : 2", "?data.a.b.c ? 1 : 2"},
      {"merge({ a = 1 }, data.a.b.c)", "?merge({ a = 1 }, data.a.b.c)"},
      {"merge({ a = 1 }, { b = data.a.b.c })", {{"a", 1}, {"b", "?data.a.b.c"}}},
      {"contains([data.a.b.c, 1], 1)", true},
      {"contains([data.a.b.c], 1)", "?contains([data.a.b.c], 1)"},
      {"try(data.a.b.c, 1)", "?data.a.b.c"},
      {"coalesce(null, data.a.b.c, 1)", "?data.a.b.c"},
      {"[for x in [1, 2] : x + data.a.b.c]", json::array({"?x + data.a.b.c", "?x + data.a.b.c"})},
      {"[for x in data.a.b.c : x]", "?[for x in data.a.b.c : x]"},
      {"toset([data.a.b.c])", "?toset([data.a.b.c])"},
      {"local.map.w", "?local.map.w"},
      {"1 / local.zero", "?1 / local.zero"},
      {"[1][2]", "?[1][2]"},
      {"tonumber(\"a\")", "?tonumber(\"a\")"},
      {"upper(\"\xC3\xB6\")", "?upper(\"\xC3\xB6\")"},
      {"1 / 3", "?1 / 3"},
      {"12345678901234567890", "?12345678901234567890"},
      {"format(\"%d\", 1.5)", "?format(\"%d\", 1.5)"},
      {"trimspace(\"\xC2\xA0\")", "?trimspace(\"\xC2\xA0\")"},
      {"[for x in toset([[2], [1]]) : x]", "?[for x in toset([[2], [1]]) : x]"},
      {"cidrsubnet(\"fd00::/56\", 8, 1)", "?cidrsubnet(\"fd00::/56\", 8, 1)"},
      {"format(\"%5s\", \"a\")", "?format(\"%5s\", \"a\")"},
  };
  std::vector<std::string> expressions;
  for (const Row& row : rows) expressions.push_back(row.expression);
  const json got = fold_expressions(expressions);
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_EQ(got[i], rows[i].expected) << rows[i].expression;
}

TEST(HclFold, ValuesThatHangOnThemselvesAndEndlessOnesAreUnknown) {
  std::string text = "locals {\n  a = local.b\n  b = local.a\n  c0 = 1\n";
  for (int i = 1; i <= 2'000; ++i)
    text += "  c" + std::to_string(i) + " = local.c" + std::to_string(i - 1) + "\n";
  text +=
      "  l = range(1000)\n  m = [for a in local.l : [for b in local.l : [for c in local.l : c]]]\n";
  text += "}\noutput \"a\" {\n  value = local.a\n}\noutput \"c\" {\n  value = local.c2000\n}\n";
  text += "output \"m\" {\n  value = length(local.m[999][999])\n}\n";
  const auto bodies = Fold(Files{{"root/main.tf", text}}).bodies();
  EXPECT_TRUE(bodies.at("output.a").at("value").get<std::string>().starts_with("?"));
  EXPECT_TRUE(bodies.at("output.c").at("value").get<std::string>().starts_with("?"));
  EXPECT_TRUE(bodies.at("output.m").at("value").get<std::string>().starts_with("?"));
}

TEST(HclFold, AVariableTakesItsTypesShape) {
  struct Row {
    std::string type, value;
    json expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"string", "1", "1"},
           {"number", "\"2\"", 2},
           {"bool", "\"true\"", true},
           {"any", "[1]", json::array({1})},
           {"list(string)", "[1, true]", json::array({"1", "true"})},
           {"set(string)", "[\"b\", \"a\", \"b\"]", json::array({"a", "b"})},
           {"map(number)", "{ a = \"1\" }", {{"a", 1}}},
           {"tuple([string, number])", "[1, \"2\"]", json::array({"1", 2})},
           {"object({ a = string, b = optional(number, 3), c = optional(bool) })",
            "{ a = 1, z = 2 }",
            {{"a", "1"}, {"b", 3}, {"c", nullptr}}},
           {"map(object({ a = optional(object({ b = optional(number, 1) }), {}) }))",
            "{ x = {} }",
            {{"x", {{"a", {{"b", 1}}}}}}},
           {"number", "\"a\"", "?var.v"},
           {"object({ a = string })", "{}", "?var.v"},
       }) {
    const auto bodies =
        Fold(Files{{"root/main.tf", "variable \"v\" {\n  type = " + row.type +
                                        "\n}\noutput \"o\" {\n  value = var.v\n}\n"},
                   {"root/a.tfvars", "v = " + row.value + "\n"}})
            .bodies();
    EXPECT_EQ(bodies.at("output.o").at("value"), row.expected) << row.type << " " << row.value;
  }
}

const Files& modules() {
  static const Files kFiles = {{"root/variables.tf", R"(
variable "environment" {
  type = string
}
variable "replicas" {
  type    = number
  default = 2
}
variable "vaults" {
  type = map(object({
    sku   = optional(string, "standard")
    rules = optional(list(string), [])
  }))
  default = {}
}
)"},
                               {"root/terraform.tfvars", R"(
environment = "prod"
vaults = {
  app = { rules = ["10.0.0.0/24", "10.0.1.0/24"] }
  ops = { sku = "premium" }
}
)"},
                               {"root/main.tf", R"(
locals {
  prefix = "acme-${var.environment}"
  tags   = { environment = var.environment, managed_by = "formwork" }
}

resource "terraform_data" "group" {
  input = { name = "${local.prefix}-rg", tags = local.tags }
}

resource "terraform_data" "counted" {
  count = var.replicas
  input = "${local.prefix}-${count.index}"
}

module "vault" {
  source   = "../modules/vault"
  for_each = var.vaults

  name  = "${local.prefix}-${each.key}"
  sku   = each.value.sku
  rules = each.value.rules
  group = terraform_data.group.input.name
}

module "off" {
  source = "../modules/vault"
  count  = var.environment == "prod" ? 0 : 1

  name  = "off"
  group = "none"
}

resource "terraform_data" "names" {
  input = {
    names = [for k, m in module.vault : m.name]
    app   = module.vault["app"].name
    id    = module.vault["app"].id
    off   = length(module.off)
  }
}
)"},
                               {"modules/vault/main.tf", R"(
variable "name" {
  type = string
}
variable "group" {
  type = string
}
variable "sku" {
  type     = string
  default  = "standard"
  nullable = false
}
variable "rules" {
  type    = list(string)
  default = []
}
resource "terraform_data" "this" {
  input = {
    name    = var.name
    group   = var.group
    premium = var.sku == "premium"
    sku     = upper(var.sku)
  }
}
resource "terraform_data" "rule" {
  for_each = toset(var.rules)
  input    = { range = each.value, hosts = cidrhost(each.key, 1) }
}
output "name" {
  value = terraform_data.this.input.name
}
output "id" {
  value = terraform_data.this.id
}
)"}};
  return kFiles;
}

TEST(HclFold, InstancesOfModulesAreThoseOfTerraformPlan) {
  const auto bodies = Fold(modules()).bodies();
  const std::map<std::string, json> expected = {
      {"terraform_data.group",
       {{"name", "acme-prod-rg"}, {"tags", {{"environment", "prod"}, {"managed_by", "formwork"}}}}},
      {"terraform_data.counted[0]", "acme-prod-0"},
      {"terraform_data.counted[1]", "acme-prod-1"},
      {"module.vault[\"app\"].terraform_data.this",
       {{"name", "acme-prod-app"},
        {"group", "acme-prod-rg"},
        {"premium", false},
        {"sku", "STANDARD"}}},
      {"module.vault[\"ops\"].terraform_data.this",
       {{"name", "acme-prod-ops"},
        {"group", "acme-prod-rg"},
        {"premium", true},
        {"sku", "PREMIUM"}}},
      {"module.vault[\"app\"].terraform_data.rule[\"10.0.0.0/24\"]",
       {{"range", "10.0.0.0/24"}, {"hosts", "10.0.0.1"}}},
      {"module.vault[\"app\"].terraform_data.rule[\"10.0.1.0/24\"]",
       {{"range", "10.0.1.0/24"}, {"hosts", "10.0.1.1"}}},
      {"terraform_data.names",
       {{"names", {"acme-prod-app", "acme-prod-ops"}},
        {"app", "acme-prod-app"},
        {"id", "?module.vault[\"app\"].id"},
        {"off", 0}}},
  };
  std::map<std::string, json> inputs;
  for (const auto& [address, body] : bodies) inputs[address] = body.at("input");
  EXPECT_EQ(inputs, expected);

  const auto terraform = process::find("terraform");
  if (!terraform) GTEST_SKIP() << "terraform is not on PATH";
  const process::Folder folder;
  for (const auto& [path, text] : modules()) folder.write(path, text);
  const std::string at = "-chdir=" + folder.path() + "/root";
  ASSERT_TRUE(process::run({*terraform, at, "init", "-input=false"}, ""));
  ASSERT_TRUE(process::run({*terraform, at, "plan", "-input=false", "-out=plan"}, ""));
  const auto shown = process::run({*terraform, at, "show", "-json", "plan"}, "");
  ASSERT_TRUE(shown);
  std::map<std::string, json> planned;
  const json plan = json::parse(*shown);
  for (const json& change : plan.at("resource_changes")) {
    const json& after = change.at("change").at("after");
    planned[change.at("address")] = after.value("input", json());
  }
  // What is known after apply only is not in the plan's values.
  inputs.at("terraform_data.names").erase("id");
  EXPECT_EQ(inputs, planned);
}

TEST(HclFold, BlocksAreListsAndDynamicOnesAreUnrolled) {
  const auto bodies = Fold(Files{{"root/main.tf", R"(
locals {
  rules = { https = 443, http = 80 }
}
resource "a" "b" {
  for_each = toset(["x"])
  name     = each.key
  block {
    c = 1
  }
  dynamic "block" {
    for_each = local.rules
    content {
      c = block.value
      n = "${each.key}-${block.key}"
    }
  }
  dynamic "item" {
    for_each = ["p", "q"]
    iterator = it
    content {
      v = it.value
      dynamic "inner" {
        for_each = it.key == 0 ? [1] : []
        content {
          w = "${it.value}${inner.value}"
        }
      }
    }
  }
  dynamic "open" {
    for_each = data.z.z.list
    content {}
  }
  dynamic "none" {
    for_each = []
    content {}
  }
  provisioner "local-exec" {
    command = "true"
  }
  lifecycle {
    prevent_destroy = true
  }
}
)"}}).bodies();
  const json expected = {
      {"name", "x"},
      {"block",
       json::array({{{"c", 1}}, {{"c", 80}, {"n", "x-http"}}, {{"c", 443}, {"n", "x-https"}}})},
      {"item", json::array({{{"v", "p"}, {"inner", json::array({{{"w", "p1"}}})}}, {{"v", "q"}}})},
      {"open", "?dynamic \"open\" {\n    for_each = data.z.z.list\n    content {}\n  }"},
      {"provisioner", {{"local-exec", json::array({{{"command", "true"}}})}}},
      {"lifecycle", json::array({{{"prevent_destroy", true}}})},
  };
  EXPECT_EQ(bodies.at("a.b[\"x\"]"), expected);
}

TEST(HclFold, WhatCannotBeCountedStandsOnceForAll) {
  const auto bodies = Fold(Files{{"root/main.tf", R"(
resource "a" "many" {
  for_each = data.z.z.map
  name     = each.value
  fixed    = 1
}
resource "a" "few" {
  count = data.z.z.n
  name  = count.index
}
module "elsewhere" {
  source  = "registry/x/y"
  version = "1.0.0"
}
output "o" {
  value = [a.many["x"].name, a.few[0].fixed, module.elsewhere.out]
}
)"}}).bodies();
  EXPECT_EQ(bodies.at("a.many[*]"), (json{{"name", "?each.value"}, {"fixed", 1}}));
  EXPECT_EQ(bodies.at("a.few[*]"), (json{{"name", "?count.index"}}));
  EXPECT_EQ(bodies.at("module.elsewhere"),
            (json{{"source", "registry/x/y"}, {"version", "1.0.0"}}));
  EXPECT_EQ(bodies.at("output.o").at("value"),
            json::array({"?a.many[\"x\"].name", "?a.few[0].fixed", "?module.elsewhere.out"}));
}

TEST(HclFold, ModulesThatCallThemselvesEnd) {
  const Fold fold(Files{{"root/main.tf",
                         "module \"a\" {\n  source = \"../root\"\n}\n"
                         "resource \"b\" \"c\" {}\n"}});
  ASSERT_TRUE(fold.folded);
  EXPECT_LE(fold.folded->objects.size(), 20U);
}

TEST(HclFold, AFileThatDoesNotParseIsReported) {
  const Fold fold(Files{{"root/main.tf", "a = \n"}});
  EXPECT_FALSE(fold.folded);
  ASSERT_EQ(fold.diagnostics.size(), 1U);
  EXPECT_EQ(fold.diagnostics.items()[0].code, Code::FW6006);
}

}  // namespace
}  // namespace formwork
