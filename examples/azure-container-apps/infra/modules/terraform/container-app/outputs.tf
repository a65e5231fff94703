output "id" {
  description = "Resource id of the container app."
  value       = azurerm_container_app.this.id
}

output "name" {
  description = "Name of the container app."
  value       = azurerm_container_app.this.name
}

output "fqdn" {
  description = "Host name of the app within the network, which Front Door uses as origin; null for a worker."
  value       = one(azurerm_container_app.this.ingress[*].fqdn)
}
