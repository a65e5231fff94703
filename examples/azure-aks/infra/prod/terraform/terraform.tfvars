# Compiled from environments/prod.yaml and what it extends: change those, not this file.
subscription_id = "0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13"
tenant_id       = "9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601"
location        = "westeurope"
tags = {
  environment  = "prod"
  managed_by   = "formwork"
  organisation = "acme"
  owner        = "team-ledger"
  tier         = "production"
  workload     = "ledger"
}

resource_group = { name = "rg-ledger-prod" }

monitoring = {
  workspace_name            = "log-ledger-prod"
  application_insights_name = "appi-ledger-prod"
  retention_in_days         = 90
  daily_quota_gb            = -1
}

network = {
  name          = "vnet-ledger-prod"
  address_space = "10.30.0.0/16"
  nodes_subnet = {
    name                        = "snet-nodes"
    address_prefix              = "10.30.0.0/19"
    network_security_group_name = "nsg-ledger-prod-nodes"
  }
  private_endpoints_subnet = {
    name                        = "snet-endpoints"
    address_prefix              = "10.30.32.0/22"
    network_security_group_name = "nsg-ledger-prod-endpoints"
  }
  database_subnet = {
    name                        = "snet-database"
    address_prefix              = "10.30.40.0/24"
    network_security_group_name = "nsg-ledger-prod-database"
  }
  internet_egress_enabled    = false
  private_endpoints_ports    = ["5671", "10000"]
  service_bus_egress_enabled = false
}

registry = {
  name                    = "cracmeledgerprod"
  zone_redundancy_enabled = true
  untagged_retention_days = 30
  replicas = [
    { location = "northeurope" },
  ]
  lock_enabled          = true
  private_endpoint_name = "pep-ledger-prod-registry"
}

key_vault = {
  name                       = "kv-ledger-prod-96529a"
  sku_name                   = "standard"
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  lock_enabled               = true
  private_endpoint_name      = "pep-ledger-prod-vault"
}

aks = {
  name                     = "aks-ledger-prod"
  identity_name            = "id-ledger-aks-prod"
  logs_rule_name           = "dcr-ledger-prod-logs"
  node_resource_group_name = "rg-ledger-prod-nodes"
  admin_group_object_ids   = ["6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a61"]
  sku_tier                 = "Standard"
  upgrade_channel          = "stable"
  node_os_upgrade_channel  = "NodeImage"
  maintenance_window       = { day_of_week = "Sunday", start_time = "02:00" }
  zones                    = ["1", "2", "3"]
  network_policy           = "cilium"
  pod_cidr                 = "10.244.0.0/16"
  service_cidr             = "172.20.0.0/16"
  dns_service_ip           = "172.20.0.10"
  system_pool              = { vm_size = "Standard_D4ds_v5", min_count = 3, max_count = 6, os_disk_size_gb = 64 }
  node_pools = [
    {
      name            = "apps"
      vm_size         = "Standard_D4ds_v5"
      min_count       = 3
      max_count       = 12
      os_disk_size_gb = 64
      spot            = false
    },
    {
      name            = "batch"
      vm_size         = "Standard_D4ds_v5"
      min_count       = 0
      max_count       = 12
      os_disk_size_gb = 64
      spot            = true
    },
  ]
  defender_enabled   = true
  prometheus_enabled = true
  keda_enabled       = true
}

workloads = {
  backup = {
    identity_name = "id-ledger-backup-prod"
    subjects = [
      { name = "backup", subject = "system:serviceaccount:ledger-prod:backup" },
    ]
    secrets = []
  }
  migrate = {
    identity_name = "id-ledger-migrate-prod"
    subjects = [
      { name = "migrate", subject = "system:serviceaccount:ledger-prod:migrate" },
    ]
    secrets = []
  }
  api = {
    identity_name = "id-ledger-api-prod"
    subjects = [
      { name = "service-api", subject = "system:serviceaccount:ledger-prod:api" },
    ]
    secrets = ["signing-key"]
  }
  postings = {
    identity_name = "id-ledger-postings-prod"
    subjects = [
      { name = "service-postings", subject = "system:serviceaccount:ledger-prod:postings" },
      { name = "job-importer", subject = "system:serviceaccount:ledger-prod:importer" },
      { name = "job-statements", subject = "system:serviceaccount:ledger-prod:statements" },
      { name = "scaler", subject = "system:serviceaccount:kube-system:keda-operator" },
    ]
    secrets = ["bank-api"]
  }
}

prometheus = {
  name            = "amw-ledger-prod"
  endpoint_name   = "dce-ledger-prod"
  rule_name       = "dcr-ledger-prod-metrics"
  rule_group_name = "prg-ledger-prod"
  alerts = [
    {
      name         = "node-not-ready"
      description  = "A machine of the cluster is away."
      expression   = "kube_node_status_condition{condition=\"Ready\",status=\"true\"} == 0"
      "for"        = "PT15M"
      severity     = 1
      action_group = "page"
    },
    {
      name         = "pods-pending"
      description  = "Pods find no machine to run on."
      expression   = "sum by (namespace) (kube_pod_status_phase{phase=\"Pending\"}) > 0"
      "for"        = "PT30M"
      severity     = 3
      action_group = "ticket"
    },
    {
      name         = "pods-restarting"
      description  = "A container starts again and again."
      expression   = "max by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total[15m])) > 3"
      "for"        = "PT5M"
      severity     = 1
      action_group = "page"
    },
    {
      name         = "replicas-missing"
      description  = "A Deployment has fewer pods than it asks for."
      expression   = "kube_deployment_spec_replicas - kube_deployment_status_replicas_available > 0"
      "for"        = "PT15M"
      severity     = 1
      action_group = "page"
    },
    {
      name         = "jobs-failed"
      description  = "A job has failed."
      expression   = "max by (namespace, job_name) (kube_job_status_failed) > 0"
      "for"        = "PT5M"
      severity     = 3
      action_group = "ticket"
    },
    {
      name         = "volumes-full"
      description  = "A volume fills up."
      expression   = "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.15"
      "for"        = "PT15M"
      severity     = 3
      action_group = "ticket"
    },
  ]
}

postgres = {
  name                         = "psql-ledger-prod-96529a"
  postgres_version             = "17"
  sku_name                     = "GP_Standard_D2ds_v5"
  storage_mb                   = 131072
  databases                    = ["ledger"]
  backup_retention_days        = 35
  geo_redundant_backup_enabled = true
  high_availability_mode       = "ZoneRedundant"
  lock_enabled                 = true
  administrators = {
    operators = {
      object_id      = "6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a52"
      principal_name = "ledger-operators"
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
  name                      = "amr-ledger-prod-96529a"
  sku_name                  = "Balanced_B3"
  high_availability_enabled = true
  persistence_frequency     = "1h"
  eviction_policy           = "VolatileLRU"
  private_endpoint_name     = "pep-ledger-prod-cache"
}

service_bus = {
  name                          = "sbns-ledger-prod-96529a"
  sku                           = "Premium"
  messaging_units               = 1
  public_network_access_enabled = false
  lock_enabled                  = true
  private_endpoint_name         = "pep-ledger-prod-queues"
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
  name                  = "stledgerprodarchiv5b6f0c"
  replication_type      = "RAGZRS"
  lock_enabled          = true
  private_endpoint_name = "pep-ledger-prod-archive"
  containers = [
    {
      name                = "dumps"
      cold_after_days     = 30
      delete_after_days   = 365
      immutable_days      = 0
      immutability_locked = false
    },
  ]
}

storage_sites = {
  web = {
    name                       = "stledgerwebprod3255ce"
    replication_type           = "RAGZRS"
    lock_enabled               = true
    index_document             = "index.html"
    error_404_document         = "404.html"
    blob_private_endpoint_name = "pep-ledger-prod-web-blob"
    web_private_endpoint_name  = "pep-ledger-prod-web-web"
  }
}

front_door = {
  name                                = "afd-ledger-prod"
  endpoint_name                       = "fde-ledger-prod"
  firewall_policy_name                = "fdfpledgerprod"
  security_policy_name                = "waf"
  response_timeout_seconds            = 30
  firewall_mode                       = "Prevention"
  rate_limit_per_minute               = 600
  max_request_bytes                   = 1048576
  allowed_countries                   = []
  content_security_policy             = "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
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

private_link_service_id = "/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13/resourceGroups/rg-ledger-prod-nodes/providers/Microsoft.Network/privateLinkServices/pls-ledger-prod"

custom_domains = {
  app = { host_name = "ledger.acme.example" }
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

alerts = {
  action_groups = [
    {
      urgency = "page"
      name    = "ag-ledger-prod-page"
      emails = [
        { name = "on-call-ac24b1", address = "ledger@acme.pagerduty.example" },
      ]
      webhooks = []
    },
    {
      urgency = "ticket"
      name    = "ag-ledger-prod-ticket"
      emails = [
        { name = "team-f29d71", address = "team-ledger@acme.example" },
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
      threshold        = 687
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
      name             = "imports-dead-letters"
      target           = "service-bus"
      description      = "There are messages in the queue imports that nobody could work on."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "DeadletteredMessages"
      aggregation      = "Maximum"
      operator         = "GreaterThan"
      threshold        = 0
      dimension_name   = "EntityName"
      dimension_values = ["imports"]
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "imports-backlog"
      target           = "service-bus"
      description      = "Messages of the queue imports wait too long."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "ActiveMessages"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 1000
      dimension_name   = "EntityName"
      dimension_values = ["imports"]
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "transfers-dead-letters"
      target           = "service-bus"
      description      = "There are messages in the queue transfers that nobody could work on."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "DeadletteredMessages"
      aggregation      = "Maximum"
      operator         = "GreaterThan"
      threshold        = 0
      dimension_name   = "EntityName"
      dimension_values = ["transfers"]
      frequency        = "PT1M"
      window           = "PT5M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "transfers-backlog"
      target           = "service-bus"
      description      = "Messages of the queue transfers wait too long."
      metric_namespace = "Microsoft.ServiceBus/namespaces"
      metric_name      = "ActiveMessages"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 1000
      dimension_name   = "EntityName"
      dimension_values = ["transfers"]
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 3
      action_group     = "ticket"
    },
    {
      name             = "nodes-cpu"
      target           = "aks"
      description      = "The machines of the cluster have too much to do."
      metric_namespace = "Microsoft.ContainerService/managedClusters"
      metric_name      = "node_cpu_usage_percentage"
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
      name             = "nodes-memory"
      target           = "aks"
      description      = "The memory of the cluster's machines runs out."
      metric_namespace = "Microsoft.ContainerService/managedClusters"
      metric_name      = "node_memory_working_set_percentage"
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
      name             = "nodes-disk"
      target           = "aks"
      description      = "The disk of a machine fills up."
      metric_namespace = "Microsoft.ContainerService/managedClusters"
      metric_name      = "node_disk_usage_percentage"
      aggregation      = "Maximum"
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
      name             = "pods-unschedulable"
      target           = "aks"
      description      = "Pods wait for machines that do not come."
      metric_namespace = "Microsoft.ContainerService/managedClusters"
      metric_name      = "cluster_autoscaler_unschedulable_pods_count"
      aggregation      = "Average"
      operator         = "GreaterThan"
      threshold        = 0
      dimension_name   = ""
      dimension_values = []
      frequency        = "PT5M"
      window           = "PT15M"
      severity         = 1
      action_group     = "page"
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
  ]
  web_tests = [
    {
      name        = "reach-app"
      description = "The host ledger.acme.example does not answer from outside as it should."
      url         = "https://ledger.acme.example/"
      frequency   = 300
      locations   = ["emea-nl-ams-azr", "emea-gb-db3-azr", "emea-fr-pra-edge", "emea-ru-msa-edge", "us-va-ash-azr"]
    },
  ]
}

workbook = { name = "ed402145-e1bb-426b-8310-fbc64d2b8915", display_name = "ledger prod" }

budget = {
  name           = "ledger-prod-monthly"
  amount         = 5000
  start_date     = "2026-12-01T00:00:00Z"
  contact_emails = []
}

deploy_identity = {
  name           = "id-ledger-deploy-prod"
  github_subject = "repo:acme/ledger:environment:prod"
}
