resource "azurerm_storage_account" "this" {
  allow_nested_items_to_be_public = false
}
