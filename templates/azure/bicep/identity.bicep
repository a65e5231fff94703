module identity<%= pascal(workload) %> '../../modules/bicep/identity/main.bicep' = {
  name: '<%= workload %>-identity'
  scope: resourceGroup
  params: {
    name: <% if app %>appSettings<%= pascal(workload) %>.identityName<% else %>jobSettings<%= pascal(workload) %>.identityName<% end %>
    location: location
    tags: tags
  }
  dependsOn: [
    group
  ]
}
