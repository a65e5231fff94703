output "id" {
  description = "Resource id of the account."
  value       = azurerm_storage_account.this.id
}

output "name" {
  description = "Name of the account."
  value       = azurerm_storage_account.this.name
}

output "blob_endpoint" {
  description = "Address of the account, with a slash at the end. What uses it waits for the private endpoint and the rights."
  value       = azurerm_storage_account.this.primary_blob_endpoint
  depends_on = [
    azurerm_storage_container.this,
    azurerm_private_endpoint.blob,
    azurerm_role_assignment.writer,
  ]
}
