resource "azurerm_managed_redis" "this" {
  default_database {
    access_keys_authentication_enabled = false
    client_protocol                    = "Encrypted"
  }
}
