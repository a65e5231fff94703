resource "azurerm_managed_redis" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  sku_name            = var.sku_name
  tags                = var.tags

  # Reached by its private endpoint, never from the internet.
  public_network_access     = "Disabled"
  high_availability_enabled = var.high_availability_enabled

  default_database {
    # No keys, and nothing in clear text: services log in with the tokens of their identities.
    access_keys_authentication_enabled = false
    client_protocol                    = "Encrypted"
    # One address for all shards, so that clients need not know of them. Fixed once the database is made.
    clustering_policy = "EnterpriseCluster"
    eviction_policy   = var.eviction_policy

    persistence_append_only_file_backup_frequency = var.persistence_frequency == "1s" ? "1s" : null
    persistence_redis_database_backup_frequency   = var.persistence_frequency == "1s" ? null : var.persistence_frequency
  }
}

resource "azurerm_private_endpoint" "cache" {
  name                = var.private_endpoint_name
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = var.private_endpoint_name
    private_connection_resource_id = azurerm_managed_redis.this.id
    subresource_names              = ["redisEnterprise"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_id]
  }
}

# Who may use the cache: there is one policy, which allows all commands on the data.
resource "azurerm_managed_redis_access_policy_assignment" "this" {
  for_each = var.access_principal_ids

  managed_redis_id = azurerm_managed_redis.this.id
  object_id        = each.value
}

resource "azurerm_monitor_diagnostic_setting" "cache" {
  name                       = "log-analytics"
  target_resource_id         = azurerm_managed_redis.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_metric {
    category = "AllMetrics"
  }
}

# Who connected, and who was refused.
resource "azurerm_monitor_diagnostic_setting" "database" {
  name                       = "log-analytics"
  target_resource_id         = azurerm_managed_redis.this.default_database[0].id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }
}
