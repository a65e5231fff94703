output "id" {
  description = "Resource id of the server."
  value       = azurerm_postgresql_flexible_server.this.id
}

output "name" {
  description = "Name of the server."
  value       = azurerm_postgresql_flexible_server.this.name
}

output "replica_fqdns" {
  description = "Host names of the copies that are read from, by the names of `replicas`."
  value       = { for key, replica in azurerm_postgresql_flexible_server.replica : key => replica.fqdn }
}

output "fqdn" {
  description = "Host name of the server."
  value       = azurerm_postgresql_flexible_server.this.fqdn
}
