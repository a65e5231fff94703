output "id" {
  description = "Resource id of the virtual network."
  value       = data.azurerm_virtual_network.this.id
}

output "container_apps_subnet_id" {
  description = "Subnet of the Container Apps environment; null where there is none."
  value       = one(data.azurerm_subnet.container_apps[*].id)
}

output "nodes_subnet_id" {
  description = "Subnet of the nodes of a cluster; null where there is none."
  value       = one(data.azurerm_subnet.nodes[*].id)
}

output "private_endpoints_subnet_id" {
  description = "Subnet of the private endpoints."
  value       = data.azurerm_subnet.private_endpoints.id
}

output "database_subnet_id" {
  description = "Subnet of the PostgreSQL server; null where there is none."
  value       = one(data.azurerm_subnet.database[*].id)
}

output "private_dns_zone_ids" {
  description = "Resource ids of the private DNS zones, by their short names, once those that are made are linked to the network."
  value = merge(
    { for key, zone in azurerm_private_dns_zone.this : key => zone.id },
    { for key, zone in var.existing_private_dns_zones : key => "${var.private_dns_zones_group_id}/providers/Microsoft.Network/privateDnsZones/${zone}" },
  )
  depends_on = [azurerm_private_dns_zone_virtual_network_link.this]
}
