resource "azurerm_log_analytics_workspace" "this" {
  name                = var.workspace_name
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "PerGB2018"
  tags                = var.tags

  retention_in_days = var.retention_in_days
  daily_quota_gb    = var.daily_quota_gb
  # No shared keys: platform logs come by diagnostic settings, telemetry with a Microsoft Entra token.
  local_authentication_enabled    = false
  allow_resource_only_permissions = true
  internet_ingestion_enabled      = var.internet_ingestion_enabled
  internet_query_enabled          = var.internet_query_enabled
}

resource "azurerm_application_insights" "this" {
  name                = var.application_insights_name
  resource_group_name = var.resource_group_name
  location            = var.location
  application_type    = "web"
  workspace_id        = azurerm_log_analytics_workspace.this.id
  tags                = var.tags

  local_authentication_enabled = false
  ip_masking_enabled           = true
  internet_ingestion_enabled   = var.internet_ingestion_enabled
  internet_query_enabled       = var.internet_query_enabled
}

resource "azurerm_role_assignment" "metrics_publisher" {
  for_each = var.metrics_publisher_principal_ids

  scope                = azurerm_application_insights.this.id
  role_definition_name = "Monitoring Metrics Publisher"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}

# Who asked what of the logs is itself logged.
resource "azurerm_monitor_diagnostic_setting" "workspace" {
  name                       = "log-analytics"
  target_resource_id         = azurerm_log_analytics_workspace.this.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
