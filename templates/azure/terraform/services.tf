# Services and jobs, each with an identity of its own. Releases set their images, roll-outs their traffic: an apply
# changes neither.

locals {
  # Whatever runs, and the secrets it may read.
<% if length(jobs) > 0 or database.migrations != null %>
  workloads = merge(
    { for name, app in var.container_apps : name => { identity_name = app.identity_name, secrets = keys(app.secrets) } },
    { for name, job in var.container_app_jobs : name => { identity_name = job.identity_name, secrets = keys(job.secrets) } },
  )
<% else %>
  workloads = { for name, app in var.container_apps : name => { identity_name = app.identity_name, secrets = keys(app.secrets) } }
<% end %>

<% if azure.registry != null or azure.existing_registry != null %>
  registry_server = module.registry.login_server
<% else %>
  registry_server = var.registry_server
<% end %>
<% if length(azure.users.auditors) > 0 %>

  # Who writes audit logs.
  audit_writers = [<% for user in azure.users.auditors sep ", " %>"<%= user %>"<% end %>]
<% end %>
<% if azure.redis %>

  # Who uses the cache.
  cache_users = [<% for user in azure.users.cache sep ", " %>"<%= user %>"<% end %>]
<% end %>
  <% include "terraform/queue-users.tf" %>
<% if azure.service_bus %>
  queue_users = concat(local.queue_senders, local.queue_workers)[*].workload
<% end %>
<% if any(name, service in services, any(n in service.needs, has(services, n))) %>

  # Where services are called from within the environment, by service.
  addresses = {
    for name, app in var.container_apps : name =>
    "https://${app.name}${try(app.ingress.external_enabled, false) ? "" : ".internal"}.${module.container_apps_environment.default_domain}"
  }
<% end %>
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
<% if azure.deploy_identity %>

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
<% if azure.registry %>
    push = "AcrPush"
<% end %>
    apps = "Container Apps Contributor"
<% if length(jobs) > 0 or database.migrations != null %>
    jobs = "Container Apps Jobs Contributor"
<% end %>
  }
}
<% end %>

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
<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
  workload_profile_name        = coalesce(each.value.workload_profile_name, "Consumption")
<% end %>
  revision_mode                = each.value.revision_mode
  ingress                      = each.value.ingress
  <% include "terraform/config.tf" %>
  key_vault_references             = { for secret in keys(each.value.secrets) : secret => "${module.key_vault.uri}secrets/${secret}" }
  referenced_config                = { for secret, use in each.value.secrets : use.env => secret if use.as == "env" }
  references_mount_path            = anytrue([for use in values(each.value.secrets) : use.as == "file"]) ? "/run/secrets/app" : null
  probes                           = each.value.probes
<% if any(name, queue in queues, queue.worker != null) %>
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

<% else %>
  scale                            = each.value.scale
<% end %>
  termination_grace_period_seconds = each.value.termination_grace_period_seconds
}
<% if length(jobs) > 0 or database.migrations != null %>

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
<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
  workload_profile_name        = coalesce(each.value.workload_profile_name, "Consumption")
<% end %>
  schedule                     = each.value.schedule
<% if any(j, job in jobs, job.queue != null) %>
  # Runs while messages wait; the scaler counts them as the job.
  event = each.value.event == null ? null : {
    max_executions = each.value.event.max_executions
    rules = {
      (each.value.event.queue) = {
        type        = "azure-servicebus"
        metadata    = { namespace = module.service_bus.name, queueName = each.value.event.queue, messageCount = tostring(each.value.event.messages_per_execution) }
        identity_id = module.identity[each.key].id
      }
    }
  }

<% end %>
  replica_timeout_in_seconds   = each.value.replica_timeout_in_seconds
  replica_retry_limit          = each.value.replica_retry_limit
  <% include "terraform/config.tf" %>
  key_vault_references  = { for secret in keys(each.value.secrets) : secret => "${module.key_vault.uri}secrets/${secret}" }
  referenced_config     = { for secret, use in each.value.secrets : use.env => secret if use.as == "env" }
  references_mount_path = anytrue([for use in values(each.value.secrets) : use.as == "file"]) ? "/run/secrets/app" : null
}
<% end %>
