resource "azurerm_kubernetes_cluster_node_pool" "it" {
  auto_scaling_enabled    = true
  host_encryption_enabled = true
  node_public_ip_enabled  = true
  os_disk_type            = "Ephemeral"
}
