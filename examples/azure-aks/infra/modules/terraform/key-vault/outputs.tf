output "id" {
  description = "Resource id of the vault."
  value       = azurerm_key_vault.this.id
}

output "name" {
  description = "Name of the vault."
  value       = azurerm_key_vault.this.name
}

output "uri" {
  description = "Address of the vault, with a slash at the end; a secret's id is URI + `secrets/NAME`. What uses it waits for the private endpoint and the roles."
  value       = azurerm_key_vault.this.vault_uri
  depends_on = [
    azurerm_private_endpoint.vault,
    azurerm_role_assignment.secret_reader,
    azurerm_role_assignment.vault_reader,
  ]
}
