resource "azurerm_storage_account" "this" {
  shared_access_key_enabled = true
}
