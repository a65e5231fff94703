resource "azurerm_key_vault" "this" {
  public_network_access_enabled = false
}
