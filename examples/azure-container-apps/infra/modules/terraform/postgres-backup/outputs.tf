output "id" {
  description = "Resource id of the job."
  value       = azurerm_container_app_job.this.id
}

output "name" {
  description = "Name of the job, by which somebody starts it beside its schedule."
  value       = azurerm_container_app_job.this.name
}
