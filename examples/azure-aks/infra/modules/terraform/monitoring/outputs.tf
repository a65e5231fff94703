output "workspace_id" {
  description = "Resource id of the Log Analytics workspace, for diagnostic settings."
  value       = azurerm_log_analytics_workspace.this.id
}

output "workspace_customer_id" {
  description = "Id that queries name the workspace by."
  value       = azurerm_log_analytics_workspace.this.workspace_id
}

output "application_insights_id" {
  description = "Resource id of the Application Insights component."
  value       = azurerm_application_insights.this.id
}

output "connection_string" {
  description = "Where applications send telemetry. Grants nothing by itself, since local authentication is off; the provider marks it as sensitive all the same."
  value       = azurerm_application_insights.this.connection_string
  sensitive   = true
}
