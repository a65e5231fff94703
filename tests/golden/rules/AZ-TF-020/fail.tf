resource "azurerm_redis_cache" "this" {
  name = "redis"
}
