resource "azurerm_storage_account" "this" {
  https_traffic_only_enabled = false
}
