<% if any(name, service in services, any(n in service.needs, n != "database")) or length(queues) > 0 or length(azure.users.auditors) > 0 or azure.key_encryption != null %>
config = merge(
<% if any(name, service in services, any(n in service.needs, has(services, n))) %>
  { for service in each.value.needs : "${upper(replace(service, "-", "_"))}_URL" => local.addresses[service] },
<% end %>
<% if azure.redis %>
  contains(local.cache_users, each.key) ? {
    CACHE_HOST = module.redis.host_name
    CACHE_USER = module.identity[each.key].principal_id
  } : {},
<% end %>
<% if length(azure.users.auditors) > 0 %>
  contains(local.audit_writers, each.key) ? { AUDIT_CONTAINER_URL = "${module.storage_archive.blob_endpoint}audit" } : {},
<% end %>
<% if azure.key_encryption %>
  contains(var.key_encryption.users, each.key) ? { KEY_ENCRYPTION_KEY_URL = module.key_encryption.id } : {},
<% end %>
<% if azure.service_bus %>
  contains(local.queue_users, each.key) ? { QUEUES_HOST = module.service_bus.host_name } : {},
<% end %>
  each.value.config,
  {
    APPLICATIONINSIGHTS_CONNECTION_STRING = module.monitoring.connection_string
    AZURE_CLIENT_ID                       = module.identity[each.key].client_id
  },
)
<% else %>
config = merge(each.value.config, {
  APPLICATIONINSIGHTS_CONNECTION_STRING = module.monitoring.connection_string
  AZURE_CLIENT_ID                       = module.identity[each.key].client_id
})
<% end %>
