#include "language/language.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace formwork {
namespace {

struct Read {
  SourceMap sources{};
  Document document{};
  std::vector<Object> objects{};

  explicit Read(const std::string& text) {
    Diagnostics diagnostics;
    const Language& hcl = *language(LanguageId::hcl);
    auto parsed = hcl.parse(sources.add("main.tf", text), sources, Dialect::none, diagnostics);
    if (!parsed) return;
    document = std::move(*parsed);
    objects = hcl.objects(document.root(), Dialect::none);
  }
};

TEST(HclObjects, AreTheBlocksOfAModuleByTheirAddresses) {
  const Read read(R"(
terraform {
  required_version = ">= 1.9"
}
provider "azurerm" {
  alias = "hub"
}
variable "location" {
  type = string
}
locals {
  a = 1
}
data "azurerm_client_config" "current" {}
ephemeral "random_password" "p" {}
resource "azurerm_key_vault" "this" {
  purge_protection_enabled = true
  network_acls {
    default_action = "Deny"
  }
}
module "vault" {
  source = "./vault"
}
output "id" {
  value = azurerm_key_vault.this.id
}
moved {
  from = azurerm_key_vault.old
  to   = azurerm_key_vault.this
}
removed {
  from = azurerm_key_vault.gone
}
import {
  to = azurerm_key_vault.this
  id = "x"
}
check "up" {}
)");
  std::vector<std::string> found;
  for (const Object& object : read.objects) found.push_back(object.type + " " + object.name);
  EXPECT_EQ(found, (std::vector<std::string>{
                       "terraform/terraform ",
                       "terraform/provider azurerm.hub",
                       "terraform/variable var.location",
                       "terraform/locals ",
                       "terraform/data/azurerm_client_config data.azurerm_client_config.current",
                       "terraform/ephemeral/random_password ephemeral.random_password.p",
                       "terraform/azurerm_key_vault azurerm_key_vault.this",
                       "terraform/module module.vault",
                       "terraform/output output.id",
                       "terraform/moved azurerm_key_vault.old",
                       "terraform/removed azurerm_key_vault.gone",
                       "terraform/import azurerm_key_vault.this",
                       "terraform/check check.up",
                   }));
  const Node vault = read.objects[6].body;
  EXPECT_TRUE(vault.find("purge_protection_enabled").as_bool());
  EXPECT_EQ(vault.find("network_acls").at(0).find("default_action").text(), "Deny");
  EXPECT_TRUE(read.objects[8].body.find("value").is(Kind::unknown));
}

TEST(HclObjects, AFileOfArgumentsAloneIsTfvars) {
  const Read read("location = \"westeurope\"\n");
  ASSERT_EQ(read.objects.size(), 1U);
  EXPECT_EQ(read.objects[0].type, "terraform/tfvars");
  EXPECT_EQ(read.objects[0].body.find("location").text(), "westeurope");
  EXPECT_TRUE(Read("").objects.empty());
}

}  // namespace
}  // namespace formwork
