output "id" {
  description = "Resource id of the namespace."
  value       = azurerm_servicebus_namespace.this.id
}

output "name" {
  description = "Name of the namespace."
  value       = azurerm_servicebus_namespace.this.name
}

output "host_name" {
  description = "Host name of the namespace. What uses it waits for the private endpoint and the rights."
  value       = "${azurerm_servicebus_namespace.this.name}.servicebus.windows.net"
  depends_on = [
    azurerm_servicebus_queue.this,
    azurerm_private_endpoint.namespace,
    azurerm_role_assignment.sender,
    azurerm_role_assignment.worker,
  ]
}
