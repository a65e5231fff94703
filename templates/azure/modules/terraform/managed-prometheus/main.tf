# Where metrics are kept and queried, with a token.
resource "azurerm_monitor_workspace" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_monitor_data_collection_endpoint" "this" {
  name                = var.endpoint_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
  kind                = "Linux"
  # Takes what the cluster's agent sends, with a token.
  public_network_access_enabled = true
}

resource "azurerm_monitor_data_collection_rule" "this" {
  name                        = var.rule_name
  resource_group_name         = var.resource_group_name
  location                    = var.location
  tags                        = var.tags
  kind                        = "Linux"
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.this.id

  data_sources {
    prometheus_forwarder {
      name    = "prometheus"
      streams = ["Microsoft-PrometheusMetrics"]
    }
  }

  destinations {
    monitor_account {
      name               = "workspace"
      monitor_account_id = azurerm_monitor_workspace.this.id
    }
  }

  data_flow {
    streams      = ["Microsoft-PrometheusMetrics"]
    destinations = ["workspace"]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "this" {
  name                    = "prometheus"
  target_resource_id      = var.cluster_id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.this.id
}

resource "azurerm_monitor_alert_prometheus_rule_group" "this" {
  count = length(var.alerts) == 0 ? 0 : 1

  name                = var.rule_group_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
  cluster_name        = var.cluster_name
  rule_group_enabled  = true
  interval            = "PT1M"
  scopes              = [azurerm_monitor_workspace.this.id]

  dynamic "rule" {
    for_each = var.alerts

    content {
      alert       = rule.value.name
      enabled     = true
      expression  = rule.value.expression
      for         = rule.value.for
      severity    = rule.value.severity
      annotations = { description = rule.value.description }

      alert_resolution {
        auto_resolved   = true
        time_to_resolve = "PT10M"
      }

      dynamic "action" {
        for_each = contains(keys(var.action_group_ids), rule.value.action_group) ? [rule.value.action_group] : []

        content {
          action_group_id = var.action_group_ids[action.value]
        }
      }
    }
  }
}
