<% for reader, service in services %>
<% for secret, use in service.secrets %>
<%= reader ~ "-" ~ secret %>: {
  principalId: identity<%= pascal(reader) %>.outputs.principalId
  secretName: '<%= secret %>'
}
<% end %>
<% end %>
<% if azure.container_apps_environment %>
<% for reader, job in jobs %>
<% for secret, use in services[job.service].secrets ?? {} %>
<%= reader ~ "-" ~ secret %>: {
  principalId: identity<%= pascal(reader) %>.outputs.principalId
  secretName: '<%= secret %>'
}
<% end %>
<% end %>
<% if database.migrations %>
<% for secret, use in services[database.migrations.service].secrets ?? {} %>
<%= "migrate-" ~ secret %>: {
  principalId: identityMigrate.outputs.principalId
  secretName: '<%= secret %>'
}
<% end %>
<% end %>
<% end %>
