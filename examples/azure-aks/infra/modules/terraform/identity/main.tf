resource "azurerm_user_assigned_identity" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

# GitHub's token for exactly this subject is exchanged for one of the identity; there is no secret to keep.
resource "azurerm_federated_identity_credential" "github" {
  for_each = var.github_subjects

  name                      = each.key
  user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  issuer                    = var.github_issuer
  subject                   = each.value
  audience                  = ["api://AzureADTokenExchange"]
}

# The token of a service account of the cluster, likewise.
resource "azurerm_federated_identity_credential" "kubernetes" {
  for_each = var.kubernetes_subjects

  name                      = each.key
  user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  issuer                    = var.kubernetes_issuer
  subject                   = each.value
  audience                  = ["api://AzureADTokenExchange"]
}

resource "azurerm_role_assignment" "resource_group" {
  for_each = var.role_assignments

  scope                = var.resource_group_id
  role_definition_name = each.value
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}
