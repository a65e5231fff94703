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

output "cluster_name" {
  description = "Cluster that workflows deploy to."
  value       = module.aks.name
}

output "bindings" {
  description = "Ids that the manifests need: `formwork bind` takes them from here."
  value = {
    database = {
      backup     = { identity = { client_id = module.identity["backup"].client_id } }
      migrations = { identity = { client_id = module.identity["migrate"].client_id } }
    }
    services = {
      api      = { identity = { client_id = module.identity["api"].client_id, principal_id = module.identity["api"].principal_id } }
      postings = { identity = { client_id = module.identity["postings"].client_id, principal_id = module.identity["postings"].principal_id } }
    }
    platform = { aks = { private_link_service = "/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b11/resourceGroups/rg-ledger-dev-nodes/providers/Microsoft.Network/privateLinkServices/pls-ledger-dev" } }
  }
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
