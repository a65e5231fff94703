resource "azurerm_application_insights" "this" {
  local_authentication_enabled = false
}
