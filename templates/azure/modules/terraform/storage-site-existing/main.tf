# The account is somebody else's, and serves the site. It is not read: the provider would bring its keys into the state.
locals {
  name = element(split("/", var.id), 8)
}

resource "azurerm_role_assignment" "publisher" {
  for_each = var.publisher_principal_ids

  scope                = var.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}
