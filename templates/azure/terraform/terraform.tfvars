# Compiled from environments/<%= metadata.name %>.yaml and what it extends: change those, not this file.
subscription_id = <%= azure.subscription_id %>
tenant_id       = <%= azure.tenant_id %>
location        = <%= azure.location %>
tags = <%= azure.tags %>

resource_group = <%= azure.resource_group %>

<% if azure.monitoring %>
monitoring = <%= azure.monitoring %>
<% end %>

<% if azure.existing_workspace %>
existing_workspace = <%= azure.existing_workspace %>
<% end %>

<% if azure.existing_network %>
existing_network = <%= azure.existing_network %>
<% else %>
network = <%= azure.network %>
<% end %>

<% if azure.existing_registry %>
existing_registry = <%= azure.existing_registry %>
<% elif azure.registry %>
registry = <%= azure.registry %>
<% else %>
registry_server = <%= registry.server %>
<% end %>

<% if azure.key_vault %>
key_vault = <%= azure.key_vault %>
<% end %>

<% if azure.existing_vault %>
existing_vault = <%= azure.existing_vault %>
<% end %>

<% if azure.key_encryption %>
key_encryption = <%= azure.key_encryption %>
<% end %>

<% if azure.container_apps_environment %>
<% if azure.existing_container_apps_environment %>
existing_container_apps_environment = <%= azure.existing_container_apps_environment %>
<% else %>
container_apps_environment = <%= azure.container_apps_environment %>
<% end %>

container_apps = {
<% for name, service in services %>
<% if service.container_app %>
  <%= name %> = <%= service.container_app %>
<% end %>
<% end %>
}
<% end %>

<% if azure.aks %>
<% if azure.existing_aks %>
existing_aks = <%= azure.existing_aks %>
<% else %>
aks = <%= azure.aks %>
<% end %>

workloads = {
<% if database.backup.workload_identity %>
  backup = <%= database.backup.workload_identity %>
<% end %>
<% if database.migrations %>
<% if database.migrations.workload_identity %>
  migrate = <%= database.migrations.workload_identity %>
<% end %>
<% end %>
<% for name, service in services %>
<% if service.workload_identity %>
  <%= name %> = <%= service.workload_identity %>
<% end %>
<% end %>
}
<% end %>

<% if azure.prometheus %>
prometheus = <%= azure.prometheus %>
<% end %>

<% if azure.container_apps_environment != null and (length(jobs) > 0 or database.migrations != null) %>
container_app_jobs = {
<% if database.migrations %>
<% if database.migrations.container_app_job %>
  migrate = <%= database.migrations.container_app_job %>
<% end %>
<% end %>
<% for name, job in jobs %>
<% if job.container_app_job %>
  <%= name %> = <%= job.container_app_job %>
<% end %>
<% end %>
}
<% end %>

<% if azure.postgres %>
<% if azure.existing_postgres %>
existing_postgres = <%= merge(azure.existing_postgres, {databases: azure.postgres.databases ?? [], administrators: azure.postgres.administrators ?? {}}) %>
<% else %>
postgres = <%= azure.postgres %>
<% end %>
<% end %>

<% if azure.redis %>
<% if azure.existing_redis %>
existing_redis = <%= azure.existing_redis %>
<% else %>
redis = <%= azure.redis %>
<% end %>
<% end %>

<% if azure.service_bus %>
<% if azure.existing_service_bus %>
existing_service_bus = <%= azure.existing_service_bus %>
<% else %>
service_bus = <%= azure.service_bus %>
<% end %>

queues = {
<% for name, queue in queues %>
<% if queue.service_bus_queue %>
  <%= name %> = <%= queue.service_bus_queue %>
<% end %>
<% end %>
}
<% end %>

<% if azure.archive %>
<% if azure.existing_archive %>
existing_archive = <%= merge(azure.existing_archive, {containers: map(c in azure.archive.containers, {name: c.name, immutable_days: c.immutable_days, immutability_locked: c.immutability_locked})}) %>
<% else %>
archive = <%= azure.archive %>
<% end %>
<% end %>

<% if azure.postgres_backup != null and azure.aks == null %>
postgres_backup = <%= azure.postgres_backup %>
<% end %>

<% if any(name, site in sites, site.storage_site != null) %>
storage_sites = {
<% for name, site in sites %>
<% if site.storage_site %>
  <%= name %> = <%= site.storage_site %>
<% end %>
<% end %>
}
<% end %>

<% if any(name, site in sites, site.existing_site != null) %>
existing_sites = {
<% for name, site in sites %>
<% if site.existing_site %>
  <%= name %> = <%= site.existing_site %>
<% end %>
<% end %>
}
<% end %>

<% if any(name, site in sites, site.hosting == "static-web-app") %>
static_web_apps = {
<% for name, site in sites %>
<% if site.static_web_app %>
  <%= name %> = <%= site.static_web_app %>
<% end %>
<% end %>
}
<% end %>

<% if azure.front_door %>
front_door = <%= azure.front_door %>
<% if azure.existing_front_door %>

existing_front_door = <%= azure.existing_front_door %>
<% end %>

<% if azure.private_link_service.id %>
private_link_service_id = <%= azure.private_link_service.id %>

<% end %>
<% if azure.dns_zone %>
dns_zone = <%= azure.dns_zone %>

<% end %>
custom_domains = {
<% for name, host in filter(h, host in edge.hosts, host.front_door != null) %>
  <%= name %> = { host_name = <%= host.domain %> }
<% end %>
}

routes = {
<% for name, host in edge.hosts %>
<% if host.front_door %>
  <%= name %> = <%= merge({domains: [name], rule_set_name: replace(name, "-", ""), headers: host.csp.front_door}, host.front_door) %>
<% end %>
<% for route_name, route in host.routes %>
<% if route.front_door %>
  <%= name ~ "-" ~ route_name %> = <%= merge({domains: [name], rule_set_name: replace(name ~ "-" ~ route_name, "-", ""), headers: host.csp.front_door}, route.front_door) %>
<% end %>
<% end %>
<% end %>
}
<% end %>

<% if azure.alerts %>
alerts = <%= azure.alerts %>
<% end %>

<% if azure.workbook %>
workbook = <%= azure.workbook %>
<% end %>

<% if azure.budget %>
budget = <%= azure.budget %>
<% end %>

<% if azure.deploy_identity %>
deploy_identity = <%= azure.deploy_identity %>
<% end %>

<% if delivery.infrastructure != null and (azure.key_encryption != null or any(name, site in sites, site.storage_site != null)) %>
infrastructure_principal_id = <%= delivery.infrastructure.principal %>
<% end %>
