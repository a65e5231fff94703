resource "azurerm_postgresql_flexible_server" "this" {
  public_network_access_enabled = true
}
