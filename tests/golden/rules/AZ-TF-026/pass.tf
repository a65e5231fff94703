resource "azurerm_kubernetes_cluster" "it" {
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  run_command_enabled                 = false
}
