# Its content is compiled: what is changed in the portal is put back.
resource "azurerm_application_insights_workbook" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  display_name        = var.display_name
  category            = "workbook"
  # The service keeps ids in lower case.
  source_id = lower(var.log_analytics_workspace_id)
  data_json = var.content
  tags      = var.tags
}
