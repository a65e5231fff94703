# crewdesk, dev: what everything else rests on. Values are in terraform.tfvars.

module "resource_group" {
  source = "../../modules/terraform/resource-group"

  name     = var.resource_group.name
  location = var.location
  tags     = var.tags
}

module "monitoring" {
  source = "../../modules/terraform/monitoring"

  workspace_name                  = var.monitoring.workspace_name
  application_insights_name       = var.monitoring.application_insights_name
  resource_group_name             = module.resource_group.name
  location                        = var.location
  tags                            = var.tags
  retention_in_days               = var.monitoring.retention_in_days
  daily_quota_gb                  = var.monitoring.daily_quota_gb
  metrics_publisher_principal_ids = { for name, identity in module.identity : name => identity.principal_id }
}

module "network" {
  source = "../../modules/terraform/network"

  name                       = var.network.name
  resource_group_name        = module.resource_group.name
  location                   = var.location
  tags                       = var.tags
  address_space              = [var.network.address_space]
  container_apps_subnet      = var.network.container_apps_subnet
  private_endpoints_subnet   = var.network.private_endpoints_subnet
  database_subnet            = var.network.database_subnet
  internet_egress_enabled    = var.network.internet_egress_enabled
  private_endpoints_ports    = var.network.private_endpoints_ports
  service_bus_egress_enabled = var.network.service_bus_egress_enabled
  private_dns_zones = {
    registry = "privatelink.azurecr.io"
    vault    = "privatelink.vaultcore.azure.net"
    blob     = "privatelink.blob.core.windows.net"
    web      = "privatelink.web.core.windows.net"
    cache    = "privatelink.redis.azure.net"
    database = "crewdesk.private.postgres.database.azure.com"
  }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

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
  pull_principal_ids = merge(
    { for name, identity in module.identity : name => identity.principal_id },
    { backup = module.backup_identity.principal_id },
  )

  log_analytics_workspace_id = module.monitoring.workspace_id
}

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

# What services wrap the keys of their data with.
module "key_encryption" {
  source = "../../modules/terraform/vault-key"

  name                  = var.key_encryption.name
  key_vault_id          = module.key_vault.id
  tags                  = var.tags
  key_type              = var.key_encryption.key_type
  expiration_date       = var.key_encryption.expiration_date
  rotate_after          = var.key_encryption.rotate_after
  expire_after          = var.key_encryption.expire_after
  user_principal_ids    = { for user in var.key_encryption.users : user => module.identity[user].principal_id }
  officer_principal_ids = { infrastructure = var.infrastructure_principal_id }

  # Keys are made through the vault's private endpoint.
  depends_on = [module.key_vault]
}

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
  log_analytics_workspace_id         = module.monitoring.workspace_id
}

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

  # The migration owns the schema, and makes the roles that the services log in with.
  administrators = merge(var.postgres.administrators, {
    migrate = {
      object_id      = module.identity["migrate"].principal_id
      principal_name = module.identity["migrate"].name
      principal_type = "ServicePrincipal"
    }
  })

  log_analytics_workspace_id = module.monitoring.workspace_id
}

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

# Where backups and audit logs are kept.
module "storage_archive" {
  source = "../../modules/terraform/storage-archive"

  name                = var.archive.name
  resource_group_name = module.resource_group.name
  location            = var.location
  tags                = var.tags
  replication_type    = var.archive.replication_type
  lock_enabled        = var.archive.lock_enabled
  containers = {
    for container in var.archive.containers : container.name => merge(container, {
      immutable_days = container.immutable_days == 0 ? null : container.immutable_days
    })
  }
  private_endpoint_name      = var.archive.private_endpoint_name
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["blob"]
  writers = {
    "audit-export-audit" = {
      principal_id = module.identity["audit-export"].principal_id
      container    = "audit"
    }
    "backup-dumps" = {
      principal_id = module.backup_identity.principal_id
      container    = "dumps"
    }
  }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

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
  publisher_principal_ids = {
    deploy         = module.deploy_identity.principal_id
    infrastructure = var.infrastructure_principal_id
  }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

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
