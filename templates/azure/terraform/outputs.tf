output "resource_group_name" {
  description = "Resource group of the environment."
  value       = module.resource_group.name
}

output "registry_server" {
  description = "Host name of the registry that images are pushed to."
  value       = local.registry_server
}

output "key_vault_name" {
  description = "Vault that secrets are written to."
  value       = module.key_vault.name
}

<% if azure.container_apps_environment %>
output "container_app_names" {
  description = "Container apps, by service: releases set their images."
  value       = { for name, app in module.container_app : name => app.name }
}
<% end %>
<% if azure.aks %>
output "cluster_name" {
  description = "Cluster that workflows deploy to."
  value       = module.aks.name
}

<% if length(services) > 0 %>
output "bindings" {
  description = "Ids that the manifests need: `formwork bind` takes them from here."
  value = {
<% if database.backup.workload_identity %>
    database = {
      backup = { identity = { client_id = module.identity["backup"].client_id } }
<% if database.migrations %>
      migrations = { identity = { client_id = module.identity["migrate"].client_id } }
<% end %>
    }
<% elif database.migrations %>
    database = { migrations = { identity = { client_id = module.identity["migrate"].client_id } } }
<% end %>
    services = {
<% for name, service in services %>
      <%= name %> = { identity = { client_id = module.identity["<%= name %>"].client_id, principal_id = module.identity["<%= name %>"].principal_id } }
<% end %>
    }
<% if azure.private_link_service.id %>
    platform = { aks = { private_link_service = <%= azure.private_link_service.id %> } }
<% end %>
<% if shared %>
    shared = <%= shared %>
<% end %>
  }
}
<% end %>
<% end %>
<% if length(services) == 0 %>

output "bindings" {
  description = "Ids that other environments use: `formwork bind` takes them from here."
  value = {
    shared = {
      network = module.network.id
<% if azure.existing_network.private_dns_zones_group_id %>
      private_dns_zones = var.existing_network.private_dns_zones_group_id
<% else %>
      private_dns_zones = module.resource_group.id
<% end %>
      workspace = module.monitoring.workspace_id
<% if azure.aks %>
      cluster = module.aks.id
<% else %>
      environment = module.container_apps_environment.id
<% end %>
<% if azure.registry != null or azure.existing_registry != null %>
      registry = module.registry.id
<% end %>
<% if azure.postgres %>
      database_server = module.postgres.id
<% end %>
<% if azure.redis %>
      cache = module.redis.id
<% end %>
    }
  }
}
<% end %>
<% if azure.prometheus %>

output "prometheus_query_endpoint" {
  description = "Address that answers PromQL, with a token."
  value       = module.prometheus.query_endpoint
}
<% end %>
<% if azure.container_apps_environment != null and (length(jobs) > 0 or database.migrations != null) %>

output "container_app_job_names" {
  description = "Container Apps jobs, by name: releases set their images."
  value       = { for name, job in module.container_app_job : name => job.name }
}
<% end %>
<% if azure.postgres %>

output "database_host" {
  description = "Host name of the database server."
  value       = module.postgres.fqdn
}
<% end %>
<% if azure.redis %>

output "cache_host" {
  description = "Host name of the cache."
  value       = module.redis.host_name
}
<% end %>
<% if azure.service_bus %>

output "queues_host" {
  description = "Host name of the namespace of the queues."
  value       = module.service_bus.host_name
}
<% end %>
<% if any(name, site in sites, site.storage_site != null) %>

output "storage_site_names" {
  description = "Storage accounts of the sites, by site: releases publish to them."
  value       = { for name, site in module.storage_site : name => site.name }
}
<% end %>
<% if any(name, site in sites, site.existing_site != null) %>

output "existing_site_names" {
  description = "Storage accounts of sites that were there already, by site: releases publish to them."
  value       = { for name, site in module.storage_site_existing : name => site.name }
}
<% end %>
<% if any(name, site in sites, site.hosting == "static-web-app") %>

output "static_web_app_names" {
  description = "Static web apps, by site: releases publish to them."
  value       = { for name, app in module.static_web_app : name => app.name }
}

output "static_web_app_host_names" {
  description = "Names that the CNAME records of their domains point to, by site."
  value       = { for name, app in module.static_web_app : name => app.default_host_name }
}

output "static_web_app_validation_tokens" {
  description = "Values of the TXT records `_dnsauth.<domain>`, by domain; empty once a domain is validated."
  value       = merge(values(module.static_web_app)[*].domain_validation_tokens...)
}
<% end %>
<% if azure.deploy_identity %>

output "deploy_client_id" {
  description = "Client id that the deployment workflows log in with."
  value       = module.deploy_identity.client_id
}
<% end %>
<% if azure.front_door %>

output "front_door_host_name" {
  description = "Name that the CNAME records of the domains point to."
  value       = module.front_door.endpoint_host_name
}

output "domain_validation_tokens" {
  description = "Values of the TXT records `_dnsauth.<domain>`, by domain."
  value       = module.front_door.domain_validation_tokens
}
<% end %>
