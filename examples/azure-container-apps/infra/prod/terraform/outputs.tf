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

output "container_app_names" {
  description = "Container apps, by service: releases set their images."
  value       = { for name, app in module.container_app : name => app.name }
}

output "container_app_job_names" {
  description = "Container Apps jobs, by name: releases set their images."
  value       = { for name, job in module.container_app_job : name => job.name }
}

output "database_host" {
  description = "Host name of the database server."
  value       = module.postgres.fqdn
}

output "cache_host" {
  description = "Host name of the cache."
  value       = module.redis.host_name
}

output "queues_host" {
  description = "Host name of the namespace of the queues."
  value       = module.service_bus.host_name
}

output "storage_site_names" {
  description = "Storage accounts of the sites, by site: releases publish to them."
  value       = { for name, site in module.storage_site : name => site.name }
}

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

output "deploy_client_id" {
  description = "Client id that the deployment workflows log in with."
  value       = module.deploy_identity.client_id
}

output "front_door_host_name" {
  description = "Name that the CNAME records of the domains point to."
  value       = module.front_door.endpoint_host_name
}

output "domain_validation_tokens" {
  description = "Values of the TXT records `_dnsauth.<domain>`, by domain."
  value       = module.front_door.domain_validation_tokens
}
