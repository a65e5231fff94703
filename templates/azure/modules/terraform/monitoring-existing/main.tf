# The workspace is somebody else's, who says how long logs are kept; only what the environment sends of itself is made here.
resource "azurerm_application_insights" "this" {
  name                = var.application_insights_name
  resource_group_name = var.resource_group_name
  location            = var.location
  application_type    = "web"
  workspace_id        = var.workspace_id
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
