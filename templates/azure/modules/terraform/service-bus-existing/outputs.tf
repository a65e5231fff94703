output "id" {
  description = "Resource id of the namespace."
  value       = var.id
}

output "name" {
  description = "Name of the namespace."
  value       = local.name
}

output "host_name" {
  description = "Host name of the namespace. What uses it waits for the rights."
  value       = "${local.name}.servicebus.windows.net"
  depends_on = [
    azurerm_servicebus_queue.this,
    azurerm_role_assignment.sender,
    azurerm_role_assignment.worker,
  ]
}
