# The registry is somebody else's; it must be reached from the network.
data "azurerm_container_registry" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
}

resource "azurerm_role_assignment" "pull" {
  for_each = var.pull_principal_ids

  scope                = data.azurerm_container_registry.this.id
  role_definition_name = "AcrPull"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}
