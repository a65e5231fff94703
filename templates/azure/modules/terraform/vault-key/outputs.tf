output "id" {
  description = "Address of the key without a version: the newest one wraps, and what is wrapped names its own."
  value       = azurerm_key_vault_key.this.versionless_id
  depends_on  = [azurerm_role_assignment.user]
}
