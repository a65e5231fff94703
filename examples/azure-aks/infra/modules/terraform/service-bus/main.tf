resource "azurerm_servicebus_namespace" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = var.sku
  tags                = var.tags

  capacity                     = var.sku == "Premium" ? var.messaging_units : 0
  premium_messaging_partitions = var.sku == "Premium" ? 1 : 0

  # No keys: services send and receive with the tokens of their identities.
  local_auth_enabled            = false
  minimum_tls_version           = "1.2"
  public_network_access_enabled = var.public_network_access_enabled
}

resource "azurerm_management_lock" "namespace" {
  count = var.lock_enabled ? 1 : 0

  name       = "do-not-delete"
  scope      = azurerm_servicebus_namespace.this.id
  lock_level = "CanNotDelete"
  notes      = "With the namespace go the messages that nobody has seen yet."
}

resource "azurerm_servicebus_queue" "this" {
  for_each = var.queues

  name         = each.key
  namespace_id = azurerm_servicebus_namespace.this.id

  lock_duration         = each.value.lock_duration
  default_message_ttl   = each.value.default_message_ttl
  max_delivery_count    = each.value.max_delivery_count
  max_size_in_megabytes = each.value.max_size_in_megabytes

  # What is too old or was tried too often is kept for somebody to look at, not dropped.
  dead_lettering_on_message_expiration = true

  requires_duplicate_detection            = each.value.duplicate_detection_window != null
  duplicate_detection_history_time_window = each.value.duplicate_detection_window
}

# Only Premium has private endpoints.
resource "azurerm_private_endpoint" "namespace" {
  count = var.public_network_access_enabled ? 0 : 1

  name                = var.private_endpoint_name
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = var.private_endpoint_name
    private_connection_resource_id = azurerm_servicebus_namespace.this.id
    subresource_names              = ["namespace"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_id]
  }
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

resource "azurerm_monitor_diagnostic_setting" "namespace" {
  name                       = "log-analytics"
  target_resource_id         = azurerm_servicebus_namespace.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
