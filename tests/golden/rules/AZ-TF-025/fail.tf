resource "azurerm_monitor_scheduled_query_rules_alert_v2" "this" {
  evaluation_frequency = "PT1M"
}
