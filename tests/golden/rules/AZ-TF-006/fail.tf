resource "azurerm_storage_account" "this" {
  min_tls_version = "TLS1_0"
}
