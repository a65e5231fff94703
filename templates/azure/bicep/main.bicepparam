// Compiled from environments/<%= metadata.name %>.yaml and what it extends: change those, not this file.
using 'main.bicep'

<% if azure.key_vault != null or azure.postgres != null or azure.aks != null %>
param tenantId = <%= azure.tenant_id %>
<% end %>

param location = <%= azure.location %>

param tags = <%= azure.tags %>

param resourceGroupSettings = <%= camel(azure.resource_group) %>

<% if azure.monitoring %>
param monitoringSettings = <%= camel(azure.monitoring) %>
<% end %>

<% if azure.existing_workspace %>
param existingWorkspaceSettings = <%= camel(azure.existing_workspace) %>
<% end %>

param networkSettings = <%= camel(azure.network) %>

<% if azure.registry %>
param registrySettings = <%= camel(azure.registry) %>
<% else %>
param registryServer = <%= registry.server %>
<% end %>

<% if azure.key_vault %>
param keyVaultSettings = <%= camel(azure.key_vault) %>
<% end %>

<% if azure.existing_vault %>
param existingVaultSettings = <%= camel(azure.existing_vault) %>
<% end %>

<% if azure.container_apps_environment %>
param containerAppsEnvironmentSettings = <%= camel(azure.container_apps_environment) %>
<% end %>

<% if azure.aks %>
param aksSettings = <%= camel(azure.aks) %>

<% if database.migrations %>
<% if database.migrations.workload_identity %>
param workloadSettingsMigrate = <%= camel(database.migrations.workload_identity) %>
<% end %>
<% end %>

<% for name, service in services %>
<% if service.workload_identity %>
param workloadSettings<%= pascal(name) %> = <%= camel(service.workload_identity) %>

<% end %>
<% end %>
<% end %>

<% if azure.prometheus %>
param prometheusSettings = <%= camel(azure.prometheus) %>
<% end %>

<% if azure.postgres %>
param postgresSettings = <%= camel(azure.postgres) %>
<% end %>

<% if azure.redis %>
param redisSettings = <%= camel(azure.redis) %>
<% end %>

<% if azure.service_bus %>
param serviceBusSettings = <%= camel(azure.service_bus) %>

param queuesSettings = {
<% for name, queue in queues %>
<% if queue.service_bus_queue %>
  <%= name %>: <%= camel(queue.service_bus_queue) %>
<% end %>
<% end %>
}
<% end %>

<% if azure.archive %>
param archiveSettings = <%= camel(azure.archive) %>
<% end %>

<% if azure.postgres_backup %>
param postgresBackupSettings = <%= camel(azure.postgres_backup) %>
<% end %>

<% for name, site in sites %>
<% if site.storage_site %>
param siteSettings<%= pascal(name) %> = <%= camel(site.storage_site) %>

<% end %>
<% end %>
<% for name, site in sites %>
<% if site.static_web_app %>
param staticWebAppSettings<%= pascal(name) %> = <%= camel(site.static_web_app) %>

<% end %>
<% end %>
<% for name, service in services %>
<% if service.container_app %>
param appSettings<%= pascal(name) %> = <%= camel(service.container_app) %>

<% end %>
<% end %>
<% if database.migrations %>
<% if database.migrations.container_app_job %>
param jobSettingsMigrate = <%= camel(database.migrations.container_app_job) %>
<% end %>
<% end %>

<% for name, job in jobs %>
<% if job.container_app_job %>
param jobSettings<%= pascal(name) %> = <%= camel(job.container_app_job) %>

<% end %>
<% end %>
<% if azure.alerts %>
param alertsSettings = <%= camel(azure.alerts) %>
<% end %>

<% if azure.budget %>
param budgetSettings = <%= camel(azure.budget) %>
<% end %>

<% if azure.deploy_identity %>
param deployIdentitySettings = <%= camel(azure.deploy_identity) %>
<% end %>

<% if delivery.infrastructure != null and any(name, site in sites, site.hosting == "storage") %>
param infrastructurePrincipalId = <%= delivery.infrastructure.principal %>
<% end %>

<% if azure.front_door %>
param frontDoorSettings = <%= camel(azure.front_door) %>

param customDomains = {
<% for name, host in filter(h, host in edge.hosts, host.front_door != null) %>
  <%= name %>: {
    hostName: <%= host.domain %>
  }
<% end %>
}

<% for name, host in edge.hosts %>
<% if host.front_door %>
param routeSettings<%= pascal(name) %> = <%= camel(merge({domains: [name], rule_set_name: replace(name, "-", ""), headers: host.csp.front_door}, host.front_door)) %>

<% end %>
<% for route_name, route in host.routes %>
<% if route.front_door %>
param routeSettings<%= pascal(name ~ "-" ~ route_name) %> = <%= camel(merge({domains: [name], rule_set_name: replace(name ~ "-" ~ route_name, "-", ""), headers: host.csp.front_door}, route.front_door)) %>

<% end %>
<% end %>
<% end %>
<% end %>
