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

<% if azure.existing_network %>
param existingNetworkSettings = <%= camel(azure.existing_network) %>
<% else %>
param networkSettings = <%= camel(azure.network) %>
<% end %>

<% if azure.existing_registry %>
param existingRegistrySettings = <%= camel(azure.existing_registry) %>
<% elif azure.registry %>
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

<% if azure.key_encryption %>
param keyEncryptionSettings = <%= camel(azure.key_encryption) %>
<% end %>

<% if azure.container_apps_environment %>
<% if azure.existing_container_apps_environment %>
param existingContainerAppsEnvironmentSettings = <%= camel(azure.existing_container_apps_environment) %>
<% else %>
param containerAppsEnvironmentSettings = <%= camel(azure.container_apps_environment) %>
<% end %>
<% end %>

<% if azure.aks %>
<% if azure.existing_aks %>
param existingAksSettings = <%= camel(azure.existing_aks) %>
<% else %>
param aksSettings = <%= camel(azure.aks) %>
<% end %>

<% if database.backup.workload_identity %>
param workloadSettingsBackup = <%= camel(database.backup.workload_identity) %>
<% end %>

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
<% if azure.existing_postgres %>
param existingPostgresSettings = <%= camel(merge(azure.existing_postgres, {databases: azure.postgres.databases ?? [], administrators: azure.postgres.administrators ?? {}})) %>
<% else %>
param postgresSettings = <%= camel(azure.postgres) %>
<% end %>
<% end %>

<% if azure.redis %>
<% if azure.existing_redis %>
param existingRedisSettings = <%= camel(azure.existing_redis) %>
<% else %>
param redisSettings = <%= camel(azure.redis) %>
<% end %>
<% end %>

<% if azure.service_bus %>
<% if azure.existing_service_bus %>
param existingServiceBusSettings = <%= camel(azure.existing_service_bus) %>
<% else %>
param serviceBusSettings = <%= camel(azure.service_bus) %>
<% end %>

param queuesSettings = {
<% for name, queue in queues %>
<% if queue.service_bus_queue %>
  <%= name %>: <%= camel(queue.service_bus_queue) %>
<% end %>
<% end %>
}
<% end %>

<% if azure.archive %>
<% if azure.existing_archive %>
param existingArchiveSettings = <%= camel(merge(azure.existing_archive, {containers: map(c in azure.archive.containers, {name: c.name, immutable_days: c.immutable_days, immutability_locked: c.immutability_locked})})) %>
<% else %>
param archiveSettings = <%= camel(azure.archive) %>
<% end %>
<% end %>

<% if azure.postgres_backup != null and azure.aks == null %>
param postgresBackupSettings = <%= camel(azure.postgres_backup) %>
<% end %>

<% for name, site in sites %>
<% if site.storage_site %>
param siteSettings<%= pascal(name) %> = <%= camel(site.storage_site) %>

<% end %>
<% end %>
<% for name, site in sites %>
<% if site.existing_site %>
param existingSiteSettings<%= pascal(name) %> = <%= camel(site.existing_site) %>

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

<% if azure.workbook %>
param workbookSettings = <%= camel(azure.workbook) %>
<% end %>

<% if azure.budget %>
param budgetSettings = <%= camel(azure.budget) %>
<% end %>

<% if azure.deploy_identity %>
param deployIdentitySettings = <%= camel(azure.deploy_identity) %>
<% end %>

<% if delivery.infrastructure != null and (azure.key_encryption != null or any(name, site in sites, site.storage_site != null)) %>
param infrastructurePrincipalId = <%= delivery.infrastructure.principal %>
<% end %>

<% if azure.front_door %>
param frontDoorSettings = <%= camel(azure.front_door) %>
<% if azure.existing_front_door %>

param existingFrontDoorSettings = <%= camel(azure.existing_front_door) %>
<% end %>

<% if azure.dns_zone %>
param dnsZoneSettings = <%= camel(azure.dns_zone) %>

<% end %>
<% if azure.private_link_service.id %>
param privateLinkServiceId = <%= azure.private_link_service.id %>

<% end %>
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
