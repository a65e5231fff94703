resource "azurerm_kubernetes_cluster" "it" {
  network_profile {
    network_plugin    = "azure"
    network_policy    = "calico"
    load_balancer_sku = "standard"
  }
}
