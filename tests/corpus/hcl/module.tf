terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 4.0" }
  }
}

variable "rules" {
  type = map(object({
    port = optional(number, 443)
  }))
  default = { a = {}, b = { port = "80" } }
}

locals {
  name = "acme-${lower("PROD")}" # a comment
  list = [for k, v in var.rules : "${k}:${v.port}" if v.port != 0]
}

resource "azurerm_network_security_group" "this" {
  for_each = var.rules
  name     = format("%s-%03d", each.key, each.value.port)

  dynamic "security_rule" {
    for_each = toset(local.list)
    content {
      name = security_rule.value
    }
  }
}

module "self" {
  source = "../root"
  count  = length(local.list) > 1 ? 1 : 0
  rules  = {}
}

output "names" {
  value = [azurerm_network_security_group.this["a"].name, try(local.none, null)]
}
