resource "azurerm_container_registry" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "Premium"
  tags                = var.tags

  admin_enabled                 = false
  anonymous_pull_enabled        = false
  public_network_access_enabled = false
  # Defender for Cloud scans images as a trusted service; nothing else gets past the private endpoint.
  network_rule_bypass_option = "AzureServices"
  export_policy_enabled      = false
  # Layers come from this registry's own host name, so that a firewall can allow it alone.
  data_endpoint_enabled    = true
  retention_policy_in_days = var.untagged_retention_days
  zone_redundancy_enabled  = var.zone_redundancy_enabled

  # By region: the provider wants the replicas in alphabetical order.
  dynamic "georeplications" {
    for_each = { for replica in var.replicas : replica.location => replica }

    content {
      location                  = georeplications.value.location
      regional_endpoint_enabled = true
      zone_redundancy_enabled   = georeplications.value.zone_redundancy_enabled
      tags                      = var.tags
    }
  }
}

resource "azurerm_management_lock" "registry" {
  count = var.lock_enabled ? 1 : 0

  name       = "do-not-delete"
  scope      = azurerm_container_registry.this.id
  lock_level = "CanNotDelete"
  notes      = "Holds every image that an environment runs or may roll back to."
}

resource "azurerm_private_endpoint" "registry" {
  name                = var.private_endpoint_name
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = var.private_endpoint_name
    private_connection_resource_id = azurerm_container_registry.this.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_id]
  }
}

# Pull only: what pushes is granted AcrPush on the resource group (KICS 77deea6a).
resource "azurerm_role_assignment" "pull" {
  for_each = var.pull_principal_ids

  scope                = azurerm_container_registry.this.id
  role_definition_name = "AcrPull"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}

resource "azurerm_monitor_diagnostic_setting" "registry" {
  name                       = "log-analytics"
  target_resource_id         = azurerm_container_registry.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
