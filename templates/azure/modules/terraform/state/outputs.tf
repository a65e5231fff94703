output "id" {
  description = "Resource id of the account."
  value       = azurerm_storage_account.this.id
}

output "name" {
  description = "Name of the account: `storage_account_name` of the backend."
  value       = azurerm_storage_account.this.name
}
