# The vault is somebody else's; it must ask roles, not access policies, and be reached from the network.
data "azurerm_key_vault" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
}

# A service reads the secrets it names, not the vault.
resource "azurerm_role_assignment" "secret_reader" {
  for_each = var.readers

  scope                = "${data.azurerm_key_vault.this.id}/secrets/${each.value.secret_name}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = each.value.principal_id
  principal_type       = "ServicePrincipal"
}
