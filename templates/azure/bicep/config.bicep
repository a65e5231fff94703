<% if any(name, service in services, any(n in service.needs, has(services, n))) or workload in azure.users.cache or workload in azure.users.auditors or workload in (azure.key_encryption.users ?? []) or any(use in concat(azure.users.senders, azure.users.workers), use.workload == workload) %>
config: union(
<% if any(name, service in services, any(n in service.needs, has(services, n))) %>
  toObject(
    <% if app %>appSettings<%= pascal(workload) %>.needs<% else %>jobSettings<%= pascal(workload) %>.needs<% end %>,
    service => '${toUpper(replace(service, '-', '_'))}_URL',
    service => 'https://${hosts[service]}.${containerAppsEnvironment.outputs.defaultDomain}'
  ),
<% end %>
<% if workload in azure.users.cache %>
  {
    CACHE_HOST: redis.outputs.hostName
    CACHE_USER: identity<%= pascal(workload) %>.outputs.principalId
  },
<% end %>
<% if workload in azure.users.auditors %>
  {
    AUDIT_CONTAINER_URL: '${storageArchive.outputs.blobEndpoint}audit'
  },
<% end %>
<% if workload in (azure.key_encryption.users ?? []) %>
  {
    KEY_ENCRYPTION_KEY_URL: keyEncryption.outputs.id
  },
<% end %>
<% if any(use in concat(azure.users.senders, azure.users.workers), use.workload == workload) %>
  {
    QUEUES_HOST: serviceBus.outputs.hostName
  },
<% end %>
  <% if app %>appSettings<%= pascal(workload) %>.config<% else %>jobSettings<%= pascal(workload) %>.config<% end %>,
  {
    APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
    AZURE_CLIENT_ID: identity<%= pascal(workload) %>.outputs.clientId
  }
)
<% else %>
config: union(<% if app %>appSettings<%= pascal(workload) %>.config<% else %>jobSettings<%= pascal(workload) %>.config<% end %>, {
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  AZURE_CLIENT_ID: identity<%= pascal(workload) %>.outputs.clientId
})
<% end %>
<% if length(uses) > 0 %>
keyVaultReferences: {
<% for secret, use in uses %>
  <%= secret %>: '${keyVault.outputs.uri}secrets/<%= secret %>'
<% end %>
}
<% end %>
<% if any(secret, use in uses, use.as == "env") %>
referencedConfig: {
<% for secret, use in filter(s, u in uses, u.as == "env") %>
  <%= use.env %>: '<%= secret %>'
<% end %>
}
<% end %>
<% if any(secret, use in uses, use.as == "file") %>
referencesMountPath: '/run/secrets/app'
<% end %>
