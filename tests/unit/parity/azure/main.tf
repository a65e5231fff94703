terraform {
  required_version = ">= 1.9.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.79"
    }
  }

  backend "azurerm" {
    resource_group_name  = "rg-payments-state"
    storage_account_name = "stpaymentsstate"
    container_name       = "prod"
    key                  = "terraform.tfstate"
    use_azuread_auth     = true
    use_oidc             = true
  }
}

provider "azurerm" {
  subscription_id     = var.subscription_id
  storage_use_azuread = true

  features {
    storage {
      data_plane_available = false
    }
    key_vault {
      purge_soft_delete_on_destroy = false
    }
  }
}

variable "subscription_id" {
  description = "Subscription."
  type        = string
  default     = "00000000-0000-0000-0000-000000000001"
}

locals {
  location  = "westeurope"
  tenant_id = "9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601"
  tags      = { environment = "prod", workload = "payments" }
}

module "resource_group" {
  source   = "../../modules/terraform/resource-group"
  name     = "rg-payments-prod"
  location = local.location
  tags     = local.tags
}

module "monitoring" {
  source                          = "../../modules/terraform/monitoring"
  workspace_name                  = "log-payments-prod"
  application_insights_name       = "appi-payments-prod"
  resource_group_name             = module.resource_group.name
  location                        = local.location
  tags                            = local.tags
  retention_in_days               = 90
  daily_quota_gb                  = -1
  metrics_publisher_principal_ids = { api = module.identity_api.principal_id }
}

module "monitoring_hub" {
  source                          = "../../modules/terraform/monitoring-existing"
  workspace_id                    = "/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg-hub/providers/Microsoft.OperationalInsights/workspaces/log-hub"
  application_insights_name       = "appi-payments-hub-prod"
  resource_group_name             = module.resource_group.name
  location                        = local.location
  tags                            = local.tags
  metrics_publisher_principal_ids = { api = module.identity_api.principal_id }
}

module "key_vault_hub" {
  source              = "../../modules/terraform/key-vault-existing"
  name                = "kv-hub"
  resource_group_name = "rg-hub"
  readers = {
    api-mail = {
      principal_id = module.identity_api.principal_id
      secret_name  = "mail"
    }
  }
}

module "network" {
  source              = "../../modules/terraform/network"
  name                = "vnet-payments-prod"
  resource_group_name = module.resource_group.name
  location            = local.location
  tags                = local.tags
  address_space       = ["10.20.0.0/16"]

  container_apps_subnet = {
    name                        = "snet-apps"
    address_prefix              = "10.20.0.0/23"
    network_security_group_name = "nsg-apps"
  }
  private_endpoints_subnet = {
    name                        = "snet-endpoints"
    address_prefix              = "10.20.2.0/26"
    network_security_group_name = "nsg-endpoints"
  }
  database_subnet = {
    name                        = "snet-database"
    address_prefix              = "10.20.3.0/28"
    network_security_group_name = "nsg-database"
  }
  internet_egress_enabled = false
  private_dns_zones = {
    registry = "privatelink.azurecr.io"
    vault    = "privatelink.vaultcore.azure.net"
    blob     = "privatelink.blob.core.windows.net"
    web      = "privatelink.web.core.windows.net"
    database = "payments.private.postgres.database.azure.com"
    cache    = "privatelink.redis.azure.net"
    queues   = "privatelink.servicebus.windows.net"
  }
  private_endpoints_ports    = ["5671", "10000"]
  service_bus_egress_enabled = true
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "identity_api" {
  source              = "../../modules/terraform/identity"
  name                = "id-payments-api-prod"
  resource_group_name = module.resource_group.name
  resource_group_id   = module.resource_group.id
  location            = local.location
  tags                = local.tags
}

module "identity_deploy" {
  source              = "../../modules/terraform/identity"
  name                = "id-payments-deploy-prod"
  resource_group_name = module.resource_group.name
  resource_group_id   = module.resource_group.id
  location            = local.location
  tags                = local.tags
  github_subjects     = { environment = "repo:acme/payments:environment:prod" }
  role_assignments = {
    push = "AcrPush"
  }
}

module "registry" {
  source                     = "../../modules/terraform/registry"
  name                       = "crpaymentsprod"
  resource_group_name        = module.resource_group.name
  location                   = local.location
  tags                       = local.tags
  zone_redundancy_enabled    = true
  replicas                   = [{ location = "northeurope" }]
  lock_enabled               = true
  private_endpoint_name      = "pep-crpaymentsprod"
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["registry"]
  pull_principal_ids         = { api = module.identity_api.principal_id }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "redis" {
  source                     = "../../modules/terraform/redis"
  name                       = "amr-payments-prod"
  resource_group_name        = module.resource_group.name
  location                   = local.location
  tags                       = local.tags
  sku_name                   = "Balanced_B3"
  high_availability_enabled  = true
  persistence_frequency      = "6h"
  eviction_policy            = "AllKeysLRU"
  private_endpoint_name      = "pep-payments-prod-cache"
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["cache"]
  access_principal_ids       = { api = module.identity_api.principal_id }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

# Another one that keeps a log of all commands.
module "redis_sessions" {
  source                     = "../../modules/terraform/redis"
  name                       = "amr-payments-sessions-prod"
  resource_group_name        = module.resource_group.name
  location                   = local.location
  tags                       = local.tags
  persistence_frequency      = "1s"
  private_endpoint_name      = "pep-payments-prod-sessions"
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["cache"]
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "service_bus" {
  source                     = "../../modules/terraform/service-bus"
  name                       = "sbns-payments-prod"
  resource_group_name        = module.resource_group.name
  location                   = local.location
  tags                       = local.tags
  messaging_units            = 2
  lock_enabled               = true
  private_endpoint_name      = "pep-payments-prod-queues"
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["queues"]
  queues = {
    mail = {
      lock_duration       = "PT30S"
      default_message_ttl = "P2D"
    }
    webhooks = {
      max_delivery_count         = 10
      duplicate_detection_window = "PT10M"
    }
  }
  senders = {
    api-mail = {
      principal_id = module.identity_api.principal_id
      queue        = "mail"
    }
  }
  workers = {
    worker-webhooks = {
      principal_id = module.identity_deploy.principal_id
      queue        = "webhooks"
    }
  }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "alerts" {
  source              = "../../modules/terraform/alerts"
  resource_group_name = module.resource_group.name
  location            = local.location
  tags                = local.tags
  action_groups = {
    page = {
      name       = "ag-payments-prod-page"
      short_name = "page"
      emails     = { on-call = "on-call@acme.example" }
      webhooks = {
        on-call = {
          service_uri    = "https://alerts.acme.example/azure"
          object_id      = "6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a52"
          identifier_uri = "api://alerts"
        }
      }
    }
  }
  metric_alerts = {
    queue-dead-letters = {
      description      = "There are messages that nobody could work on."
      scope            = module.service_bus.id
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "DeadletteredMessages"
      aggregation      = "Maximum"
      operator         = "GreaterThan"
      threshold        = 0
      dimension        = { name = "EntityName", values = ["webhooks"] }
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    }
    vault-unavailable = {
      description      = "The vault does not answer."
      scope            = module.key_vault.id
      metric_namespace = "Microsoft.KeyVault/vaults"
      metric_name      = "Availability"
      aggregation      = "Average"
      operator         = "LessThan"
      threshold        = 99
      severity         = 1
      action_group     = "page"
    }
  }
  log_alerts = {
    service-errors = {
      description  = "A service answers too often with an error."
      query        = "AppRequests | summarize Value = countif(toint(ResultCode) >= 500)"
      threshold    = 2
      frequency    = "PT10M"
      window       = "PT15M"
      severity     = 1
      action_group = "page"
    }
  }
  web_tests = {
    reach-app = {
      description = "The host does not answer from outside."
      url         = "https://payments.acme.example/"
      frequency   = 600
      locations   = ["emea-nl-ams-azr", "emea-gb-db3-azr"]
      status      = 204
      content     = "prices"
    }
  }
  application_insights_id    = module.monitoring.application_insights_id
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "budget" {
  source            = "../../modules/terraform/budget"
  name              = "payments-prod-monthly"
  resource_group_id = module.resource_group.id
  amount            = 1000
  start_date        = "2026-01-01T00:00:00Z"
  contact_emails    = ["finance@acme.example"]
  contact_groups    = [module.alerts.action_group_ids["page"]]
}

module "storage_archive" {
  source              = "../../modules/terraform/storage-archive"
  name                = "starchivepaymentsprod"
  resource_group_name = module.resource_group.name
  location            = local.location
  tags                = local.tags
  lock_enabled        = true
  containers = {
    audit = { delete_after_days = 366, immutable_days = 365, immutability_locked = true }
    dumps = { cold_after_days = 30, delete_after_days = 365 }
    other = {}
  }
  writers = {
    api-audit = {
      principal_id = module.identity_api.principal_id
      container    = "audit"
    }
  }
  private_endpoint_name      = "pep-payments-prod-archive"
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["blob"]
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "postgres_backup" {
  source                       = "../../modules/terraform/postgres-backup"
  name                         = "caj-payments-backup-prod"
  resource_group_name          = module.resource_group.name
  location                     = local.location
  tags                         = local.tags
  container_app_environment_id = module.container_apps_environment.id
  identity_id                  = module.identity_api.id
  identity_client_id           = module.identity_api.client_id
  registry_server              = module.registry.login_server
  dump_image                   = "docker.io/library/postgres:16-alpine@sha256:57c72fd2a128e416c7fcc499958864df5301e940bca0a56f58fddf30ffc07777"
  upload_image                 = "docker.io/rclone/rclone:1.75.1@sha256:45401ad7410db1d67ffdb58e19059ad20b0d8e0285a60e38bbec55cc1019c7a5"
  schedule                     = "17 2 * * *"
  replica_timeout_in_seconds   = 3600
  resources                    = { cpu = 1, memory = "2Gi" }
  database = {
    host = module.postgres.fqdn
    port = 5433
    name = "payments"
    user = module.identity_api.name
  }
  storage_account_name = module.storage_archive.name
  container_name       = "dumps"
}

module "key_vault" {
  source                     = "../../modules/terraform/key-vault"
  name                       = "kv-payments-prod"
  resource_group_name        = module.resource_group.name
  location                   = local.location
  tags                       = local.tags
  tenant_id                  = local.tenant_id
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  lock_enabled               = true
  private_endpoint_name      = "pep-kv-payments-prod"
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  private_dns_zone_id        = module.network.private_dns_zone_ids["vault"]
  readers = {
    api-jwt = { principal_id = module.identity_api.principal_id, secret_name = "jwt" }
    api-all = { principal_id = module.identity_deploy.principal_id }
  }
  officer_principal_ids      = { bootstrap = module.identity_deploy.principal_id }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "environment" {
  source                             = "../../modules/terraform/container-apps-environment"
  name                               = "cae-payments-prod"
  resource_group_name                = module.resource_group.name
  location                           = local.location
  tags                               = local.tags
  infrastructure_resource_group_name = "rg-payments-prod-platform"
  infrastructure_subnet_id           = module.network.container_apps_subnet_id
  virtual_network_id                 = module.network.id
  zone_redundancy_enabled            = true
  workload_profiles                  = { dedicated = { type = "D4", minimum_count = 1, maximum_count = 3 } }
  log_analytics_workspace_id         = module.monitoring.workspace_id
}

module "app_api" {
  source                       = "../../modules/terraform/container-app"
  name                         = "ca-payments-api-prod"
  resource_group_name          = module.resource_group.name
  tags                         = local.tags
  container_app_environment_id = module.environment.id
  identity_id                  = module.identity_api.id
  registry_server              = module.registry.login_server
  container_name               = "api"
  image                        = "crpaymentsprod.azurecr.io/payments/api@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  revision_mode                = "Multiple"
  ingress = {
    target_port       = 8080
    external_enabled  = true
    allowed_ip_ranges = { network = "10.20.0.0/16" }
  }
  config                = { LOG_LEVEL = "info", PORT = "8080" }
  key_vault_references  = { jwt = "${module.key_vault.uri}secrets/jwt" }
  referenced_config     = { JWT_SECRET = "jwt" }
  references_mount_path = "/run/secrets"
  probes = {
    port      = 8080
    startup   = { path = "/health/started" }
    readiness = { path = "/health/ready" }
    liveness  = { path = "/health/live" }
  }
  scale = {
    min_replicas        = 3
    concurrent_requests = 50
    cpu_utilization     = 65
    custom_rules        = { queue = { type = "azure-servicebus", metadata = { queueName = "webhooks" }, identity_id = module.identity_api.id } }
  }
}

module "app_worker" {
  source                       = "../../modules/terraform/container-app"
  name                         = "ca-payments-worker-prod"
  resource_group_name          = module.resource_group.name
  tags                         = local.tags
  container_app_environment_id = module.environment.id
  identity_id                  = module.identity_api.id
  registry_server              = module.registry.login_server
  container_name               = "worker"
  image                        = "crpaymentsprod.azurecr.io/payments/worker:1.2.3@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  command                      = ["/app/worker"]
  resources                    = { cpu = 0.25, memory = "0.5Gi" }
  probes = {
    port      = 8080
    startup   = { path = "/health/started" }
    readiness = { path = "/health/ready" }
    liveness  = { path = "/health/live", failure_count_threshold = 5 }
  }
}

module "job_sweeper" {
  source                       = "../../modules/terraform/container-app-job"
  name                         = "caj-payments-sweeper-prod"
  resource_group_name          = module.resource_group.name
  location                     = local.location
  tags                         = local.tags
  container_app_environment_id = module.environment.id
  identity_id                  = module.identity_api.id
  registry_server              = module.registry.login_server
  container_name               = "sweeper"
  image                        = "crpaymentsprod.azurecr.io/payments/api@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  args                         = ["sweep"]
  schedule                     = "17 3 * * *"
}

module "job_webhooks" {
  source                       = "../../modules/terraform/container-app-job"
  name                         = "caj-payments-hooks-prod"
  resource_group_name          = module.resource_group.name
  location                     = local.location
  tags                         = local.tags
  container_app_environment_id = module.environment.id
  identity_id                  = module.identity_api.id
  registry_server              = module.registry.login_server
  container_name               = "hooks"
  image                        = "crpaymentsprod.azurecr.io/payments/api@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  event = {
    rules = { queue = { type = "azure-queue", metadata = { queueName = "hooks" } } }
  }
}

module "job_migrate" {
  source                       = "../../modules/terraform/container-app-job"
  name                         = "caj-payments-migrate-prod"
  resource_group_name          = module.resource_group.name
  location                     = local.location
  tags                         = local.tags
  container_app_environment_id = module.environment.id
  identity_id                  = module.identity_api.id
  registry_server              = module.registry.login_server
  container_name               = "migrate"
  image                        = "crpaymentsprod.azurecr.io/payments/api@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
}

module "site" {
  source                     = "../../modules/terraform/storage-site"
  name                       = "stpaymentswebprod"
  resource_group_name        = module.resource_group.name
  location                   = local.location
  tags                       = local.tags
  replication_type           = "RAGZRS"
  lock_enabled               = true
  error_404_document         = "index.html"
  blob_private_endpoint_name = "pep-site-blob"
  web_private_endpoint_name  = "pep-site-web"
  private_endpoint_subnet_id = module.network.private_endpoints_subnet_id
  blob_private_dns_zone_id   = module.network.private_dns_zone_ids["blob"]
  web_private_dns_zone_id    = module.network.private_dns_zone_ids["web"]
  publisher_principal_ids    = { deploy = module.identity_deploy.principal_id }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "front_door" {
  source               = "../../modules/terraform/front-door"
  name                 = "afd-payments-prod"
  resource_group_name  = module.resource_group.name
  tags                 = local.tags
  endpoint_name        = "fde-payments-prod"
  firewall_policy_name = "wafpaymentsprod"
  security_policy_name = "waf"
  firewall_mode        = "Detection"
  canary_domains       = ["api"]
  canary_policy_name   = "wafpaymentscanary"
  allowed_countries    = ["DE", "NL"]
  custom_domains       = { www = { host_name = "payments.acme.example" }, api = { host_name = "api.acme.example" } }
  routes = {
    api = {
      patterns      = ["/api/*"]
      domains       = ["api"]
      rule_set_name = "api"
      origin = {
        host_name  = module.app_api.fqdn
        probe_path = "/health/ready"
        private_link = {
          target_id   = module.environment.id
          target_type = "managedEnvironments"
          location    = local.location
        }
      }
      content_security_policy = "default-src 'none'; frame-ancestors 'none'"
      response_headers = {
        Strict-Transport-Security = "max-age=63072000; includeSubDomains"
        X-Content-Type-Options    = "nosniff"
      }
    }
    web = {
      patterns      = ["/*"]
      domains       = ["www"]
      cache_enabled = true
      rule_set_name = "web"
      origin = {
        host_name  = module.site.web_host
        probe_path = "/index.html"
        private_link = {
          target_id   = module.site.id
          target_type = "web"
          location    = local.location
        }
      }
      content_security_policy = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    }
  }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "docs" {
  source                     = "../../modules/terraform/static-web-app"
  name                       = "stapp-payments-docs-prod"
  resource_group_name        = module.resource_group.name
  location                   = local.location
  tags                       = local.tags
  lock_enabled               = true
  custom_domains             = ["docs.payments.acme.example", "help.payments.acme.example"]
  log_analytics_workspace_id = module.monitoring.workspace_id
}

output "hosts" {
  description = "Where it is."
  value       = [module.front_door.endpoint_host_name, module.app_api.fqdn, module.environment.default_domain]
}

module "postgres" {
  source              = "../../modules/terraform/postgres"
  name                = "psql-payments-prod"
  resource_group_name = module.resource_group.name
  location            = local.location
  tags                = local.tags
  postgres_version    = "16"
  delegated_subnet_id = module.network.database_subnet_id
  private_dns_zone_id = module.network.private_dns_zone_ids["database"]
  tenant_id           = local.tenant_id
  maintenance_window  = { day_of_week = 6 }
  administrators = {
    team    = { object_id = "0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13", principal_name = "payments-dba", principal_type = "Group" }
    migrate = { object_id = module.identity_api.principal_id, principal_name = module.identity_api.name, principal_type = "ServicePrincipal" }
  }
  databases  = ["payments"]
  parameters = { log_min_duration_statement = "500", "azure.extensions" = "PG_STAT_STATEMENTS" }
  replicas = {
    reports = { name = "psql-payments-reports-prod", sku_name = "MO_Standard_E2ds_v5" }
  }
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "network_cluster" {
  source              = "../../modules/terraform/network"
  name                = "vnet-payments-cluster"
  resource_group_name = module.resource_group.name
  location            = local.location
  tags                = local.tags
  address_space       = ["10.21.0.0/16"]

  nodes_subnet = {
    name                        = "snet-nodes"
    address_prefix              = "10.21.0.0/20"
    network_security_group_name = "nsg-nodes"
  }
  private_endpoints_subnet = {
    name                        = "snet-endpoints"
    address_prefix              = "10.21.16.0/26"
    network_security_group_name = "nsg-cluster-endpoints"
  }
  ingress_source             = "AzureFrontDoor.Backend"
  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "aks" {
  source                   = "../../modules/terraform/aks"
  name                     = "aks-payments-prod"
  identity_name            = "id-payments-aks-prod"
  logs_rule_name           = "dcr-payments-prod-logs"
  resource_group_name      = module.resource_group.name
  node_resource_group_name = "rg-payments-prod-nodes"
  location                 = local.location
  tags                     = local.tags
  tenant_id                = local.tenant_id
  admin_group_object_ids   = ["00000000-0000-0000-0000-000000000021"]
  nodes_subnet_id          = module.network_cluster.nodes_subnet_id
  network_policy           = "cilium"
  prometheus_enabled       = true
  keda_enabled             = true
  maintenance_window       = { day_of_week = "Saturday", start_time = "03:00" }

  system_pool = {
    vm_size         = "Standard_D4ds_v5"
    min_count       = 3
    max_count       = 5
    os_disk_size_gb = 64
  }
  node_pools = {
    apps  = { vm_size = "Standard_D8ds_v5", min_count = 3, max_count = 9, os_disk_size_gb = 128, spot = false }
    batch = { vm_size = "Standard_D4ds_v5", min_count = 0, max_count = 6, os_disk_size_gb = 64, spot = true }
  }

  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "aks_plain" {
  source                   = "../../modules/terraform/aks"
  name                     = "aks-payments-test"
  identity_name            = "id-payments-aks-test"
  logs_rule_name           = "dcr-payments-test-logs"
  resource_group_name      = module.resource_group.name
  node_resource_group_name = "rg-payments-test-nodes"
  location                 = local.location
  tags                     = local.tags
  tenant_id                = local.tenant_id
  sku_tier                 = "Free"
  zones                    = []
  defender_enabled         = false
  nodes_subnet_id          = module.network_cluster.nodes_subnet_id

  system_pool = {
    vm_size         = "Standard_D2ds_v5"
    min_count       = 1
    max_count       = 2
    os_disk_size_gb = 64
  }
  node_pools = {
    apps = { vm_size = "Standard_D2ds_v5", min_count = 1, max_count = 3, os_disk_size_gb = 64, spot = false }
  }

  log_analytics_workspace_id = module.monitoring.workspace_id
}

module "managed_prometheus" {
  source              = "../../modules/terraform/managed-prometheus"
  name                = "amw-payments-prod"
  endpoint_name       = "dce-payments-prod"
  rule_name           = "dcr-payments-prod-metrics"
  rule_group_name     = "prg-payments-prod"
  resource_group_name = module.resource_group.name
  location            = local.location
  tags                = local.tags
  cluster_id          = module.aks.id
  cluster_name        = "aks-payments-prod"
  alerts = [
    { name = "node-not-ready", description = "A node is away.", expression = "kube_node_status_condition{condition=\"Ready\",status=\"true\"} == 0", for = "PT15M", severity = 1, action_group = "page" },
    { name = "pods-pending", description = "Pods wait.", expression = "sum(kube_pod_status_phase{phase=\"Pending\"}) > 0", for = "PT30M", severity = 3, action_group = "ticket" },
  ]
  action_group_ids = { page = module.alerts.action_group_ids["page"] }
}

module "identity_pods" {
  source              = "../../modules/terraform/identity"
  name                = "id-payments-pods-prod"
  resource_group_name = module.resource_group.name
  resource_group_id   = module.resource_group.id
  location            = local.location
  tags                = local.tags
  kubernetes_issuer   = module.aks.oidc_issuer_url
  kubernetes_subjects = { api = "system:serviceaccount:payments-prod:api" }
  role_assignments    = { kubeconfig = "Azure Kubernetes Service Cluster User Role", deploy = "Azure Kubernetes Service RBAC Cluster Admin" }
}

# What is there already.
module "registry_hub" {
  source              = "../../modules/terraform/registry-existing"
  name                = "crhub"
  resource_group_name = "rg-hub"
  pull_principal_ids  = { api = module.identity_api.principal_id }
}

module "network_hub" {
  source                        = "../../modules/terraform/network-existing"
  name                          = "vnet-hub"
  resource_group_name           = "rg-hub"
  tags                          = local.tags
  container_apps_subnet_name    = "snet-apps"
  private_endpoints_subnet_name = "snet-endpoints"
  existing_private_dns_zones    = { vault = "privatelink.vaultcore.azure.net" }
  private_dns_zones_group_id    = "/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg-dns"
  private_dns_zones             = { database = "payments.hub.postgres.database.azure.com" }

  private_dns_zones_resource_group_name = module.resource_group.name
}

module "container_apps_environment_hub" {
  source              = "../../modules/terraform/container-apps-environment-existing"
  name                = "cae-hub"
  resource_group_name = "rg-hub"
}

module "aks_hub" {
  source              = "../../modules/terraform/aks-existing"
  name                = "aks-hub"
  resource_group_name = "rg-hub"
}

module "postgres_hub" {
  source              = "../../modules/terraform/postgres-existing"
  name                = "psql-hub"
  resource_group_name = "rg-hub"
  tenant_id           = local.tenant_id
  administrators = {
    team = { object_id = "0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13", principal_name = "payments-dba", principal_type = "Group" }
  }
  databases = ["payments"]
}

module "redis_hub" {
  source               = "../../modules/terraform/redis-existing"
  name                 = "amr-hub"
  resource_group_name  = "rg-hub"
  access_principal_ids = { api = module.identity_api.principal_id }
}

module "service_bus_hub" {
  source = "../../modules/terraform/service-bus-existing"
  id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.ServiceBus/namespaces/sbns-hub"
  queues = {
    mail = { duplicate_detection_window = "PT10M" }
  }
  senders = {
    api-mail = { principal_id = module.identity_api.principal_id, queue = "mail" }
  }
  workers = {
    worker-mail = { principal_id = module.identity_deploy.principal_id, queue = "mail" }
  }
}

module "storage_archive_hub" {
  source     = "../../modules/terraform/storage-archive-existing"
  id         = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Storage/storageAccounts/sthub"
  containers = { audit = { immutable_days = 365 }, dumps = {} }
  writers = {
    api-audit = { principal_id = module.identity_api.principal_id, container = "audit" }
  }
}

module "key_encryption" {
  source                = "../../modules/terraform/vault-key"
  name                  = "key-encryption"
  key_vault_id          = module.key_vault.id
  tags                  = local.tags
  expiration_date       = "2028-12-01T00:00:00Z"
  rotate_after          = "P365D"
  expire_after          = "P455D"
  user_principal_ids    = { api = module.identity_api.principal_id }
  officer_principal_ids = { infrastructure = module.identity_deploy.principal_id }
}

module "workbook" {
  source                     = "../../modules/terraform/workbook"
  name                       = "0b0f4d52-7c1b-4c57-9a41-1f0c5a8e2b01"
  display_name               = "payments prod"
  resource_group_name        = module.resource_group.name
  location                   = local.location
  tags                       = local.tags
  log_analytics_workspace_id = module.monitoring.workspace_id
  content                    = "{\"items\":[]}"
}

module "site_hub" {
  source                  = "../../modules/terraform/storage-site-existing"
  id                      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Storage/storageAccounts/stweb"
  web_zone                = "z6"
  publisher_principal_ids = { deploy = module.identity_deploy.principal_id }
}

module "dns_records" {
  source              = "../../modules/terraform/dns-records"
  zone_name           = "acme.example"
  resource_group_name = "rg-dns"
  tags                = local.tags
  target              = module.front_door.endpoint_host_name
  names               = { app = "payments" }
  validation_tokens   = module.front_door.domain_validation_tokens
}
