resource "azurerm_servicebus_queue" "this" {
  dead_lettering_on_message_expiration = false
}
