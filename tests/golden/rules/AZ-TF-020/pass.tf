resource "azurerm_managed_redis" "this" {
  name = "redis"
}
