resource "azurerm_container_registry" "this" {
  admin_enabled = false
}
