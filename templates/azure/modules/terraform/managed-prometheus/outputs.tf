output "id" {
  description = "Resource id of the workspace."
  value       = azurerm_monitor_workspace.this.id
}

output "query_endpoint" {
  description = "Address that answers PromQL."
  value       = azurerm_monitor_workspace.this.query_endpoint
}
