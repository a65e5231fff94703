output "id" {
  description = "Resource id of the account."
  value       = var.id
}

output "name" {
  description = "Name of the account."
  value       = local.name
}

output "blob_endpoint" {
  description = "Address of the account, with a slash at the end. What uses it waits for the rights."
  value       = "https://${local.name}.blob.core.windows.net/"
  depends_on = [
    azurerm_storage_container.this,
    azurerm_role_assignment.writer,
  ]
}
