resource "azurerm_container_registry" "this" {
  anonymous_pull_enabled = true
}
