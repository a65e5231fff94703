resource "azurerm_kubernetes_cluster" "it" {
  automatic_upgrade_channel = "stable"
  node_os_upgrade_channel   = "NodeImage"

  maintenance_window_auto_upgrade {
    frequency = "Weekly"
  }

  maintenance_window_node_os {
    frequency = "Weekly"
  }
}
