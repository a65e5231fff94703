resource "azurerm_kubernetes_cluster" "it" {
  oidc_issuer_enabled       = true
  workload_identity_enabled = true
}
