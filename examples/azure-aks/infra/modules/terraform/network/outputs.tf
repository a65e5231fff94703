output "id" {
  description = "Resource id of the virtual network."
  value       = azurerm_virtual_network.this.id
}

output "container_apps_subnet_id" {
  description = "Subnet of the Container Apps environment, once its network security group is in place; null where there is none."
  value       = one(azurerm_subnet_network_security_group_association.container_apps[*].subnet_id)
}

output "nodes_subnet_id" {
  description = "Subnet of the nodes of a cluster, once its network security group is in place; null where there is none."
  value       = one(azurerm_subnet_network_security_group_association.nodes[*].subnet_id)
}

output "private_endpoints_subnet_id" {
  description = "Subnet of the private endpoints, once its network security group is in place."
  value       = azurerm_subnet_network_security_group_association.private_endpoints.subnet_id
}

output "database_subnet_id" {
  description = "Subnet of the PostgreSQL server, once its network security group is in place; null where there is none."
  value       = one(azurerm_subnet_network_security_group_association.database[*].subnet_id)
}

output "private_dns_zone_ids" {
  description = "Resource ids of the private DNS zones, by the names of `private_dns_zones`, once they are linked to the network."
  value       = { for key, zone in azurerm_private_dns_zone.this : key => zone.id }
  depends_on  = [azurerm_private_dns_zone_virtual_network_link.this]
}
