# The cache is somebody else's; it must be reached from the network.
data "azurerm_managed_redis" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
}

# Who may use the cache: there is one policy, which allows all commands on the data.
resource "azurerm_managed_redis_access_policy_assignment" "this" {
  for_each = var.access_principal_ids

  managed_redis_id = data.azurerm_managed_redis.this.id
  object_id        = each.value
}
