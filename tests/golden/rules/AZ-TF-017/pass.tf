resource "azurerm_static_web_app" "this" {
  preview_environments_enabled = false
}
