# The cluster is somebody else's; its OIDC issuer and workload identity must be on.
data "azurerm_kubernetes_cluster" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
}
