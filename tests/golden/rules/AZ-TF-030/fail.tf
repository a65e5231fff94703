resource "azurerm_kubernetes_cluster" "it" {
  network_profile {
    network_plugin    = "azure"
    load_balancer_sku = "standard"
  }
}
