output "id" {
  description = "Resource id of the account; also the target of Front Door's private link, kind `web`."
  value       = azurerm_storage_account.this.id
}

output "name" {
  description = "Name of the account."
  value       = azurerm_storage_account.this.name
}

output "web_host" {
  description = "Host name of the site, which Front Door uses as origin."
  value       = azurerm_storage_account.this.primary_web_host
}
