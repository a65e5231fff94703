output "id" {
  description = "Resource id of the workbook."
  value       = azurerm_application_insights_workbook.this.id
}
