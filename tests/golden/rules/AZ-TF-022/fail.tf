resource "azurerm_servicebus_namespace" "this" {
  minimum_tls_version = "1.0"
}
