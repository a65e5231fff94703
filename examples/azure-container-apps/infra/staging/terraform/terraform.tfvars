# Compiled from environments/staging.yaml and what it extends: change those, not this file.
subscription_id = "0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b12"
tenant_id       = "9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601"
location        = "westeurope"
tags = {
  environment  = "staging"
  managed_by   = "formwork"
  organisation = "acme"
  owner        = "team-crewdesk"
  tier         = "staging"
  workload     = "crewdesk"
}

resource_group = { name = "rg-crewdesk-staging" }

monitoring = {
  workspace_name            = "log-crewdesk-staging"
  application_insights_name = "appi-crewdesk-staging"
  retention_in_days         = 60
  daily_quota_gb            = -1
}

network = {
  name          = "vnet-crewdesk-staging"
  address_space = "10.22.0.0/16"
  container_apps_subnet = {
    name                        = "snet-apps"
    address_prefix              = "10.22.0.0/19"
    network_security_group_name = "nsg-crewdesk-staging-apps"
  }
  private_endpoints_subnet = {
    name                        = "snet-endpoints"
    address_prefix              = "10.22.32.0/22"
    network_security_group_name = "nsg-crewdesk-staging-endpoints"
  }
  database_subnet = {
    name                        = "snet-database"
    address_prefix              = "10.22.40.0/24"
    network_security_group_name = "nsg-crewdesk-staging-database"
  }
  internet_egress_enabled = true
}

registry = {
  name                    = "cracmecrewdeskstaging"
  zone_redundancy_enabled = true
  untagged_retention_days = 30
  replicas                = []
  lock_enabled            = true
  private_endpoint_name   = "pep-crewdesk-staging-registry"
}

key_vault = {
  name                       = "kv-crewdesk-stagi-d5fbdd"
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  lock_enabled               = true
  private_endpoint_name      = "pep-crewdesk-staging-vault"
}

container_apps_environment = {
  name                               = "cae-crewdesk-staging"
  infrastructure_resource_group_name = "rg-crewdesk-staging-platform"
  zone_redundancy_enabled            = true
  mutual_tls_enabled                 = true
}

container_apps = {
  api = {
    name          = "ca-crewdesk-api-staging"
    identity_name = "id-crewdesk-api-staging"
    image         = "cracmecrewdeskstaging.azurecr.io/crewdesk-api:v2.4.0-rc.1@sha256:30cd1103372957f8b20392d3569af5e26118078c8785323f0e9b7c22bd64eeb7"
    resources     = { cpu = "0.5", memory = "1Gi" }
    revision_mode = "Multiple"
    needs         = []
    ingress = {
      target_port       = 8080
      external_enabled  = true
      allowed_ip_ranges = { network = "10.22.0.0/16" }
    }
    config = {
      APP_ENV                  = "staging"
      DATABASE_HOST            = "psql-crewdesk-staging-d5fbdd.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-api-staging"
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
    scale                            = { min_replicas = 2, max_replicas = 4, concurrent_requests = 50, cpu_utilization = 65 }
    termination_grace_period_seconds = 45
  }
  worker = {
    name          = "ca-crewdesk-worker-staging"
    identity_name = "id-crewdesk-worker-staging"
    image         = "cracmecrewdeskstaging.azurecr.io/crewdesk-worker:v2.4.0-rc.1@sha256:cbe086ba5067c51c502c6d090e0a98a1ea3374eedae43a4e07fcfc096bb02005"
    resources     = { cpu = "0.5", memory = "1Gi" }
    revision_mode = "Single"
    needs         = []
    config = {
      APP_ENV                  = "staging"
      DATABASE_HOST            = "psql-crewdesk-staging-d5fbdd.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-worker-staging"
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
    scale                            = { min_replicas = 2, max_replicas = 4, cpu_utilization = 65 }
    termination_grace_period_seconds = 45
  }
}

container_app_jobs = {
  migrate = {
    name                       = "caj-crewdesk-migrate-staging"
    identity_name              = "id-crewdesk-migrate-staging"
    image                      = "cracmecrewdeskstaging.azurecr.io/crewdesk-api:v2.4.0-rc.1@sha256:30cd1103372957f8b20392d3569af5e26118078c8785323f0e9b7c22bd64eeb7"
    command                    = ["/app/api", "migrate"]
    resources                  = { cpu = "1", memory = "2Gi" }
    replica_timeout_in_seconds = 900
    replica_retry_limit        = 0
    needs                      = []
    config = {
      APP_ENV                  = "staging"
      DATABASE_HOST            = "psql-crewdesk-staging-d5fbdd.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-migrate-staging"
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
    name                       = "caj-crewdesk-subscription-236aba"
    identity_name              = "id-crewdesk-subscription-audit-staging"
    image                      = "cracmecrewdeskstaging.azurecr.io/crewdesk-worker:v2.4.0-rc.1@sha256:cbe086ba5067c51c502c6d090e0a98a1ea3374eedae43a4e07fcfc096bb02005"
    command                    = ["/app/worker", "audit-subscriptions"]
    resources                  = { cpu = "1", memory = "2Gi" }
    schedule                   = "43 4 * * 1"
    replica_timeout_in_seconds = 3600
    replica_retry_limit        = 2
    needs                      = []
    config = {
      APP_ENV                  = "staging"
      DATABASE_HOST            = "psql-crewdesk-staging-d5fbdd.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-subscription-audit-staging"
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
    name                       = "caj-crewdesk-trial-sweepe-60e161"
    identity_name              = "id-crewdesk-trial-sweeper-staging"
    image                      = "cracmecrewdeskstaging.azurecr.io/crewdesk-worker:v2.4.0-rc.1@sha256:cbe086ba5067c51c502c6d090e0a98a1ea3374eedae43a4e07fcfc096bb02005"
    command                    = ["/app/worker", "sweep-trials"]
    resources                  = { cpu = "1", memory = "2Gi" }
    schedule                   = "17 3 * * *"
    replica_timeout_in_seconds = 1800
    replica_retry_limit        = 2
    needs                      = []
    config = {
      APP_ENV                  = "staging"
      DATABASE_HOST            = "psql-crewdesk-staging-d5fbdd.postgres.database.azure.com"
      DATABASE_MAX_CONNECTIONS = "5"
      DATABASE_NAME            = "crewdesk"
      DATABASE_PORT            = "5432"
      DATABASE_SSL_MODE        = "verify-full"
      DATABASE_USER            = "id-crewdesk-trial-sweeper-staging"
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
  name                         = "psql-crewdesk-staging-d5fbdd"
  postgres_version             = "16"
  sku_name                     = "GP_Standard_D2ds_v5"
  storage_mb                   = 65536
  databases                    = ["crewdesk"]
  backup_retention_days        = 14
  geo_redundant_backup_enabled = false
  high_availability_mode       = "Disabled"
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
    name                       = "stcrewdeskwebstagib2bb4e"
    replication_type           = "ZRS"
    lock_enabled               = true
    index_document             = "index.html"
    error_404_document         = "index.html"
    blob_private_endpoint_name = "pep-crewdesk-staging-web-blob"
    web_private_endpoint_name  = "pep-crewdesk-staging-web-web"
  }
}

static_web_apps = {
  docs = {
    name           = "stapp-crewdesk-docs-staging"
    location       = "westeurope"
    lock_enabled   = true
    custom_domains = ["docs.crewdesk.staging.acme.example"]
  }
}

front_door = {
  name                                = "afd-crewdesk-staging"
  endpoint_name                       = "fde-crewdesk-staging"
  firewall_policy_name                = "fdfpcrewdeskstaging"
  security_policy_name                = "waf"
  response_timeout_seconds            = 30
  firewall_mode                       = "Prevention"
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
    Strict-Transport-Security    = "max-age=31536000; includeSubDomains"
    X-Content-Type-Options       = "nosniff"
    X-Frame-Options              = "DENY"
  }
}

custom_domains = {
  app = { host_name = "crewdesk.staging.acme.example" }
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
  name           = "id-crewdesk-deploy-staging"
  github_subject = "repo:acme/crewdesk:environment:staging"
}

infrastructure_principal_id = "8e7d6c5b-4a39-4281-9f0e-1d2c3b4a5962"
