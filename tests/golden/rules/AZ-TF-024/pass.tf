resource "azurerm_monitor_metric_alert" "this" {
  auto_mitigate = true
}
