output "id" {
  description = "Resource id of the cluster."
  value       = data.azurerm_kubernetes_cluster.this.id
}

output "name" {
  description = "Name of the cluster."
  value       = data.azurerm_kubernetes_cluster.this.name
}

output "oidc_issuer_url" {
  description = "Who issues the tokens of the service accounts."
  value       = data.azurerm_kubernetes_cluster.this.oidc_issuer_url
}

output "kubelet_principal_id" {
  description = "Object id of the identity that nodes pull images as."
  value       = data.azurerm_kubernetes_cluster.this.kubelet_identity[0].object_id
}
