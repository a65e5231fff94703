# Compiled from environments/dev.yaml and what it extends: change those, not this file.
subscription_id = "0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b11"
tenant_id       = "9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601"
location        = "westeurope"
tags = {
  environment  = "dev"
  managed_by   = "formwork"
  organisation = "acme"
  owner        = "team-ledger"
  tier         = "development"
  workload     = "ledger"
}

resource_group = { name = "rg-ledger-dev" }

monitoring = {
  workspace_name            = "log-ledger-dev"
  application_insights_name = "appi-ledger-dev"
  retention_in_days         = 30
  daily_quota_gb            = -1
}

network = {
  name          = "vnet-ledger-dev"
  address_space = "10.31.0.0/16"
  nodes_subnet = {
    name                        = "snet-nodes"
    address_prefix              = "10.31.0.0/19"
    network_security_group_name = "nsg-ledger-dev-nodes"
  }
  private_endpoints_subnet = {
    name                        = "snet-endpoints"
    address_prefix              = "10.31.32.0/22"
    network_security_group_name = "nsg-ledger-dev-endpoints"
  }
  database_subnet = {
    name                        = "snet-database"
    address_prefix              = "10.31.40.0/24"
    network_security_group_name = "nsg-ledger-dev-database"
  }
  internet_egress_enabled    = false
  private_endpoints_ports    = ["10000"]
  service_bus_egress_enabled = true
}

registry = {
  name                    = "cracmeledgerdev"
  zone_redundancy_enabled = false
  untagged_retention_days = 30
  replicas                = []
  lock_enabled            = false
  private_endpoint_name   = "pep-ledger-dev-registry"
}

key_vault = {
  name                       = "kv-ledger-dev-1f50c9"
  sku_name                   = "standard"
  purge_protection_enabled   = false
  soft_delete_retention_days = 7
  lock_enabled               = false
  private_endpoint_name      = "pep-ledger-dev-vault"
}

aks = {
  name                     = "aks-ledger-dev"
  identity_name            = "id-ledger-aks-dev"
  logs_rule_name           = "dcr-ledger-dev-logs"
  node_resource_group_name = "rg-ledger-dev-nodes"
  admin_group_object_ids   = ["6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a61"]
  sku_tier                 = "Free"
  upgrade_channel          = "stable"
  node_os_upgrade_channel  = "NodeImage"
  maintenance_window       = { day_of_week = "Sunday", start_time = "02:00" }
  zones                    = []
  network_policy           = "cilium"
  pod_cidr                 = "10.244.0.0/16"
  service_cidr             = "172.20.0.0/16"
  dns_service_ip           = "172.20.0.10"
  system_pool              = { vm_size = "Standard_D2ds_v5", min_count = 1, max_count = 2, os_disk_size_gb = 64 }
  node_pools = [
    {
      name            = "apps"
      vm_size         = "Standard_D2ds_v5"
      min_count       = 1
      max_count       = 3
      os_disk_size_gb = 64
      spot            = false
    },
    {
      name            = "batch"
      vm_size         = "Standard_D2ds_v5"
      min_count       = 0
      max_count       = 3
      os_disk_size_gb = 64
      spot            = true
    },
  ]
  defender_enabled   = false
  prometheus_enabled = false
  keda_enabled       = true
}

workloads = {
  backup = {
    identity_name = "id-ledger-backup-dev"
    subjects = [
      { name = "backup", subject = "system:serviceaccount:ledger-dev:backup" },
    ]
    secrets = []
  }
  migrate = {
    identity_name = "id-ledger-migrate-dev"
    subjects = [
      { name = "migrate", subject = "system:serviceaccount:ledger-dev:migrate" },
    ]
    secrets = []
  }
  api = {
    identity_name = "id-ledger-api-dev"
    subjects = [
      { name = "service-api", subject = "system:serviceaccount:ledger-dev:api" },
    ]
    secrets = ["signing-key"]
  }
  postings = {
    identity_name = "id-ledger-postings-dev"
    subjects = [
      { name = "service-postings", subject = "system:serviceaccount:ledger-dev:postings" },
      { name = "job-importer", subject = "system:serviceaccount:ledger-dev:importer" },
      { name = "job-statements", subject = "system:serviceaccount:ledger-dev:statements" },
      { name = "scaler", subject = "system:serviceaccount:kube-system:keda-operator" },
    ]
    secrets = ["bank-api"]
  }
}

postgres = {
  name                         = "psql-ledger-dev-1f50c9"
  postgres_version             = "17"
  sku_name                     = "B_Standard_B1ms"
  storage_mb                   = 32768
  databases                    = ["ledger"]
  backup_retention_days        = 7
  geo_redundant_backup_enabled = false
  high_availability_mode       = "Disabled"
  lock_enabled                 = false
  administrators               = {}
  maintenance_window           = { day_of_week = 0, start_hour = 2 }
  replicas                     = []
  parameters = [
    { name = "azure.extensions", value = "PG_STAT_STATEMENTS" },
    { name = "log_min_duration_statement", value = "500" },
    { name = "pg_stat_statements.track", value = "top" },
    { name = "track_io_timing", value = "on" },
  ]
}

redis = {
  name                      = "amr-ledger-dev-1f50c9"
  sku_name                  = "Balanced_B0"
  high_availability_enabled = false
  eviction_policy           = "VolatileLRU"
  private_endpoint_name     = "pep-ledger-dev-cache"
}

service_bus = {
  name                          = "sbns-ledger-dev-1f50c9"
  sku                           = "Standard"
  messaging_units               = 1
  public_network_access_enabled = true
  lock_enabled                  = false
  private_endpoint_name         = "pep-ledger-dev-queues"
}

queues = {
  imports = {
    lock_duration         = "PT1M"
    default_message_ttl   = "P14D"
    max_delivery_count    = 5
    max_size_in_megabytes = 1024
  }
  transfers = {
    lock_duration         = "PT1M"
    default_message_ttl   = "P14D"
    max_delivery_count    = 5
    max_size_in_megabytes = 1024
  }
}

archive = {
  name                  = "stledgerdevarchiveab22c5"
  replication_type      = "LRS"
  lock_enabled          = false
  private_endpoint_name = "pep-ledger-dev-archive"
  containers = [
    {
      name                = "dumps"
      cold_after_days     = 30
      delete_after_days   = 7
      immutable_days      = 0
      immutability_locked = false
    },
  ]
}

storage_sites = {
  web = {
    name                       = "stledgerwebdev43ba57"
    replication_type           = "LRS"
    lock_enabled               = false
    index_document             = "index.html"
    error_404_document         = "404.html"
    blob_private_endpoint_name = "pep-ledger-dev-web-blob"
    web_private_endpoint_name  = "pep-ledger-dev-web-web"
  }
}

front_door = {
  name                                = "afd-ledger-dev"
  endpoint_name                       = "fde-ledger-dev"
  firewall_policy_name                = "fdfpledgerdev"
  security_policy_name                = "waf"
  response_timeout_seconds            = 30
  firewall_mode                       = "Prevention"
  rate_limit_per_minute               = 600
  max_request_bytes                   = 1048576
  allowed_countries                   = []
  content_security_policy             = "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
  content_security_policy_rest        = []
  content_security_policy_report_only = true
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

private_link_service_id = "/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b11/resourceGroups/rg-ledger-dev-nodes/providers/Microsoft.Network/privateLinkServices/pls-ledger-dev"

custom_domains = {
  app = { host_name = "ledger.dev.acme.example" }
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
    probe_path    = "/.well-known/health/api"
    rule_set_name = "appapi"
    service       = "api"
  }
}

budget = {
  name           = "ledger-dev-monthly"
  amount         = 600
  start_date     = "2026-12-01T00:00:00Z"
  contact_emails = []
}

deploy_identity = {
  name           = "id-ledger-deploy-dev"
  github_subject = "repo:acme/ledger:environment:dev"
}
