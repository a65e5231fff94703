resource "azurerm_key_vault_key" "this" {
  expiration_date = "2028-12-01T00:00:00Z"
}
