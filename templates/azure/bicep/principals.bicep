<% for principal, service in services %>
<%= principal %>: identity<%= pascal(principal) %>.outputs.principalId
<% end %>
<% for principal, job in jobs %>
<%= principal %>: identity<%= pascal(principal) %>.outputs.principalId
<% end %>
<% if database.migrations %>
migrate: identityMigrate.outputs.principalId
<% end %>
