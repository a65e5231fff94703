output "id" {
  description = "Resource id of the registry."
  value       = data.azurerm_container_registry.this.id
}

output "name" {
  description = "Name of the registry."
  value       = data.azurerm_container_registry.this.name
}

output "login_server" {
  description = "Host name images are pulled from. What uses it waits for the roles."
  value       = data.azurerm_container_registry.this.login_server
  depends_on  = [azurerm_role_assignment.pull]
}
