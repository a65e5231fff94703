resource "azurerm_container_app_environment" "this" {
  internal_load_balancer_enabled = false
}
