resource "azurerm_managed_redis" "this" {
  default_database {
    access_keys_authentication_enabled = true
    client_protocol                    = "Encrypted"
  }
}
