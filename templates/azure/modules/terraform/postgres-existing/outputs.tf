output "id" {
  description = "Resource id of the server."
  value       = data.azurerm_postgresql_flexible_server.this.id
}

output "name" {
  description = "Name of the server."
  value       = data.azurerm_postgresql_flexible_server.this.name
}

output "fqdn" {
  description = "Host name of the server."
  value       = data.azurerm_postgresql_flexible_server.this.fqdn
}
