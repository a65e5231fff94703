resource "azurerm_managed_redis" "this" {
  public_network_access = "Enabled"
}
