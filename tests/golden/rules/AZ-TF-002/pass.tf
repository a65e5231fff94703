resource "azurerm_container_registry" "this" {
  public_network_access_enabled = false
}
