config: union(<% if app %>appSettings<%= pascal(workload) %>.config<% else %>jobSettings<%= pascal(workload) %>.config<% end %>, {
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  AZURE_CLIENT_ID: identity<%= pascal(workload) %>.outputs.clientId
})
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
