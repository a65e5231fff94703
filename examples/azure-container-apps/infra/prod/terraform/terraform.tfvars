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
  internet_egress_enabled = true
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
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  lock_enabled               = true
  private_endpoint_name      = "pep-crewdesk-prod-vault"
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
    ingress = {
      target_port       = 8080
      external_enabled  = true
      allowed_ip_ranges = { network = "10.20.0.0/16" }
    }
    config = {
      APP_ENV                  = "prod"
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-api-prod"
      FEATURE_BILLING_PORTAL   = "false"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "info"
      PORT                     = "8080"
      TENANT_CACHE_TTL         = "30s"
    }
    secrets = {
      jwt-signing      = { as = "file", env = "JWT_SIGNING" }
      payment-provider = { as = "file", env = "PAYMENT_PROVIDER" }
      reset-signing    = { as = "file", env = "RESET_SIGNING" }
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
    config = {
      APP_ENV                  = "prod"
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
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
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-migrate-prod"
      FEATURE_BILLING_PORTAL   = "false"
      LOG_FORMAT               = "json"
      LOG_LEVEL                = "info"
      PORT                     = "8080"
      TENANT_CACHE_TTL         = "30s"
    }
    secrets = {
      jwt-signing      = { as = "file", env = "JWT_SIGNING" }
      payment-provider = { as = "file", env = "PAYMENT_PROVIDER" }
      reset-signing    = { as = "file", env = "RESET_SIGNING" }
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
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
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
      DATABASE_HOST            = "psql-crewdesk-prod-37999c.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "10"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
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

deploy_identity = {
  name           = "id-crewdesk-deploy-prod"
  github_subject = "repo:acme/crewdesk:environment:prod"
}

infrastructure_principal_id = "8e7d6c5b-4a39-4281-9f0e-1d2c3b4a5963"
