output "id" {
  description = "Resource id of the registry."
  value       = azurerm_container_registry.this.id
}

output "name" {
  description = "Name of the registry."
  value       = azurerm_container_registry.this.name
}

output "login_server" {
  description = "Host name images are pulled from, once they can be: what uses it waits for the private endpoint and the roles."
  value       = azurerm_container_registry.this.login_server
  depends_on  = [azurerm_private_endpoint.registry, azurerm_role_assignment.pull]
}
