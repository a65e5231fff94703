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
    database = { migrations = { identity = { client_id = module.identity["migrate"].client_id } } }
    services = {
      api      = { identity = { client_id = module.identity["api"].client_id, principal_id = module.identity["api"].principal_id } }
      postings = { identity = { client_id = module.identity["postings"].client_id, principal_id = module.identity["postings"].principal_id } }
    }
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

output "deploy_client_id" {
  description = "Client id that the deployment workflows log in with."
  value       = module.deploy_identity.client_id
}
