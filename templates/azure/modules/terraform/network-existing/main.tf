# The network is somebody else's, with its security groups and its ways out.
data "azurerm_virtual_network" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
}

data "azurerm_subnet" "container_apps" {
  count = var.container_apps_subnet_name == null ? 0 : 1

  name                 = var.container_apps_subnet_name
  virtual_network_name = var.name
  resource_group_name  = var.resource_group_name
}

data "azurerm_subnet" "nodes" {
  count = var.nodes_subnet_name == null ? 0 : 1

  name                 = var.nodes_subnet_name
  virtual_network_name = var.name
  resource_group_name  = var.resource_group_name
}

data "azurerm_subnet" "private_endpoints" {
  name                 = var.private_endpoints_subnet_name
  virtual_network_name = var.name
  resource_group_name  = var.resource_group_name
}

data "azurerm_subnet" "database" {
  count = var.database_subnet_name == null ? 0 : 1

  name                 = var.database_subnet_name
  virtual_network_name = var.name
  resource_group_name  = var.resource_group_name
}

resource "azurerm_private_dns_zone" "this" {
  for_each = var.private_dns_zones

  name                = each.value
  resource_group_name = var.private_dns_zones_resource_group_name
  tags                = var.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = var.private_dns_zones

  name                  = var.name
  resource_group_name   = var.private_dns_zones_resource_group_name
  private_dns_zone_name = azurerm_private_dns_zone.this[each.key].name
  virtual_network_id    = data.azurerm_virtual_network.this.id
  registration_enabled  = false
  tags                  = var.tags
}
