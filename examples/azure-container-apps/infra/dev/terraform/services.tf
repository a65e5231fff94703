# Services and jobs, each with an identity of its own. Releases set their images, roll-outs their traffic: an apply
# changes neither.

locals {
  # Whatever runs, and the secrets it may read.
  workloads = merge(
    { for name, app in var.container_apps : name => { identity_name = app.identity_name, secrets = keys(app.secrets) } },
    { for name, job in var.container_app_jobs : name => { identity_name = job.identity_name, secrets = keys(job.secrets) } },
  )

  registry_server = module.registry.login_server

  # Who writes audit logs.
  audit_writers = ["audit-export"]

  # Who uses the cache.
  cache_users = ["api", "worker", "audit-export", "subscription-audit", "trial-sweeper", "migrate"]

  # Who sends to which queue, and who receives from it.
  queue_senders = [
    { workload = "api", queue = "webhooks" },
    { workload = "api", queue = "billing-retries" },
    { workload = "api", queue = "mail" },
    { workload = "worker", queue = "mail" },
    { workload = "audit-export", queue = "mail" },
    { workload = "subscription-audit", queue = "mail" },
    { workload = "trial-sweeper", queue = "mail" },
    { workload = "migrate", queue = "webhooks" },
    { workload = "migrate", queue = "billing-retries" },
    { workload = "migrate", queue = "mail" },
  ]
  queue_workers = [
    { workload = "worker", queue = "billing-retries" },
    { workload = "worker", queue = "mail" },
    { workload = "worker", queue = "webhooks" },
  ]
  queue_users = concat(local.queue_senders, local.queue_workers)[*].workload
}

module "identity" {
  source   = "../../modules/terraform/identity"
  for_each = local.workloads

  name                = each.value.identity_name
  resource_group_name = module.resource_group.name
  resource_group_id   = module.resource_group.id
  location            = var.location
  tags                = var.tags
}

# What the deployment workflows act as: they push images, set them, start jobs and publish sites.
module "deploy_identity" {
  source = "../../modules/terraform/identity"

  name                = var.deploy_identity.name
  resource_group_name = module.resource_group.name
  resource_group_id   = module.resource_group.id
  location            = var.location
  tags                = var.tags
  github_subjects     = { environment = var.deploy_identity.github_subject }
  role_assignments = {
    push = "AcrPush"
    apps = "Container Apps Contributor"
    jobs = "Container Apps Jobs Contributor"
  }
}

module "container_app" {
  source   = "../../modules/terraform/container-app"
  for_each = var.container_apps

  name                         = each.value.name
  resource_group_name          = module.resource_group.name
  tags                         = var.tags
  container_app_environment_id = module.container_apps_environment.id
  identity_id                  = module.identity[each.key].id
  registry_server              = local.registry_server
  container_name               = each.key
  image                        = each.value.image
  command                      = each.value.command
  args                         = each.value.args
  resources                    = each.value.resources
  revision_mode                = each.value.revision_mode
  ingress                      = each.value.ingress
  config = merge(
    contains(local.cache_users, each.key) ? {
      CACHE_HOST = module.redis.host_name
      CACHE_USER = module.identity[each.key].principal_id
    } : {},
    contains(local.audit_writers, each.key) ? { AUDIT_CONTAINER_URL = "${module.storage_archive.blob_endpoint}audit" } : {},
    contains(var.key_encryption.users, each.key) ? { KEY_ENCRYPTION_KEY_URL = module.key_encryption.id } : {},
    contains(local.queue_users, each.key) ? { QUEUES_HOST = module.service_bus.host_name } : {},
    each.value.config,
    {
      APPLICATIONINSIGHTS_CONNECTION_STRING = module.monitoring.connection_string
      AZURE_CLIENT_ID                       = module.identity[each.key].client_id
    },
  )
  key_vault_references  = { for secret in keys(each.value.secrets) : secret => "${module.key_vault.uri}secrets/${secret}" }
  referenced_config     = { for secret, use in each.value.secrets : use.env => secret if use.as == "env" }
  references_mount_path = anytrue([for use in values(each.value.secrets) : use.as == "file"]) ? "/run/secrets/app" : null
  probes                = each.value.probes
  # More replicas while messages wait; the scaler counts them as the worker.
  scale = merge(each.value.scale, {
    custom_rules = {
      for queue in each.value.queues : queue.name => {
        type        = "azure-servicebus"
        metadata    = { namespace = module.service_bus.name, queueName = queue.name, messageCount = tostring(queue.messages_per_replica) }
        identity_id = module.identity[each.key].id
      }
    }
  })

  termination_grace_period_seconds = each.value.termination_grace_period_seconds
}

module "container_app_job" {
  source   = "../../modules/terraform/container-app-job"
  for_each = var.container_app_jobs

  name                         = each.value.name
  resource_group_name          = module.resource_group.name
  location                     = var.location
  tags                         = var.tags
  container_app_environment_id = module.container_apps_environment.id
  identity_id                  = module.identity[each.key].id
  registry_server              = local.registry_server
  container_name               = each.key
  image                        = each.value.image
  command                      = each.value.command
  resources                    = each.value.resources
  schedule                     = each.value.schedule
  replica_timeout_in_seconds   = each.value.replica_timeout_in_seconds
  replica_retry_limit          = each.value.replica_retry_limit
  config = merge(
    contains(local.cache_users, each.key) ? {
      CACHE_HOST = module.redis.host_name
      CACHE_USER = module.identity[each.key].principal_id
    } : {},
    contains(local.audit_writers, each.key) ? { AUDIT_CONTAINER_URL = "${module.storage_archive.blob_endpoint}audit" } : {},
    contains(var.key_encryption.users, each.key) ? { KEY_ENCRYPTION_KEY_URL = module.key_encryption.id } : {},
    contains(local.queue_users, each.key) ? { QUEUES_HOST = module.service_bus.host_name } : {},
    each.value.config,
    {
      APPLICATIONINSIGHTS_CONNECTION_STRING = module.monitoring.connection_string
      AZURE_CLIENT_ID                       = module.identity[each.key].client_id
    },
  )
  key_vault_references  = { for secret in keys(each.value.secrets) : secret => "${module.key_vault.uri}secrets/${secret}" }
  referenced_config     = { for secret, use in each.value.secrets : use.env => secret if use.as == "env" }
  references_mount_path = anytrue([for use in values(each.value.secrets) : use.as == "file"]) ? "/run/secrets/app" : null
}
