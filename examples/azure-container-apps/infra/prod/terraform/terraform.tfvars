# Compiled from environments/prod.yaml and what it extends: change those, not this file.
subscription_id = "0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13"
tenant_id       = "9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601"
location        = "westeurope"
tags = {
  environment  = "prod"
  managed_by   = "formwork"
  organisation = "acme"
  owner        = "team-crewdesk"
  tier         = "production"
  workload     = "crewdesk"
}

resource_group = { name = "rg-crewdesk-prod" }

monitoring = {
  workspace_name            = "log-crewdesk-prod"
  application_insights_name = "appi-crewdesk-prod"
  retention_in_days         = 90
  daily_quota_gb            = -1
}

network = {
  name          = "vnet-crewdesk-prod"
  address_space = "10.20.0.0/16"
  container_apps_subnet = {
    name                        = "snet-apps"
    address_prefix              = "10.20.0.0/19"
    network_security_group_name = "nsg-crewdesk-prod-apps"
  }
  private_endpoints_subnet = {
    name                        = "snet-endpoints"
    address_prefix              = "10.20.32.0/22"
    network_security_group_name = "nsg-crewdesk-prod-endpoints"
  }
  database_subnet = {
    name                        = "snet-database"
    address_prefix              = "10.20.40.0/24"
    network_security_group_name = "nsg-crewdesk-prod-database"
  }
  internet_egress_enabled    = true
  private_endpoints_ports    = ["5671", "10000"]
  service_bus_egress_enabled = false
}

registry = {
  name                    = "cracmecrewdeskprod"
  zone_redundancy_enabled = true
  untagged_retention_days = 30
  replicas = [
    { location = "northeurope" },
  ]
  lock_enabled          = true
  private_endpoint_name = "pep-crewdesk-prod-registry"
}

key_vault = {
  name                       = "kv-crewdesk-prod-37999c"
  sku_name                   = "standard"
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  lock_enabled               = true
  private_endpoint_name      = "pep-crewdesk-prod-vault"
}

key_encryption = {
  name            = "key-encryption"
  key_type        = "RSA"
  expiration_date = "2028-12-01T00:00:00Z"
  rotate_after    = "P365D"
  expire_after    = "P455D"
  users           = ["api", "worker", "audit-export", "subscription-audit", "trial-sweeper", "migrate"]
}

container_apps_environment = {
  name                               = "cae-crewdesk-prod"
  infrastructure_resource_group_name = "rg-crewdesk-prod-platform"
  zone_redundancy_enabled            = true
  mutual_tls_enabled                 = true
}

container_apps = {
  api = {
    name          = "ca-crewdesk-api-prod"
    identity_name = "id-crewdesk-api-prod"
    image         = "cracmecrewdeskprod.azurecr.io/crewdesk-api:v2.3.1@sha256:8059ca73d1404154dbbca967406f2ab07e30f6e2b72ebf9e01fd05362a6d91e9"
    resources     = { cpu = "1", memory = "2Gi" }
    revision_mode = "Multiple"
    needs         = []
    queues        = []
    ingress = {
      target_port       = 8080
      external_enabled  = true
      allowed_ip_ranges = { network = "10.20.0.0/16" }
    }
    config = {
      APP_ENV                  = "prod"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "6432"
      DATABASE_REPLICA_HOSTS   = "psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-api-prod"
      FEATURE_BILLING_PORTAL   = "false"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "info"
      PORT                     = "8080"
      TENANT_CACHE_TTL         = "30s"
    }
    secrets = {
      jwt-signing          = { as = "file", env = "JWT_SIGNING" }
      jwt-signing-previous = { as = "file", env = "JWT_SIGNING_PREVIOUS" }
      payment-provider     = { as = "file", env = "PAYMENT_PROVIDER" }
      reset-signing        = { as = "file", env = "RESET_SIGNING" }
    }
    probes = {
      port      = 8080
      startup   = { path = "/healthz", interval_seconds = 2, timeout = 2, failure_count_threshold = 30 }
      readiness = { path = "/readyz", interval_seconds = 5, timeout = 2, failure_count_threshold = 2 }
      liveness  = { path = "/healthz", interval_seconds = 10, timeout = 2, failure_count_threshold = 3 }
    }
    scale                            = { min_replicas = 3, max_replicas = 30, concurrent_requests = 50, cpu_utilization = 65 }
    termination_grace_period_seconds = 45
  }
  worker = {
    name          = "ca-crewdesk-worker-prod"
    identity_name = "id-crewdesk-worker-prod"
    image         = "cracmecrewdeskprod.azurecr.io/crewdesk-worker:v2.3.1@sha256:822809f8cd45e1be7c84b019f8cb78cae273f141d2f09b73f492575b27c2cdc0"
    resources     = { cpu = "1", memory = "2Gi" }
    revision_mode = "Single"
    needs         = []
    queues = [
      { name = "billing-retries", messages_per_replica = 5 },
      { name = "mail", messages_per_replica = 20 },
      { name = "webhooks", messages_per_replica = 20 },
    ]
    config = {
      APP_ENV                  = "prod"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "6432"
      DATABASE_REPLICA_HOSTS   = "psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-worker-prod"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "info"
      PORT                     = "8080"
    }
    secrets = {
      mail-provider    = { as = "file", env = "MAIL_PROVIDER" }
      payment-provider = { as = "file", env = "PAYMENT_PROVIDER" }
    }
    probes = {
      port      = 8080
      startup   = { path = "/healthz", interval_seconds = 2, timeout = 2, failure_count_threshold = 30 }
      readiness = { path = "/readyz", interval_seconds = 5, timeout = 2, failure_count_threshold = 2 }
      liveness  = { path = "/healthz", interval_seconds = 10, timeout = 2, failure_count_threshold = 3 }
    }
    scale                            = { min_replicas = 3, max_replicas = 12, cpu_utilization = 65 }
    termination_grace_period_seconds = 45
  }
}

container_app_jobs = {
  migrate = {
    name                       = "caj-crewdesk-migrate-prod"
    identity_name              = "id-crewdesk-migrate-prod"
    image                      = "cracmecrewdeskprod.azurecr.io/crewdesk-api:v2.3.1@sha256:8059ca73d1404154dbbca967406f2ab07e30f6e2b72ebf9e01fd05362a6d91e9"
    command                    = ["/app/api", "migrate"]
    resources                  = { cpu = "1", memory = "2Gi" }
    replica_timeout_in_seconds = 900
    replica_retry_limit        = 0
    needs                      = []
    config = {
      APP_ENV                  = "prod"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_BACKUP_USER     = "id-crewdesk-backup-prod"
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_REPLICA_HOSTS   = "psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-migrate-prod"
      FEATURE_BILLING_PORTAL   = "false"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "info"
      PORT                     = "8080"
      TENANT_CACHE_TTL         = "30s"
    }
    secrets = {
      jwt-signing          = { as = "file", env = "JWT_SIGNING" }
      jwt-signing-previous = { as = "file", env = "JWT_SIGNING_PREVIOUS" }
      payment-provider     = { as = "file", env = "PAYMENT_PROVIDER" }
      reset-signing        = { as = "file", env = "RESET_SIGNING" }
    }
  }
  audit-export = {
    name                       = "caj-crewdesk-audit-export-prod"
    identity_name              = "id-crewdesk-audit-export-prod"
    image                      = "cracmecrewdeskprod.azurecr.io/crewdesk-worker:v2.3.1@sha256:822809f8cd45e1be7c84b019f8cb78cae273f141d2f09b73f492575b27c2cdc0"
    command                    = ["/app/worker", "export-audit-log"]
    resources                  = { cpu = "1", memory = "2Gi" }
    schedule                   = "23 5 1 * *"
    replica_timeout_in_seconds = 3600
    replica_retry_limit        = 2
    needs                      = []
    config = {
      APP_ENV                  = "prod"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "6432"
      DATABASE_REPLICA_HOSTS   = "psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-audit-export-prod"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "info"
      PORT                     = "8080"
    }
    secrets = {
      mail-provider    = { as = "file", env = "MAIL_PROVIDER" }
      payment-provider = { as = "file", env = "PAYMENT_PROVIDER" }
    }
  }
  subscription-audit = {
    name                       = "caj-crewdesk-subscription-ca5a2b"
    identity_name              = "id-crewdesk-subscription-audit-prod"
    image                      = "cracmecrewdeskprod.azurecr.io/crewdesk-worker:v2.3.1@sha256:822809f8cd45e1be7c84b019f8cb78cae273f141d2f09b73f492575b27c2cdc0"
    command                    = ["/app/worker", "audit-subscriptions"]
    resources                  = { cpu = "1", memory = "2Gi" }
    schedule                   = "43 4 * * 1"
    replica_timeout_in_seconds = 3600
    replica_retry_limit        = 2
    needs                      = []
    config = {
      APP_ENV                  = "prod"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "6432"
      DATABASE_REPLICA_HOSTS   = "psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-subscription-audit-prod"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "info"
      PORT                     = "8080"
    }
    secrets = {
      mail-provider    = { as = "file", env = "MAIL_PROVIDER" }
      payment-provider = { as = "file", env = "PAYMENT_PROVIDER" }
    }
  }
  trial-sweeper = {
    name                       = "caj-crewdesk-trial-sweeper-prod"
    identity_name              = "id-crewdesk-trial-sweeper-prod"
    image                      = "cracmecrewdeskprod.azurecr.io/crewdesk-worker:v2.3.1@sha256:822809f8cd45e1be7c84b019f8cb78cae273f141d2f09b73f492575b27c2cdc0"
    command                    = ["/app/worker", "sweep-trials"]
    resources                  = { cpu = "1", memory = "2Gi" }
    schedule                   = "17 3 * * *"
    replica_timeout_in_seconds = 1800
    replica_retry_limit        = 2
    needs                      = []
    config = {
      APP_ENV                  = "prod"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "6432"
      DATABASE_REPLICA_HOSTS   = "psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-trial-sweeper-prod"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "info"
      PORT                     = "8080"
    }
    secrets = {
      mail-provider    = { as = "file", env = "MAIL_PROVIDER" }
      payment-provider = { as = "file", env = "PAYMENT_PROVIDER" }
    }
  }
}

postgres = {
  name                         = "psql-crewdesk-prod-37999c"
  postgres_version             = "16"
  sku_name                     = "GP_Standard_D4ds_v5"
  storage_mb                   = 262144
  databases                    = ["crewdesk"]
  backup_retention_days        = 35
  geo_redundant_backup_enabled = true
  high_availability_mode       = "ZoneRedundant"
  lock_enabled                 = true
  administrators = {
    operators = {
      object_id      = "6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a52"
      principal_name = "crewdesk-operators"
      principal_type = "Group"
    }
  }
  maintenance_window = { day_of_week = 0, start_hour = 2 }
  replicas = [
    {
      key      = "reports"
      name     = "psql-crewdesk-prod-reports-53a4b9"
      sku_name = "GP_Standard_D4ds_v5"
    },
  ]
  parameters = [
    { name = "azure.extensions", value = "PG_STAT_STATEMENTS" },
    { name = "log_min_duration_statement", value = "500" },
    { name = "pg_stat_statements.track", value = "top" },
    { name = "track_io_timing", value = "on" },
    { name = "pgbouncer.enabled", value = "true" },
    { name = "pgbouncer.default_pool_size", value = "50" },
    { name = "pgbouncer.pool_mode", value = "transaction" },
  ]
}

redis = {
  name                      = "amr-crewdesk-prod-37999c"
  sku_name                  = "Balanced_B3"
  high_availability_enabled = true
  persistence_frequency     = "1h"
  eviction_policy           = "VolatileLRU"
  private_endpoint_name     = "pep-crewdesk-prod-cache"
}

service_bus = {
  name                          = "sbns-crewdesk-prod-37999c"
  sku                           = "Premium"
  messaging_units               = 1
  public_network_access_enabled = false
  lock_enabled                  = true
  private_endpoint_name         = "pep-crewdesk-prod-queues"
}

queues = {
  billing-retries = {
    lock_duration         = "PT1M"
    default_message_ttl   = "P14D"
    max_delivery_count    = 10
    max_size_in_megabytes = 1024
  }
  mail = {
    lock_duration         = "PT30S"
    default_message_ttl   = "P2D"
    max_delivery_count    = 5
    max_size_in_megabytes = 1024
  }
  webhooks = {
    lock_duration              = "PT1M"
    default_message_ttl        = "P14D"
    max_delivery_count         = 5
    max_size_in_megabytes      = 1024
    duplicate_detection_window = "PT10M"
  }
}

archive = {
  name                  = "stcrewdeskprodarch19cb57"
  replication_type      = "RAGZRS"
  lock_enabled          = true
  private_endpoint_name = "pep-crewdesk-prod-archive"
  containers = [
    {
      name                = "audit"
      cold_after_days     = 30
      delete_after_days   = 366
      immutable_days      = 365
      immutability_locked = true
    },
    {
      name                = "dumps"
      cold_after_days     = 30
      delete_after_days   = 365
      immutable_days      = 0
      immutability_locked = false
    },
  ]
}

postgres_backup = {
  name                       = "caj-crewdesk-backup-prod"
  identity_name              = "id-crewdesk-backup-prod"
  dump_image                 = "docker.io/library/postgres:16.14-alpine@sha256:57c72fd2a128e416c7fcc499958864df5301e940bca0a56f58fddf30ffc07777"
  upload_image               = "docker.io/rclone/rclone:1.75.1@sha256:45401ad7410db1d67ffdb58e19059ad20b0d8e0285a60e38bbec55cc1019c7a5"
  schedule                   = "17 2 * * *"
  replica_timeout_in_seconds = 7200
  database_name              = "crewdesk"
}

storage_sites = {
  web = {
    name                       = "stcrewdeskwebprodeeb348"
    replication_type           = "RAGZRS"
    lock_enabled               = true
    index_document             = "index.html"
    error_404_document         = "index.html"
    blob_private_endpoint_name = "pep-crewdesk-prod-web-blob"
    web_private_endpoint_name  = "pep-crewdesk-prod-web-web"
  }
}

static_web_apps = {
  docs = {
    name           = "stapp-crewdesk-docs-prod"
    location       = "westeurope"
    lock_enabled   = true
    custom_domains = ["docs.crewdesk.acme.example"]
  }
}

front_door = {
  name                                = "afd-crewdesk-prod"
  endpoint_name                       = "fde-crewdesk-prod"
  firewall_policy_name                = "fdfpcrewdeskprod"
  security_policy_name                = "waf"
  response_timeout_seconds            = 30
  firewall_mode                       = "Prevention"
  rate_limit_per_minute               = 1200
  max_request_bytes                   = 1048576
  allowed_countries                   = []
  content_security_policy             = "base-uri 'none'; connect-src 'self'; default-src 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; object-src 'none'"
  content_security_policy_rest        = []
  content_security_policy_report_only = false
  response_headers = {
    Cross-Origin-Opener-Policy   = "same-origin"
    Cross-Origin-Resource-Policy = "same-origin"
    Permissions-Policy           = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
    Referrer-Policy              = "strict-origin-when-cross-origin"
    Strict-Transport-Security    = "max-age=31536000; includeSubDomains"
    X-Content-Type-Options       = "nosniff"
    X-Frame-Options              = "DENY"
  }
}

dns_zone = {
  id                  = "/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13/resourceGroups/rg-acme-dns/providers/Microsoft.Network/dnszones/acme.example"
  name                = "acme.example"
  resource_group_name = "rg-acme-dns"
  records = [
    { domain = "app", name = "crewdesk" },
  ]
}

custom_domains = {
  app = { host_name = "crewdesk.acme.example" }
}

routes = {
  app = {
    domains       = ["app"]
    patterns      = ["/*"]
    probe_path    = "/index.html"
    rule_set_name = "app"
    site          = "web"
  }
  app-api = {
    domains       = ["app"]
    patterns      = ["/api", "/api/*"]
    probe_path    = "/readyz"
    rule_set_name = "appapi"
    service       = "api"
  }
}

alerts = {
  action_groups = [
    {
      urgency = "page"
      name    = "ag-crewdesk-prod-page"
      emails = [
        { name = "on-call-3b458c", address = "crewdesk@acme.pagerduty.example" },
      ]
      webhooks = []
    },
    {
      urgency = "ticket"
      name    = "ag-crewdesk-prod-ticket"
      emails = [
        { name = "team-6102b5", address = "team-crewdesk@acme.example" },
      ]
      webhooks = []
    },
  ]
  metric_alerts = [
    {
      name             = "edge-unhealthy"
      target           = "front-door"
      description      = "Services or sites do not answer the health probes of Front Door."
      metric_namespace = "Microsoft.Cdn/profiles"
      metric_name      = "OriginHealthPercentage"
      aggregation      = "Average"
      operator         = "LessThan"
      threshold        = 90
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 1
      action_group     = "page"
    },
    {
      name             = "edge-errors"
      target           = "front-door"
      description      = "Too many requests end in a server error."
      metric_namespace = "Microsoft.Cdn/profiles"
      metric_name      = "Percentage5XX"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 2
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 1
      action_group     = "page"
    },
    {
      name             = "edge-rejected"
      target           = "front-door"
      description      = "A surge of requests that are refused as too many."
      metric_namespace = "Microsoft.Cdn/profiles"
      metric_name      = "RequestCount"
      aggregation      = "Total"
      operator         = "GreaterThan"
      threshold        = 300
      dimension_name   = "HttpStatus"
      dimension_values = ["429"]
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "edge-unauthorized"
      target           = "front-door"
      description      = "A surge of requests that are not allowed."
      metric_namespace = "Microsoft.Cdn/profiles"
      metric_name      = "RequestCount"
      aggregation      = "Total"
      operator         = "GreaterThan"
      threshold        = 300
      dimension_name   = "HttpStatus"
      dimension_values = ["401", "403"]
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "database-down"
      target           = "postgres"
      description      = "The database does not answer."
      metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers"
      metric_name      = "is_db_alive"
      aggregation      = "Maximum"
      operator         = "LessThan"
      threshold        = 1
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 1
      action_group     = "page"
    },
    {
      name             = "database-connection-errors"
      target           = "postgres"
      description      = "The database refuses connections."
      metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers"
      metric_name      = "connections_failed"
      aggregation      = "Total"
      operator         = "GreaterThan"
      threshold        = 10
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 1
      action_group     = "page"
    },
    {
      name             = "database-connections"
      target           = "postgres"
      description      = "The connections of the database run out."
      metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers"
      metric_name      = "active_connections"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 344
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 1
      action_group     = "page"
    },
    {
      name             = "database-cpu"
      target           = "postgres"
      description      = "The database has too much to do."
      metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers"
      metric_name      = "cpu_percent"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 85
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "database-memory"
      target           = "postgres"
      description      = "The memory of the database runs out."
      metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers"
      metric_name      = "memory_percent"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 85
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "database-storage"
      target           = "postgres"
      description      = "The disk of the database fills up."
      metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers"
      metric_name      = "storage_percent"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 85
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "cache-memory"
      target           = "redis"
      description      = "The cache is full, and drops what is still wanted."
      metric_namespace = "Microsoft.Cache/redisEnterprise"
      metric_name      = "usedmemorypercentage"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 85
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "cache-cpu"
      target           = "redis"
      description      = "The cache has too much to do."
      metric_namespace = "Microsoft.Cache/redisEnterprise"
      metric_name      = "percentProcessorTime"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 85
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "queues-throttled"
      target           = "service-bus"
      description      = "Service Bus refuses messages as too many."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "ThrottledRequests"
      aggregation      = "Total"
      operator         = "GreaterThan"
      threshold        = 0
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "vault-unavailable"
      target           = "key-vault"
      description      = "The vault does not answer: nothing that starts gets its secrets."
      metric_namespace = "Microsoft.KeyVault/vaults"
      metric_name      = "Availability"
      aggregation      = "Average"
      operator         = "LessThan"
      threshold        = 99
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 1
      action_group     = "page"
    },
    {
      name             = "billing-retries-dead-letters"
      target           = "service-bus"
      description      = "There are messages in the queue billing-retries that nobody could work on."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "DeadletteredMessages"
      aggregation      = "Maximum"
      operator         = "GreaterThan"
      threshold        = 0
      dimension_name   = "EntityName"
      dimension_values = ["billing-retries"]
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "billing-retries-backlog"
      target           = "service-bus"
      description      = "Messages of the queue billing-retries wait too long."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "ActiveMessages"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 1000
      dimension_name   = "EntityName"
      dimension_values = ["billing-retries"]
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "mail-dead-letters"
      target           = "service-bus"
      description      = "There are messages in the queue mail that nobody could work on."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "DeadletteredMessages"
      aggregation      = "Maximum"
      operator         = "GreaterThan"
      threshold        = 0
      dimension_name   = "EntityName"
      dimension_values = ["mail"]
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "mail-backlog"
      target           = "service-bus"
      description      = "Messages of the queue mail wait too long."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "ActiveMessages"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 1000
      dimension_name   = "EntityName"
      dimension_values = ["mail"]
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "webhooks-dead-letters"
      target           = "service-bus"
      description      = "There are messages in the queue webhooks that nobody could work on."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "DeadletteredMessages"
      aggregation      = "Maximum"
      operator         = "GreaterThan"
      threshold        = 0
      dimension_name   = "EntityName"
      dimension_values = ["webhooks"]
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "webhooks-backlog"
      target           = "service-bus"
      description      = "Messages of the queue webhooks wait too long."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "ActiveMessages"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 1000
      dimension_name   = "EntityName"
      dimension_values = ["webhooks"]
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "api-restarts"
      target           = "app-api"
      description      = "A replica of api starts again and again."
      metric_namespace = "Microsoft.App/containerApps"
      metric_name      = "RestartCount"
      aggregation      = "Maximum"
      operator         = "GreaterThan"
      threshold        = 3
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 1
      action_group     = "page"
    },
    {
      name             = "api-cpu"
      target           = "app-api"
      description      = "The replicas of api have too much to do."
      metric_namespace = "Microsoft.App/containerApps"
      metric_name      = "UsageNanoCores"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 850000000
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "api-memory"
      target           = "app-api"
      description      = "The memory of the replicas of api runs out."
      metric_namespace = "Microsoft.App/containerApps"
      metric_name      = "WorkingSetBytes"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 1825361060
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "api-at-limit"
      target           = "app-api"
      description      = "As many replicas of api run as may."
      metric_namespace = "Microsoft.App/containerApps"
      metric_name      = "Replicas"
      aggregation      = "Minimum"
      operator         = "GreaterThanOrEqual"
      threshold        = 30
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "worker-restarts"
      target           = "app-worker"
      description      = "A replica of worker starts again and again."
      metric_namespace = "Microsoft.App/containerApps"
      metric_name      = "RestartCount"
      aggregation      = "Maximum"
      operator         = "GreaterThan"
      threshold        = 3
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 1
      action_group     = "page"
    },
    {
      name             = "worker-cpu"
      target           = "app-worker"
      description      = "The replicas of worker have too much to do."
      metric_namespace = "Microsoft.App/containerApps"
      metric_name      = "UsageNanoCores"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 850000000
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "worker-memory"
      target           = "app-worker"
      description      = "The memory of the replicas of worker runs out."
      metric_namespace = "Microsoft.App/containerApps"
      metric_name      = "WorkingSetBytes"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 1825361060
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "worker-at-limit"
      target           = "app-worker"
      description      = "As many replicas of worker run as may."
      metric_namespace = "Microsoft.App/containerApps"
      metric_name      = "Replicas"
      aggregation      = "Minimum"
      operator         = "GreaterThanOrEqual"
      threshold        = 12
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
  ]
  log_alerts = [
    {
      name         = "edge-slow"
      description  = "One answer in a hundred takes too long."
      query        = "AzureDiagnostics | where Category == \"FrontDoorAccessLog\" | summarize Value = percentile(coalesce(todouble(column_ifexists(\"timeTaken_s\", \"\")), todouble(column_ifexists(\"timeTaken_d\", real(null)))) * 1000, 99)"
      threshold    = 1000
      frequency    = "PT5M"
      window       = "PT10M"
      severity     = 1
      action_group = "page"
    },
    {
      name         = "backup-missing"
      description  = "Two days have passed without a copy of the database."
      query        = "StorageBlobLogs | where OperationName in (\"PutBlob\", \"PutBlockList\") and StatusCode startswith \"20\" and Uri contains \"/dumps/\" | summarize Value = iff(count() == 0, 1, 0)"
      threshold    = 0
      frequency    = "PT1H"
      window       = "P2D"
      severity     = 1
      action_group = "page"
    },
    {
      name         = "vault-expiry"
      description  = "A secret, key or certificate of the vault ends within a month, or has ended."
      query        = "AzureDiagnostics | where ResourceProvider == \"MICROSOFT.KEYVAULT\" and OperationName matches regex \"^(Secret|Key|Certificate)(NearExpiry|Expired)EventGridNotification$\" | summarize Value = count()"
      threshold    = 0
      frequency    = "PT1H"
      window       = "P1D"
      severity     = 3
      action_group = "ticket"
    },
    {
      name         = "service-errors"
      description  = "A service answers too often with an error, to callers inside as well."
      query        = "AppRequests | summarize Failed = countif(toint(ResultCode) >= 500), Total = count() by AppRoleName | where Total >= 20 | extend Value = 100.0 * Failed / Total"
      threshold    = 2
      frequency    = "PT5M"
      window       = "PT5M"
      severity     = 1
      action_group = "page"
    },
  ]
  web_tests = [
    {
      name        = "reach-app"
      description = "The host crewdesk.acme.example does not answer from outside as it should."
      url         = "https://crewdesk.acme.example/"
      frequency   = 300
      locations   = ["emea-nl-ams-azr", "emea-gb-db3-azr", "emea-fr-pra-edge", "emea-ru-msa-edge", "us-va-ash-azr"]
    },
    {
      name        = "reach-docs"
      description = "The host docs.crewdesk.acme.example does not answer from outside as it should."
      url         = "https://docs.crewdesk.acme.example/"
      frequency   = 300
      locations   = ["emea-nl-ams-azr", "emea-gb-db3-azr", "emea-fr-pra-edge", "emea-ru-msa-edge", "us-va-ash-azr"]
    },
  ]
}

workbook = { name = "c57e156a-e846-4970-8e55-75502c41b035", display_name = "crewdesk prod" }

budget = {
  name           = "crewdesk-prod-monthly"
  amount         = 6000
  start_date     = "2026-12-01T00:00:00Z"
  contact_emails = []
}

deploy_identity = {
  name           = "id-crewdesk-deploy-prod"
  github_subject = "repo:acme/crewdesk:environment:prod"
}

infrastructure_principal_id = "8e7d6c5b-4a39-4281-9f0e-1d2c3b4a5963"
