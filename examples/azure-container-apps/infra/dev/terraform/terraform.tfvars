# Compiled from environments/dev.yaml and what it extends: change those, not this file.
subscription_id = "0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b11"
tenant_id       = "9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601"
location        = "westeurope"
tags = {
  environment  = "dev"
  managed_by   = "formwork"
  organisation = "acme"
  owner        = "team-crewdesk"
  tier         = "development"
  workload     = "crewdesk"
}

resource_group = { name = "rg-crewdesk-dev" }

monitoring = {
  workspace_name            = "log-crewdesk-dev"
  application_insights_name = "appi-crewdesk-dev"
  retention_in_days         = 30
  daily_quota_gb            = -1
}

network = {
  name          = "vnet-crewdesk-dev"
  address_space = "10.21.0.0/16"
  container_apps_subnet = {
    name                        = "snet-apps"
    address_prefix              = "10.21.0.0/19"
    network_security_group_name = "nsg-crewdesk-dev-apps"
  }
  private_endpoints_subnet = {
    name                        = "snet-endpoints"
    address_prefix              = "10.21.32.0/22"
    network_security_group_name = "nsg-crewdesk-dev-endpoints"
  }
  database_subnet = {
    name                        = "snet-database"
    address_prefix              = "10.21.40.0/24"
    network_security_group_name = "nsg-crewdesk-dev-database"
  }
  internet_egress_enabled    = true
  private_endpoints_ports    = ["10000"]
  service_bus_egress_enabled = true
}

registry = {
  name                    = "cracmecrewdeskdev"
  zone_redundancy_enabled = false
  untagged_retention_days = 30
  replicas                = []
  lock_enabled            = false
  private_endpoint_name   = "pep-crewdesk-dev-registry"
}

key_vault = {
  name                       = "kv-crewdesk-dev-4ca484"
  sku_name                   = "standard"
  purge_protection_enabled   = false
  soft_delete_retention_days = 7
  lock_enabled               = false
  private_endpoint_name      = "pep-crewdesk-dev-vault"
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
  name                               = "cae-crewdesk-dev"
  infrastructure_resource_group_name = "rg-crewdesk-dev-platform"
  zone_redundancy_enabled            = false
  mutual_tls_enabled                 = true
}

container_apps = {
  api = {
    name          = "ca-crewdesk-api-dev"
    identity_name = "id-crewdesk-api-dev"
    image         = "cracmecrewdeskdev.azurecr.io/crewdesk-api:v2.4.0-dev.12@sha256:4f4445fff127d0a486817bcc99a96b7ea6c25cf3676b32cf119bb13a7745632f"
    resources     = { cpu = "0.5", memory = "1Gi" }
    revision_mode = "Multiple"
    needs         = []
    queues        = []
    ingress = {
      target_port       = 8080
      external_enabled  = true
      allowed_ip_ranges = { network = "10.21.0.0/16" }
    }
    config = {
      APP_ENV                  = "dev"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-dev-4ca484.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-api-dev"
      FEATURE_BILLING_PORTAL   = "true"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "debug"
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
    scale                            = { min_replicas = 1, max_replicas = 2, concurrent_requests = 50, cpu_utilization = 65 }
    termination_grace_period_seconds = 45
  }
  worker = {
    name          = "ca-crewdesk-worker-dev"
    identity_name = "id-crewdesk-worker-dev"
    image         = "cracmecrewdeskdev.azurecr.io/crewdesk-worker:v2.4.0-dev.12@sha256:b61222801a32a08abb3d3bdad1e3f55b1512534a7873fe0ed15ba39a87bc3a01"
    resources     = { cpu = "0.5", memory = "1Gi" }
    revision_mode = "Single"
    needs         = []
    queues = [
      { name = "billing-retries", messages_per_replica = 5 },
      { name = "mail", messages_per_replica = 20 },
      { name = "webhooks", messages_per_replica = 20 },
    ]
    config = {
      APP_ENV                  = "dev"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-dev-4ca484.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-worker-dev"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "debug"
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
    scale                            = { min_replicas = 1, max_replicas = 2, cpu_utilization = 65 }
    termination_grace_period_seconds = 45
  }
}

container_app_jobs = {
  migrate = {
    name                       = "caj-crewdesk-migrate-dev"
    identity_name              = "id-crewdesk-migrate-dev"
    image                      = "cracmecrewdeskdev.azurecr.io/crewdesk-api:v2.4.0-dev.12@sha256:4f4445fff127d0a486817bcc99a96b7ea6c25cf3676b32cf119bb13a7745632f"
    command                    = ["/app/api", "migrate"]
    resources                  = { cpu = "1", memory = "2Gi" }
    replica_timeout_in_seconds = 900
    replica_retry_limit        = 0
    needs                      = []
    config = {
      APP_ENV                  = "dev"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_BACKUP_USER     = "id-crewdesk-backup-dev"
      DATABASE_HOST            = "psql-crewdesk-dev-4ca484.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-migrate-dev"
      FEATURE_BILLING_PORTAL   = "true"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "debug"
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
    name                       = "caj-crewdesk-audit-export-dev"
    identity_name              = "id-crewdesk-audit-export-dev"
    image                      = "cracmecrewdeskdev.azurecr.io/crewdesk-worker:v2.4.0-dev.12@sha256:b61222801a32a08abb3d3bdad1e3f55b1512534a7873fe0ed15ba39a87bc3a01"
    command                    = ["/app/worker", "export-audit-log"]
    resources                  = { cpu = "1", memory = "2Gi" }
    schedule                   = "23 5 1 * *"
    replica_timeout_in_seconds = 3600
    replica_retry_limit        = 2
    needs                      = []
    config = {
      APP_ENV                  = "dev"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-dev-4ca484.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-audit-export-dev"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "debug"
      PORT                     = "8080"
    }
    secrets = {
      mail-provider    = { as = "file", env = "MAIL_PROVIDER" }
      payment-provider = { as = "file", env = "PAYMENT_PROVIDER" }
    }
  }
  subscription-audit = {
    name                       = "caj-crewdesk-subscription-269e4e"
    identity_name              = "id-crewdesk-subscription-audit-dev"
    image                      = "cracmecrewdeskdev.azurecr.io/crewdesk-worker:v2.4.0-dev.12@sha256:b61222801a32a08abb3d3bdad1e3f55b1512534a7873fe0ed15ba39a87bc3a01"
    command                    = ["/app/worker", "audit-subscriptions"]
    resources                  = { cpu = "1", memory = "2Gi" }
    schedule                   = "43 4 * * 1"
    replica_timeout_in_seconds = 3600
    replica_retry_limit        = 2
    needs                      = []
    config = {
      APP_ENV                  = "dev"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-dev-4ca484.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-subscription-audit-dev"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "debug"
      PORT                     = "8080"
    }
    secrets = {
      mail-provider    = { as = "file", env = "MAIL_PROVIDER" }
      payment-provider = { as = "file", env = "PAYMENT_PROVIDER" }
    }
  }
  trial-sweeper = {
    name                       = "caj-crewdesk-trial-sweeper-dev"
    identity_name              = "id-crewdesk-trial-sweeper-dev"
    image                      = "cracmecrewdeskdev.azurecr.io/crewdesk-worker:v2.4.0-dev.12@sha256:b61222801a32a08abb3d3bdad1e3f55b1512534a7873fe0ed15ba39a87bc3a01"
    command                    = ["/app/worker", "sweep-trials"]
    resources                  = { cpu = "1", memory = "2Gi" }
    schedule                   = "17 3 * * *"
    replica_timeout_in_seconds = 1800
    replica_retry_limit        = 2
    needs                      = []
    config = {
      APP_ENV                  = "dev"
      CACHE_FALLBACK           = "bypass"
      CACHE_PORT               = "10000"
      CACHE_STALE_SECONDS      = "120"
      CACHE_TTL_SECONDS        = "30"
      DATABASE_HOST            = "psql-crewdesk-dev-4ca484.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-trial-sweeper-dev"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "debug"
      PORT                     = "8080"
    }
    secrets = {
      mail-provider    = { as = "file", env = "MAIL_PROVIDER" }
      payment-provider = { as = "file", env = "PAYMENT_PROVIDER" }
    }
  }
}

postgres = {
  name                         = "psql-crewdesk-dev-4ca484"
  postgres_version             = "16"
  sku_name                     = "B_Standard_B1ms"
  storage_mb                   = 32768
  databases                    = ["crewdesk"]
  backup_retention_days        = 7
  geo_redundant_backup_enabled = false
  high_availability_mode       = "Disabled"
  lock_enabled                 = false
  administrators = {
    developers = {
      object_id      = "6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a51"
      principal_name = "crewdesk-developers"
      principal_type = "Group"
    }
  }
  maintenance_window = { day_of_week = 0, start_hour = 2 }
  replicas           = []
  parameters = [
    { name = "azure.extensions", value = "PG_STAT_STATEMENTS" },
    { name = "log_min_duration_statement", value = "500" },
    { name = "pg_stat_statements.track", value = "top" },
    { name = "track_io_timing", value = "on" },
  ]
}

redis = {
  name                      = "amr-crewdesk-dev-4ca484"
  sku_name                  = "Balanced_B0"
  high_availability_enabled = false
  eviction_policy           = "VolatileLRU"
  private_endpoint_name     = "pep-crewdesk-dev-cache"
}

service_bus = {
  name                          = "sbns-crewdesk-dev-4ca484"
  sku                           = "Standard"
  messaging_units               = 1
  public_network_access_enabled = true
  lock_enabled                  = false
  private_endpoint_name         = "pep-crewdesk-dev-queues"
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
  name                  = "stcrewdeskdevarchib52e4a"
  replication_type      = "LRS"
  lock_enabled          = false
  private_endpoint_name = "pep-crewdesk-dev-archive"
  containers = [
    {
      name                = "audit"
      cold_after_days     = 30
      delete_after_days   = 2
      immutable_days      = 1
      immutability_locked = false
    },
    {
      name                = "dumps"
      cold_after_days     = 30
      delete_after_days   = 7
      immutable_days      = 0
      immutability_locked = false
    },
  ]
}

postgres_backup = {
  name                       = "caj-crewdesk-backup-dev"
  identity_name              = "id-crewdesk-backup-dev"
  dump_image                 = "docker.io/library/postgres:16.14-alpine@sha256:57c72fd2a128e416c7fcc499958864df5301e940bca0a56f58fddf30ffc07777"
  upload_image               = "docker.io/rclone/rclone:1.75.1@sha256:45401ad7410db1d67ffdb58e19059ad20b0d8e0285a60e38bbec55cc1019c7a5"
  schedule                   = "17 2 * * *"
  replica_timeout_in_seconds = 7200
  database_name              = "crewdesk"
}

storage_sites = {
  web = {
    name                       = "stcrewdeskwebdev38c50e"
    replication_type           = "LRS"
    lock_enabled               = false
    index_document             = "index.html"
    error_404_document         = "index.html"
    blob_private_endpoint_name = "pep-crewdesk-dev-web-blob"
    web_private_endpoint_name  = "pep-crewdesk-dev-web-web"
  }
}

static_web_apps = {
  docs = {
    name           = "stapp-crewdesk-docs-dev"
    location       = "westeurope"
    lock_enabled   = false
    custom_domains = ["docs.crewdesk.dev.acme.example"]
  }
}

front_door = {
  name                                = "afd-crewdesk-dev"
  endpoint_name                       = "fde-crewdesk-dev"
  firewall_policy_name                = "fdfpcrewdeskdev"
  security_policy_name                = "waf"
  response_timeout_seconds            = 30
  firewall_mode                       = "Detection"
  rate_limit_per_minute               = 600
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
    Strict-Transport-Security    = "max-age=86400; includeSubDomains"
    X-Content-Type-Options       = "nosniff"
    X-Frame-Options              = "DENY"
  }
}

custom_domains = {
  app = { host_name = "crewdesk.dev.acme.example" }
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

budget = {
  name           = "crewdesk-dev-monthly"
  amount         = 400
  start_date     = "2026-12-01T00:00:00Z"
  contact_emails = []
}

deploy_identity = {
  name           = "id-crewdesk-deploy-dev"
  github_subject = "repo:acme/crewdesk:environment:dev"
}

infrastructure_principal_id = "8e7d6c5b-4a39-4281-9f0e-1d2c3b4a5961"
