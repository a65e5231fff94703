resource "azurerm_servicebus_namespace" "this" {
  local_auth_enabled = false
}
