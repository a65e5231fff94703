# The account is somebody else's. It is not read: the provider would bring its keys into the state.
locals {
  name = element(split("/", var.id), 8)
}

resource "azurerm_storage_container" "this" {
  for_each = var.containers

  name                  = each.key
  storage_account_id    = var.id
  container_access_type = "private"
}

# What is written can be read and added to, and neither changed nor deleted before its time. Once locked, the policy can
# only be made longer, by nobody shorter, and the account cannot be deleted.
resource "azurerm_storage_container_immutability_policy" "this" {
  for_each = { for name, container in var.containers : name => container if container.immutable_days != null }

  storage_container_resource_manager_id = azurerm_storage_container.this[each.key].id
  immutability_period_in_days           = each.value.immutable_days
  protected_append_writes_all_enabled   = true
  locked                                = each.value.immutability_locked
}

# Each writes to its own containers.
resource "azurerm_role_assignment" "writer" {
  for_each = var.writers

  scope                = azurerm_storage_container.this[each.value.container].id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = each.value.principal_id
  principal_type       = "ServicePrincipal"
}
