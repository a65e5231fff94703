# The namespace is somebody else's. It is not read: the provider would bring its keys into the state.
locals {
  name = element(split("/", var.id), 8)
}

resource "azurerm_servicebus_queue" "this" {
  for_each = var.queues

  name         = each.key
  namespace_id = var.id

  lock_duration         = each.value.lock_duration
  default_message_ttl   = each.value.default_message_ttl
  max_delivery_count    = each.value.max_delivery_count
  max_size_in_megabytes = each.value.max_size_in_megabytes

  # What is too old or was tried too often is kept for somebody to look at, not dropped.
  dead_lettering_on_message_expiration = true

  requires_duplicate_detection            = each.value.duplicate_detection_window != null
  duplicate_detection_history_time_window = each.value.duplicate_detection_window
}

# Each on the queues it has to do with. Whoever receives also owns its queue: the scaler counts the messages as the worker,
# and to count is an owner's right.
resource "azurerm_role_assignment" "sender" {
  for_each = var.senders

  scope                = azurerm_servicebus_queue.this[each.value.queue].id
  role_definition_name = "Azure Service Bus Data Sender"
  principal_id         = each.value.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "worker" {
  for_each = var.workers

  scope                = azurerm_servicebus_queue.this[each.value.queue].id
  role_definition_name = "Azure Service Bus Data Owner"
  principal_id         = each.value.principal_id
  principal_type       = "ServicePrincipal"
}
