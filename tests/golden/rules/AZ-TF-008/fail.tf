resource "azurerm_key_vault" "this" {
  rbac_authorization_enabled = false
}
