resource "azurerm_static_web_app" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  # The plan with an agreed availability.
  sku_tier = "Standard"
  sku_size = "Standard"
  tags     = var.tags

  # Files are published to the site itself: a preview would answer under an address that nobody knows.
  preview_environments_enabled = false
  # Headers and fall-backs are in a file that is published with the site.
  configuration_file_changes_enabled = true
  public_network_access_enabled      = true
}

# Validated by a TXT record, so that a domain can be prepared while another place still serves it.
resource "azurerm_static_web_app_custom_domain" "this" {
  for_each = toset(var.custom_domains)

  static_web_app_id = azurerm_static_web_app.this.id
  domain_name       = each.value
  validation_type   = "dns-txt-token"
}

resource "azurerm_management_lock" "app" {
  count = var.lock_enabled ? 1 : 0

  name       = "do-not-delete"
  scope      = azurerm_static_web_app.this.id
  lock_level = "CanNotDelete"
  notes      = "Holds the site that is served, under a host name that could not be had again."
}

resource "azurerm_monitor_diagnostic_setting" "app" {
  name                       = "log-analytics"
  target_resource_id         = azurerm_static_web_app.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category = "StaticSiteDiagnosticLogs"
  }

  enabled_log {
    category = "StaticSiteHttpLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
