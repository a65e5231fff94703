output "id" {
  description = "Resource id of the environment; also the target of Front Door's private link."
  value       = data.azurerm_container_app_environment.this.id
}

output "default_domain" {
  description = "Domain that the applications' host names end in."
  value       = data.azurerm_container_app_environment.this.default_domain
}

output "static_ip_address" {
  description = "Private address of the environment's load balancer."
  value       = data.azurerm_container_app_environment.this.static_ip_address
}
