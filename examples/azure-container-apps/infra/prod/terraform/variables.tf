variable "subscription_id" {
  description = "Subscription that everything is made in."
  type        = string
}

variable "tenant_id" {
  description = "Microsoft Entra tenant whose identities are let in."
  type        = string
}

variable "location" {
  description = "Azure region of all resources."
  type        = string
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
}

variable "resource_group" {
  description = "Resource group of the environment."
  type = object({
    name = string
  })
}

variable "monitoring" {
  description = "Log Analytics workspace and Application Insights: names, days that logs can be searched, and gigabytes a day (-1 for no limit)."
  type = object({
    workspace_name            = string
    application_insights_name = string
    retention_in_days         = number
    daily_quota_gb            = number
  })
}

variable "network" {
  description = "Virtual network: its range, its subnets with their security groups, and whether containers may reach the internet."
  type = object({
    name          = string
    address_space = string
    container_apps_subnet = object({
      name                        = string
      address_prefix              = string
      network_security_group_name = string
    })
    private_endpoints_subnet = object({
      name                        = string
      address_prefix              = string
      network_security_group_name = string
    })
    database_subnet = object({
      name                        = string
      address_prefix              = string
      network_security_group_name = string
    })
    internet_egress_enabled    = bool
    private_endpoints_ports    = list(string)
    service_bus_egress_enabled = bool
  })
}

variable "registry" {
  description = "Container registry: its name, which is unique in all of Azure, and its copies in other regions."
  type = object({
    name                    = string
    zone_redundancy_enabled = bool
    untagged_retention_days = number
    replicas                = list(object({ location = string }))
    lock_enabled            = bool
    private_endpoint_name   = string
  })
}

variable "key_vault" {
  description = "Key Vault of the environment. Purge protection cannot be taken back."
  type = object({
    name                       = string
    sku_name                   = string
    purge_protection_enabled   = bool
    soft_delete_retention_days = number
    lock_enabled               = bool
    private_endpoint_name      = string
  })
}

variable "key_encryption" {
  description = "Key that services wrap theirs with: when its first version ends, when the vault makes the next one, and who uses it."
  type = object({
    name            = string
    key_type        = string
    expiration_date = string
    rotate_after    = string
    expire_after    = string
    users           = list(string)
  })
}

variable "container_apps_environment" {
  description = "Container Apps environment. Zone redundancy is fixed once it is made."
  type = object({
    name                               = string
    infrastructure_resource_group_name = string
    zone_redundancy_enabled            = bool
    mutual_tls_enabled                 = bool
  })
}

variable "container_apps" {
  description = "Services, by name. `image` is what an app is first made with: releases set it afterwards. `needs` are services whose addresses it is given, `secrets` those of the vault that it may read, each as a file or as an environment variable."
  type = map(object({
    name          = string
    identity_name = string
    image         = string
    command       = optional(list(string))
    args          = optional(list(string))
    resources = object({
      cpu    = number
      memory = string
    })
    revision_mode = string
    needs         = list(string)
    queues = list(object({
      name                 = string
      messages_per_replica = number
    }))
    ingress = optional(object({
      target_port       = number
      external_enabled  = bool
      allowed_ip_ranges = map(string)
    }))
    config = map(string)
    secrets = map(object({
      as  = string
      env = string
    }))
    probes = object({
      port = number
      startup = object({
        path                    = string
        interval_seconds        = number
        timeout                 = number
        failure_count_threshold = number
      })
      readiness = object({
        path                    = string
        interval_seconds        = number
        timeout                 = number
        failure_count_threshold = number
      })
      liveness = object({
        path                    = string
        interval_seconds        = number
        timeout                 = number
        failure_count_threshold = number
      })
    })
    scale = object({
      min_replicas        = number
      max_replicas        = number
      concurrent_requests = optional(number)
      cpu_utilization     = number
    })
    termination_grace_period_seconds = number
  }))
}

variable "container_app_jobs" {
  description = "Jobs, by name; those without a schedule are started by a workflow. `image` is what a job is first made with: releases set it afterwards."
  type = map(object({
    name          = string
    identity_name = string
    image         = string
    command       = list(string)
    resources = object({
      cpu    = number
      memory = string
    })
    schedule                   = optional(string)
    replica_timeout_in_seconds = number
    replica_retry_limit        = number
    needs                      = list(string)
    config                     = map(string)
    secrets = map(object({
      as  = string
      env = string
    }))
  }))
}

variable "postgres" {
  description = "PostgreSQL flexible server: size, backups, standby, and who administers it beside the migration. Geo-redundant backup is fixed once it is made."
  type = object({
    name                         = string
    postgres_version             = string
    sku_name                     = string
    storage_mb                   = number
    databases                    = list(string)
    backup_retention_days        = number
    geo_redundant_backup_enabled = bool
    high_availability_mode       = string
    lock_enabled                 = bool
    administrators = map(object({
      object_id      = string
      principal_name = string
      principal_type = string
    }))
    maintenance_window = object({
      day_of_week = number
      start_hour  = number
    })
    replicas = list(object({
      key      = string
      name     = string
      sku_name = string
    }))
    parameters = list(object({
      name  = string
      value = string
    }))
  })
}

variable "redis" {
  description = "Redis cache: size, replicas, how often it is written to disk (never, if null), and what goes when it is full."
  type = object({
    name                      = string
    sku_name                  = string
    high_availability_enabled = bool
    persistence_frequency     = optional(string)
    eviction_policy           = string
    private_endpoint_name     = string
  })
}

variable "service_bus" {
  description = "Service Bus namespace: whether it has machines and a private endpoint of its own (`Premium`) or is shared (`Standard`)."
  type = object({
    name                          = string
    sku                           = string
    messaging_units               = number
    public_network_access_enabled = bool
    lock_enabled                  = bool
    private_endpoint_name         = string
  })
}

variable "queues" {
  description = "Queues, by name. Times are ISO 8601 durations; after `max_delivery_count` tries a message is a dead letter."
  type = map(object({
    lock_duration              = string
    default_message_ttl        = string
    max_delivery_count         = number
    max_size_in_megabytes      = number
    duplicate_detection_window = optional(string)
  }))
}

variable "archive" {
  description = "Storage account of backups and audit logs: copies of its data, and its containers with the days after which what is in them gets cold, goes, and can be changed."
  type = object({
    name                  = string
    replication_type      = string
    lock_enabled          = bool
    private_endpoint_name = string
    containers = list(object({
      name                = string
      cold_after_days     = number
      delete_after_days   = number
      immutable_days      = number
      immutability_locked = bool
    }))
  })
}

variable "postgres_backup" {
  description = "Job that copies the database, with an identity of its own."
  type = object({
    name                       = string
    identity_name              = string
    dump_image                 = string
    upload_image               = string
    schedule                   = string
    replica_timeout_in_seconds = number
    database_name              = string
  })
}

variable "storage_sites" {
  description = "Static sites in storage accounts, by name."
  type = map(object({
    name                       = string
    replication_type           = string
    lock_enabled               = bool
    index_document             = string
    error_404_document         = string
    blob_private_endpoint_name = string
    web_private_endpoint_name  = string
  }))
}

variable "static_web_apps" {
  description = "Static sites with a host of their own, by name."
  type = map(object({
    name           = string
    location       = string
    lock_enabled   = bool
    custom_domains = list(string)
  }))
}

variable "dns_zone" {
  description = "Public DNS zone that is there already, and the names in it, by domain."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
    records = list(object({
      domain = string
      name   = string
    }))
  })
}

variable "front_door" {
  description = "Front Door and its firewall: names, limits, and the headers of every answer. A policy longer than 640 bytes goes on in `content_security_policy_rest`."
  type = object({
    name                                = string
    endpoint_name                       = string
    firewall_policy_name                = string
    security_policy_name                = string
    response_timeout_seconds            = number
    firewall_mode                       = string
    rate_limit_per_minute               = number
    max_request_bytes                   = number
    allowed_countries                   = list(string)
    content_security_policy             = optional(string)
    content_security_policy_rest        = list(string)
    content_security_policy_report_only = bool
    response_headers                    = map(string)
  })
}

variable "custom_domains" {
  description = "Domains of the environment, by the name of the resource."
  type        = map(object({ host_name = string }))
}

variable "routes" {
  description = "What is served under which domain, and by which service or site."
  type = map(object({
    domains       = list(string)
    patterns      = list(string)
    service       = optional(string)
    site          = optional(string)
    probe_path    = string
    rule_set_name = string
  }))
}

variable "alerts" {
  description = "Who is told of what; alerts on metrics (of the resource `target`) and on logs; addresses that are asked from outside."
  type = object({
    action_groups = list(object({
      urgency = string
      name    = string
      emails = list(object({
        name    = string
        address = string
      }))
      webhooks = list(object({
        name           = string
        service_uri    = string
        object_id      = string
        identifier_uri = optional(string)
      }))
    }))
    metric_alerts = list(object({
      name             = string
      target           = string
      description      = string
      metric_namespace = string
      metric_name      = string
      aggregation      = string
      operator         = string
      threshold        = number
      dimension_name   = string
      dimension_values = list(string)
      frequency        = string
      window           = string
      severity         = number
      action_group     = string
    }))
    log_alerts = list(object({
      name         = string
      description  = string
      query        = string
      threshold    = number
      frequency    = string
      window       = string
      severity     = number
      action_group = string
    }))
    web_tests = list(object({
      name        = string
      description = string
      url         = string
      frequency   = number
      locations   = list(string)
    }))
  })
}

variable "workbook" {
  description = "Workbook: its name, a GUID, and what people read. What is on it is in ../workbook.json."
  type = object({
    name         = string
    display_name = string
  })
}

variable "budget" {
  description = "What a month may cost, in the currency of the subscription, and the month that counting begins with."
  type = object({
    name           = string
    amount         = number
    start_date     = string
    contact_emails = list(string)
  })
}

variable "deploy_identity" {
  description = "Identity of the deployment workflows, and the GitHub environment that may act as it."
  type = object({
    name           = string
    github_subject = string
  })
}

variable "infrastructure_principal_id" {
  description = "Object id of the identity that applies this configuration: it sets up the static sites, which is done through their data plane."
  type        = string
}
