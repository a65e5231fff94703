# <%= naming.workload %>, <%= metadata.name %>: what everything else rests on. Values are in terraform.tfvars.

module "resource_group" {
  source = "../../modules/terraform/resource-group"

  name     = var.resource_group.name
  location = var.location
  tags     = var.tags
}

<% if azure.existing_workspace %>
module "monitoring" {
  source = "../../modules/terraform/monitoring-existing"

  workspace_id                    = var.existing_workspace.workspace_id
  application_insights_name       = var.existing_workspace.application_insights_name
  resource_group_name             = module.resource_group.name
  location                        = var.location
  tags                            = var.tags
<% if azure.container_apps_environment %>
  metrics_publisher_principal_ids = { for name, identity in module.identity : name => identity.principal_id }
<% end %>
}
<% else %>
module "monitoring" {
  source = "../../modules/terraform/monitoring"

  workspace_name                  = var.monitoring.workspace_name
  application_insights_name       = var.monitoring.application_insights_name
  resource_group_name             = module.resource_group.name
  location                        = var.location
  tags                            = var.tags
  retention_in_days               = var.monitoring.retention_in_days
  daily_quota_gb                  = var.monitoring.daily_quota_gb
<% if azure.container_apps_environment %>
  metrics_publisher_principal_ids = { for name, identity in module.identity : name => identity.principal_id }
<% end %>
}
<% end %>

<% if azure.existing_network %>
module "network" {
  source = "../../modules/terraform/network-existing"

  name                          = var.existing_network.name
  resource_group_name           = var.existing_network.resource_group_name
  tags                          = var.tags
<% if azure.aks %>
  nodes_subnet_name             = var.existing_network.workload_subnet_name
<% else %>
  container_apps_subnet_name    = var.existing_network.workload_subnet_name
<% end %>
  private_endpoints_subnet_name = var.existing_network.private_endpoints_subnet_name
<% if azure.postgres != null and azure.existing_postgres == null %>
  database_subnet_name          = var.existing_network.database_subnet_name
<% end %>
  private_dns_zones_group_id             = var.existing_network.private_dns_zones_group_id
  private_dns_zones_resource_group_name  = module.resource_group.name
<% if azure.existing_network.private_dns_zones_group_id %>
  existing_private_dns_zones = {
<% else %>
  private_dns_zones = {
<% end %>
<% if azure.registry != null or length(services) == 0 %>
    registry = "privatelink.azurecr.io"
<% end %>
<% if azure.key_vault != null or length(services) == 0 %>
    vault = "privatelink.vaultcore.azure.net"
<% end %>
<% if azure.archive != null and azure.existing_archive == null or any(name, site in sites, site.storage_site != null) or length(services) == 0 %>
    blob = "privatelink.blob.core.windows.net"
<% end %>
<% if any(name, site in sites, site.storage_site != null) or length(services) == 0 %>
    web = "privatelink.web.core.windows.net"
<% end %>
<% if azure.redis != null and azure.existing_redis == null or length(services) == 0 %>
    cache = "privatelink.redis.azure.net"
<% end %>
<% if azure.service_bus != null and azure.existing_service_bus == null and not (azure.service_bus.public_network_access_enabled ?? false) or length(services) == 0 %>
    queues = "privatelink.servicebus.windows.net"
<% end %>
<% if azure.existing_network.private_dns_zones_group_id %>
  }
  private_dns_zones = {
<% end %>
<% if azure.postgres != null and azure.existing_postgres == null %>
    database = "<%= naming.workload ~ "-" ~ metadata.name %>.private.postgres.database.azure.com"
<% end %>
  }
}
<% else %>
module "network" {
  source = "../../modules/terraform/network"

  name                     = var.network.name
  resource_group_name      = module.resource_group.name
  location                 = var.location
  tags                     = var.tags
  address_space            = [var.network.address_space]
<% if azure.aks %>
  nodes_subnet             = var.network.nodes_subnet
<% if azure.private_link_service %>
  private_link_services_enabled = true
<% end %>
<% if azure.network.ingress_source %>
  ingress_source           = var.network.ingress_source
<% end %>
<% else %>
  container_apps_subnet    = var.network.container_apps_subnet
<% end %>
  private_endpoints_subnet = var.network.private_endpoints_subnet
<% if azure.postgres != null and azure.existing_postgres == null %>
  database_subnet = var.network.database_subnet
<% end %>
  internet_egress_enabled    = var.network.internet_egress_enabled
  private_endpoints_ports    = var.network.private_endpoints_ports
  service_bus_egress_enabled = var.network.service_bus_egress_enabled
  private_dns_zones = {
<% if azure.registry != null or length(services) == 0 %>
    registry = "privatelink.azurecr.io"
<% end %>
<% if azure.key_vault != null or length(services) == 0 %>
    vault = "privatelink.vaultcore.azure.net"
<% end %>
<% if azure.archive != null and azure.existing_archive == null or any(name, site in sites, site.storage_site != null) or length(services) == 0 %>
    blob = "privatelink.blob.core.windows.net"
<% end %>
<% if any(name, site in sites, site.storage_site != null) or length(services) == 0 %>
    web = "privatelink.web.core.windows.net"
<% end %>
<% if azure.redis != null and azure.existing_redis == null or length(services) == 0 %>
    cache = "privatelink.redis.azure.net"
<% end %>
<% if azure.service_bus != null and azure.existing_service_bus == null and not (azure.service_bus.public_network_access_enabled ?? false) or length(services) == 0 %>
    queues = "privatelink.servicebus.windows.net"
<% end %>
<% if azure.postgres != null and azure.existing_postgres == null %>
    database = "<%= naming.workload %>.private.postgres.database.azure.com"
<% end %>
  }
  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>
<% if azure.existing_registry %>

module "registry" {
  source = "../../modules/terraform/registry-existing"

  name                = var.existing_registry.name
  resource_group_name = var.existing_registry.resource_group_name
<% if azure.aks %>
  # Nodes pull for all their pods.
  pull_principal_ids         = { nodes = module.aks.kubelet_principal_id }
<% elif azure.postgres_backup %>
  pull_principal_ids = merge(
    { for name, identity in module.identity : name => identity.principal_id },
    { backup = module.backup_identity.principal_id },
  )

<% else %>
  pull_principal_ids         = { for name, identity in module.identity : name => identity.principal_id }
<% end %>
}
<% elif azure.registry %>

module "registry" {
  source = "../../modules/terraform/registry"

  name                       = var.registry.name
  resource_group_name        = module.resource_group.name
  location                   = var.location
  tags                       = var.tags
  zone_redundancy_enabled    = var.registry.zone_redundancy_enabled
  untagged_retention_days    = var.registry.untagged_retention_days
  replicas                   = var.registry.replicas
  lock_enabled               = var.registry.lock_enabled
  private_endpoint_name      = var.registry.private_endpoint_name
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["registry"]
<% if azure.aks %>
  # Nodes pull for all their pods.
  pull_principal_ids         = { nodes = module.aks.kubelet_principal_id }
<% elif azure.postgres_backup %>
  pull_principal_ids = merge(
    { for name, identity in module.identity : name => identity.principal_id },
    { backup = module.backup_identity.principal_id },
  )

<% else %>
  pull_principal_ids         = { for name, identity in module.identity : name => identity.principal_id }
<% end %>
  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>

<% if azure.existing_vault %>
module "key_vault" {
  source = "../../modules/terraform/key-vault-existing"

  name                = var.existing_vault.name
  resource_group_name = var.existing_vault.resource_group_name

  # Each workload reads its own secrets and no others.
  readers = merge([
    for name, workload in local.workloads : {
      for secret in workload.secrets : "${name}-${secret}" => {
        principal_id = module.identity[name].principal_id
        secret_name  = secret
      }
    }
  ]...)
}
<% else %>
module "key_vault" {
  source = "../../modules/terraform/key-vault"

  name                       = var.key_vault.name
  resource_group_name        = module.resource_group.name
  location                   = var.location
  tags                       = var.tags
  tenant_id                  = var.tenant_id
  sku_name                   = var.key_vault.sku_name
  purge_protection_enabled   = var.key_vault.purge_protection_enabled
  soft_delete_retention_days = var.key_vault.soft_delete_retention_days
  lock_enabled               = var.key_vault.lock_enabled
  private_endpoint_name      = var.key_vault.private_endpoint_name
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["vault"]

  # Each workload reads its own secrets and no others.
  readers = merge([
    for name, workload in local.workloads : {
      for secret in workload.secrets : "${name}-${secret}" => {
        principal_id = module.identity[name].principal_id
        secret_name  = secret
      }
    }
  ]...)

  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>

<% if azure.key_encryption %>
# What services wrap the keys of their data with.
module "key_encryption" {
  source = "../../modules/terraform/vault-key"

  name               = var.key_encryption.name
  key_vault_id       = module.key_vault.id
  tags               = var.tags
  key_type           = var.key_encryption.key_type
  expiration_date    = var.key_encryption.expiration_date
  rotate_after       = var.key_encryption.rotate_after
  expire_after       = var.key_encryption.expire_after
  user_principal_ids = { for user in var.key_encryption.users : user => module.identity[user].principal_id }
<% if delivery.infrastructure %>
  officer_principal_ids = { infrastructure = var.infrastructure_principal_id }
<% end %>

  # Keys are made through the vault's private endpoint.
  depends_on = [module.key_vault]
}
<% end %>

<% if azure.container_apps_environment %>
<% if azure.existing_container_apps_environment %>
module "container_apps_environment" {
  source = "../../modules/terraform/container-apps-environment-existing"

  name                = var.existing_container_apps_environment.name
  resource_group_name = var.existing_container_apps_environment.resource_group_name
}
<% else %>
module "container_apps_environment" {
  source = "../../modules/terraform/container-apps-environment"

  name                               = var.container_apps_environment.name
  resource_group_name                = module.resource_group.name
  location                           = var.location
  tags                               = var.tags
  infrastructure_resource_group_name = var.container_apps_environment.infrastructure_resource_group_name
  infrastructure_subnet_id           = module.network.container_apps_subnet_id
  virtual_network_id                 = module.network.id
  zone_redundancy_enabled            = var.container_apps_environment.zone_redundancy_enabled
  mutual_tls_enabled                 = var.container_apps_environment.mutual_tls_enabled
<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
  workload_profiles                  = { for profile in var.container_apps_environment.workload_profiles : profile.name => profile }
<% end %>
  log_analytics_workspace_id         = module.monitoring.workspace_id
}
<% end %>
<% end %>
<% if azure.aks %>
<% if azure.existing_aks %>
module "aks" {
  source = "../../modules/terraform/aks-existing"

  name                = var.existing_aks.name
  resource_group_name = var.existing_aks.resource_group_name
}
<% else %>
module "aks" {
  source = "../../modules/terraform/aks"

  name                     = var.aks.name
  identity_name            = var.aks.identity_name
  logs_rule_name           = var.aks.logs_rule_name
  resource_group_name      = module.resource_group.name
  node_resource_group_name = var.aks.node_resource_group_name
  location                 = var.location
  tags                     = var.tags
  tenant_id                = var.tenant_id
  admin_group_object_ids   = var.aks.admin_group_object_ids
  sku_tier                 = var.aks.sku_tier
  upgrade_channel          = var.aks.upgrade_channel
  node_os_upgrade_channel  = var.aks.node_os_upgrade_channel
  maintenance_window       = var.aks.maintenance_window
  zones                    = var.aks.zones
  nodes_subnet_id          = module.network.nodes_subnet_id
  network_policy           = var.aks.network_policy
  pod_cidr                 = var.aks.pod_cidr
  service_cidr             = var.aks.service_cidr
  dns_service_ip           = var.aks.dns_service_ip
  system_pool              = var.aks.system_pool
  node_pools               = { for pool in var.aks.node_pools : pool.name => pool }
  defender_enabled         = var.aks.defender_enabled
  prometheus_enabled       = var.aks.prometheus_enabled
  keda_enabled             = var.aks.keda_enabled

  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>
<% end %>
<% if azure.prometheus %>

module "prometheus" {
  source = "../../modules/terraform/managed-prometheus"

  name                = var.prometheus.name
  endpoint_name       = var.prometheus.endpoint_name
  rule_name           = var.prometheus.rule_name
  rule_group_name     = var.prometheus.rule_group_name
  resource_group_name = module.resource_group.name
  location            = var.location
  tags                = var.tags
  cluster_id          = module.aks.id
  cluster_name        = module.aks.name
  alerts              = var.prometheus.alerts
<% if length(azure.alerts.action_groups ?? []) > 0 %>
  action_group_ids = {
<% for urgency in ["page", "ticket"] %>
<% if any(group in (azure.alerts.action_groups ?? []), group.urgency == urgency) %>
    <%= urgency %> = module.alerts.action_group_ids["<%= urgency %>"]
<% end %>
<% end %>
  }
<% end %>
}
<% end %>
<% if azure.postgres %>

<% if azure.existing_postgres %>
module "postgres" {
  source = "../../modules/terraform/postgres-existing"

  name                = var.existing_postgres.name
  resource_group_name = var.existing_postgres.resource_group_name
  tenant_id           = var.tenant_id
  databases           = var.existing_postgres.databases
<% if database.migrations %>

  # The migration owns the schema, and makes the roles that the services log in with.
  administrators = merge(var.existing_postgres.administrators, {
    migrate = {
      object_id      = module.identity["migrate"].principal_id
      principal_name = module.identity["migrate"].name
      principal_type = "ServicePrincipal"
    }
  })

<% else %>
  administrators = var.existing_postgres.administrators
<% end %>
}
<% else %>
module "postgres" {
  source = "../../modules/terraform/postgres"

  name                         = var.postgres.name
  resource_group_name          = module.resource_group.name
  location                     = var.location
  tags                         = var.tags
  postgres_version             = var.postgres.postgres_version
  sku_name                     = var.postgres.sku_name
  storage_mb                   = var.postgres.storage_mb
  delegated_subnet_id          = module.network.database_subnet_id
  private_dns_zone_id          = module.network.private_dns_zone_ids["database"]
  tenant_id                    = var.tenant_id
  databases                    = var.postgres.databases
  backup_retention_days        = var.postgres.backup_retention_days
  geo_redundant_backup_enabled = var.postgres.geo_redundant_backup_enabled
  high_availability_mode       = var.postgres.high_availability_mode
  lock_enabled                 = var.postgres.lock_enabled
  maintenance_window           = var.postgres.maintenance_window
  replicas                     = { for replica in var.postgres.replicas : replica.key => { name = replica.name, sku_name = replica.sku_name } }
  parameters                   = { for parameter in var.postgres.parameters : parameter.name => parameter.value }
<% if database.migrations %>

  # The migration owns the schema, and makes the roles that the services log in with.
  administrators = merge(var.postgres.administrators, {
    migrate = {
      object_id      = module.identity["migrate"].principal_id
      principal_name = module.identity["migrate"].name
      principal_type = "ServicePrincipal"
    }
  })

<% else %>
  administrators = var.postgres.administrators
<% end %>
  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>
<% end %>
<% if azure.redis %>

<% if azure.existing_redis %>
module "redis" {
  source = "../../modules/terraform/redis-existing"

  name                = var.existing_redis.name
  resource_group_name = var.existing_redis.resource_group_name
  access_principal_ids       = { for user in local.cache_users : user => module.identity[user].principal_id }
}
<% else %>
module "redis" {
  source = "../../modules/terraform/redis"

  name                       = var.redis.name
  resource_group_name        = module.resource_group.name
  location                   = var.location
  tags                       = var.tags
  sku_name                   = var.redis.sku_name
  high_availability_enabled  = var.redis.high_availability_enabled
  persistence_frequency      = var.redis.persistence_frequency
  eviction_policy            = var.redis.eviction_policy
  private_endpoint_name      = var.redis.private_endpoint_name
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["cache"]
  access_principal_ids       = { for user in local.cache_users : user => module.identity[user].principal_id }
  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>
<% end %>
<% if azure.service_bus %>

<% if azure.existing_service_bus %>
module "service_bus" {
  source = "../../modules/terraform/service-bus-existing"

  id = var.existing_service_bus.id
  queues = var.queues

  senders = {
    for use in local.queue_senders : "${use.workload}-${use.queue}" => {
      principal_id = module.identity[use.workload].principal_id
      queue        = use.queue
    }
  }
  workers = {
    for use in local.queue_workers : "${use.workload}-${use.queue}" => {
      principal_id = module.identity[use.workload].principal_id
      queue        = use.queue
    }
  }
}
<% else %>
module "service_bus" {
  source = "../../modules/terraform/service-bus"

  name                          = var.service_bus.name
  resource_group_name           = module.resource_group.name
  location                      = var.location
  tags                          = var.tags
  sku                           = var.service_bus.sku
  messaging_units               = var.service_bus.messaging_units
  public_network_access_enabled = var.service_bus.public_network_access_enabled
  lock_enabled                  = var.service_bus.lock_enabled
  queues                        = var.queues
  private_endpoint_name         = var.service_bus.private_endpoint_name
  private_endpoint_subnet_id    = module.network.private_endpoints_subnet_id
<% if not azure.service_bus.public_network_access_enabled %>
  private_dns_zone_id = module.network.private_dns_zone_ids["queues"]
<% end %>

  senders = {
    for use in local.queue_senders : "${use.workload}-${use.queue}" => {
      principal_id = module.identity[use.workload].principal_id
      queue        = use.queue
    }
  }
  workers = {
    for use in local.queue_workers : "${use.workload}-${use.queue}" => {
      principal_id = module.identity[use.workload].principal_id
      queue        = use.queue
    }
  }

  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>
<% end %>
<% if azure.archive %>

# Where backups and audit logs are kept.
<% if azure.existing_archive %>
module "storage_archive" {
  source = "../../modules/terraform/storage-archive-existing"

  id = var.existing_archive.id
  containers = {
    for container in var.existing_archive.containers : container.name => merge(container, {
      immutable_days = container.immutable_days == 0 ? null : container.immutable_days
    })
  }
  writers = {
<% for user in azure.users.auditors %>
    "<%= user %>-audit" = {
      principal_id = module.identity["<%= user %>"].principal_id
      container    = "audit"
    }
<% end %>
<% if azure.postgres_backup %>
    "backup-dumps" = {
<% if azure.aks %>
      principal_id = module.identity["backup"].principal_id
<% else %>
      principal_id = module.backup_identity.principal_id
<% end %>
      container    = "dumps"
    }
<% end %>
  }
}
<% else %>
module "storage_archive" {
  source = "../../modules/terraform/storage-archive"

  name                       = var.archive.name
  resource_group_name        = module.resource_group.name
  location                   = var.location
  tags                       = var.tags
  replication_type           = var.archive.replication_type
  lock_enabled               = var.archive.lock_enabled
  containers = {
    for container in var.archive.containers : container.name => merge(container, {
      immutable_days = container.immutable_days == 0 ? null : container.immutable_days
    })
  }
  private_endpoint_name      = var.archive.private_endpoint_name
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["blob"]
  writers = {
<% for user in azure.users.auditors %>
    "<%= user %>-audit" = {
      principal_id = module.identity["<%= user %>"].principal_id
      container    = "audit"
    }
<% end %>
<% if azure.postgres_backup %>
    "backup-dumps" = {
<% if azure.aks %>
      principal_id = module.identity["backup"].principal_id
<% else %>
      principal_id = module.backup_identity.principal_id
<% end %>
      container    = "dumps"
    }
<% end %>
  }
  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>
<% end %>
<% if azure.postgres_backup != null and azure.aks == null %>

# A copy of the database outside its server, by an identity of its own.
module "backup_identity" {
  source = "../../modules/terraform/identity"

  name                = var.postgres_backup.identity_name
  resource_group_name = module.resource_group.name
  resource_group_id   = module.resource_group.id
  location            = var.location
  tags                = var.tags
}

module "postgres_backup" {
  source = "../../modules/terraform/postgres-backup"

  name                         = var.postgres_backup.name
  resource_group_name          = module.resource_group.name
  location                     = var.location
  tags                         = var.tags
  container_app_environment_id = module.container_apps_environment.id
  identity_id                  = module.backup_identity.id
  identity_client_id           = module.backup_identity.client_id
  registry_server              = local.registry_server
  dump_image                   = var.postgres_backup.dump_image
  upload_image                 = var.postgres_backup.upload_image
  schedule                     = var.postgres_backup.schedule
  replica_timeout_in_seconds   = var.postgres_backup.replica_timeout_in_seconds
  database = {
    host = module.postgres.fqdn
    name = var.postgres_backup.database_name
    user = module.backup_identity.name
  }
  storage_account_name = module.storage_archive.name
  container_name       = "dumps"
}
<% end %>
<% if any(name, site in sites, site.storage_site != null) %>

module "storage_site" {
  source   = "../../modules/terraform/storage-site"
  for_each = var.storage_sites

  name                       = each.value.name
  resource_group_name        = module.resource_group.name
  location                   = var.location
  tags                       = var.tags
  replication_type           = each.value.replication_type
  lock_enabled               = each.value.lock_enabled
  index_document             = each.value.index_document
  error_404_document         = each.value.error_404_document
  blob_private_endpoint_name = each.value.blob_private_endpoint_name
  web_private_endpoint_name  = each.value.web_private_endpoint_name
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  blob_private_dns_zone_id   = module.network.private_dns_zone_ids["blob"]
  web_private_dns_zone_id    = module.network.private_dns_zone_ids["web"]
<% if azure.deploy_identity != null or delivery.infrastructure != null %>
  publisher_principal_ids = {
<% if azure.deploy_identity %>
    deploy = module.deploy_identity.principal_id
<% end %>
<% if delivery.infrastructure %>
    infrastructure = var.infrastructure_principal_id
<% end %>
  }
<% end %>
  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>
<% if any(name, site in sites, site.existing_site != null) %>

# Sites in accounts that are there already.
module "storage_site_existing" {
  source   = "../../modules/terraform/storage-site-existing"
  for_each = var.existing_sites

  id       = each.value.id
  web_zone = each.value.zone
<% if azure.deploy_identity %>
  publisher_principal_ids = { deploy = module.deploy_identity.principal_id }
<% end %>
}
<% end %>
<% if any(name, site in sites, site.hosting == "static-web-app") %>

# Sites with a host of their own, past Front Door; their headers are in ../sites.
module "static_web_app" {
  source   = "../../modules/terraform/static-web-app"
  for_each = var.static_web_apps

  name                       = each.value.name
  resource_group_name        = module.resource_group.name
  location                   = each.value.location
  tags                       = var.tags
  lock_enabled               = each.value.lock_enabled
  custom_domains             = each.value.custom_domains
  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% end %>
