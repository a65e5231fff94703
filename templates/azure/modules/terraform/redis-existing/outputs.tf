output "id" {
  description = "Resource id of the cache."
  value       = data.azurerm_managed_redis.this.id
}

output "host_name" {
  description = "Host name of the cache; its port is 10000. What uses it waits for the rights."
  value       = data.azurerm_managed_redis.this.hostname
  depends_on  = [azurerm_managed_redis_access_policy_assignment.this]
}
