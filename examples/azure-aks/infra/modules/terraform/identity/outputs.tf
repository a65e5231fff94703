output "id" {
  description = "Resource id of the identity, which a container app or job runs as."
  value       = azurerm_user_assigned_identity.this.id
}

output "name" {
  description = "Name of the identity; also its name in PostgreSQL."
  value       = azurerm_user_assigned_identity.this.name
}

output "client_id" {
  description = "Id a workflow logs in with."
  value       = azurerm_user_assigned_identity.this.client_id
}

output "principal_id" {
  description = "Object id, which roles are assigned to."
  value       = azurerm_user_assigned_identity.this.principal_id
}
