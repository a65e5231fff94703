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

<% if azure.existing_workspace %>
variable "existing_workspace" {
  description = "Log Analytics workspace that is there already, and the name of the Application Insights component that stores in it."
  type = object({
    workspace_id              = string
    application_insights_name = string
  })
}
<% else %>
variable "monitoring" {
  description = "Log Analytics workspace and Application Insights: names, days that logs can be searched, and gigabytes a day (-1 for no limit)."
  type = object({
    workspace_name            = string
    application_insights_name = string
    retention_in_days         = number
    daily_quota_gb            = number
  })
}
<% end %>

<% if azure.existing_network %>
variable "existing_network" {
  description = "Virtual network that is there already, its subnets, and the resource group of its private DNS zones, where they are there, too."
  type = object({
    name                          = string
    resource_group_name           = string
    workload_subnet_name          = string
    private_endpoints_subnet_name = string
    database_subnet_name          = string
    private_dns_zones_group_id    = optional(string)
  })
}
<% else %>
variable "network" {
  description = "Virtual network: its range, its subnets with their security groups, and whether containers may reach the internet."
  type = object({
    name          = string
    address_space = string
<% if azure.aks %>
    nodes_subnet = object({
      name                        = string
      address_prefix              = string
      network_security_group_name = string
    })
<% if azure.network.ingress_source %>
    ingress_source = string
<% end %>
<% else %>
    container_apps_subnet = object({
      name                        = string
      address_prefix              = string
      network_security_group_name = string
    })
<% end %>
    private_endpoints_subnet = object({
      name                        = string
      address_prefix              = string
      network_security_group_name = string
    })
<% if azure.postgres %>
    database_subnet = object({
      name                        = string
      address_prefix              = string
      network_security_group_name = string
    })
<% end %>
    internet_egress_enabled    = bool
    private_endpoints_ports    = list(string)
    service_bus_egress_enabled = bool
  })
}
<% end %>
<% if azure.existing_registry %>

variable "existing_registry" {
  description = "Container registry that is there already."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
  })
}
<% elif azure.registry %>

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
<% else %>

variable "registry_server" {
  description = "Host name of the container registry, which is made elsewhere. The identities of services and jobs need AcrPull there."
  type        = string
}
<% end %>

<% if azure.existing_vault %>
variable "existing_vault" {
  description = "Key Vault that is there already."
  type = object({
    name                = string
    resource_group_name = string
  })
}
<% else %>
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
<% end %>

<% if azure.key_encryption %>
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
<% end %>

<% if azure.container_apps_environment %>
<% if azure.existing_container_apps_environment %>
variable "existing_container_apps_environment" {
  description = "Container Apps environment that is there already."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
  })
}
<% else %>
variable "container_apps_environment" {
  description = "Container Apps environment. Zone redundancy is fixed once it is made."
  type = object({
    name                               = string
    infrastructure_resource_group_name = string
    zone_redundancy_enabled            = bool
    mutual_tls_enabled                 = bool
<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
    workload_profiles = list(object({
      name          = string
      type          = string
      minimum_count = number
      maximum_count = number
    }))
<% end %>
  })
}
<% end %>

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
<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
    workload_profile_name = optional(string)
<% end %>
    revision_mode = string
    needs         = list(string)
<% if length(queues) > 0 %>
    queues = list(object({
      name                 = string
      messages_per_replica = number
    }))
<% end %>
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
<% end %>
<% if azure.container_apps_environment != null and (length(jobs) > 0 or database.migrations != null) %>

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
<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
    workload_profile_name      = optional(string)
<% end %>
    schedule                   = optional(string)
<% if any(j, job in jobs, job.queue != null) %>
    event = optional(object({
      queue                  = string
      max_executions         = number
      messages_per_execution = number
    }))
<% end %>
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
<% end %>
<% if azure.aks %>

<% if azure.existing_aks %>
variable "existing_aks" {
  description = "Cluster that is there already."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
  })
}
<% else %>
variable "aks" {
  description = "Cluster: who administers it, how it is upgraded, its addresses, which nobody outside of it knows, and its machines. Zones and addresses are fixed once it is made."
  type = object({
    name                     = string
    identity_name            = string
    logs_rule_name           = string
    node_resource_group_name = string
    admin_group_object_ids   = list(string)
    sku_tier                 = string
    upgrade_channel          = string
    node_os_upgrade_channel  = string
    maintenance_window = object({
      day_of_week = string
      start_time  = string
    })
    zones          = list(string)
    network_policy = string
    pod_cidr       = string
    service_cidr   = string
    dns_service_ip = string
    system_pool = object({
      vm_size         = string
      min_count       = number
      max_count       = number
      os_disk_size_gb = number
    })
    node_pools = list(object({
      name            = string
      vm_size         = string
      min_count       = number
      max_count       = number
      os_disk_size_gb = number
      spot            = bool
    }))
    defender_enabled   = bool
    prometheus_enabled = bool
    keda_enabled       = bool
  })
}
<% end %>

variable "workloads" {
  description = "Services and the migration, by name: their identities, the service accounts that act as them, and the secrets of the vault that they may read."
  type = map(object({
    identity_name = string
    subjects = list(object({
      name    = string
      subject = string
    }))
    secrets = list(string)
  }))
}
<% end %>
<% if azure.prometheus %>

variable "prometheus" {
  description = "Managed Prometheus: its names, and alerts on the cluster."
  type = object({
    name            = string
    endpoint_name   = string
    rule_name       = string
    rule_group_name = string
    alerts = list(object({
      name         = string
      description  = string
      expression   = string
      for          = string
      severity     = number
      action_group = string
    }))
  })
}
<% end %>
<% if azure.existing_postgres %>

variable "existing_postgres" {
  description = "Database server that is there already."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
    databases           = list(string)
    administrators = map(object({
      object_id      = string
      principal_name = string
      principal_type = string
    }))
  })
}
<% elif azure.postgres %>

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
<% end %>
<% if azure.existing_redis %>

variable "existing_redis" {
  description = "Cache that is there already."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
  })
}
<% elif azure.redis %>

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
<% end %>
<% if azure.service_bus %>

<% if azure.existing_service_bus %>
variable "existing_service_bus" {
  description = "Service Bus namespace that is there already."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
  })
}
<% else %>
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
<% end %>

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
<% end %>
<% if azure.existing_archive %>

variable "existing_archive" {
  description = "Storage account of backups and audit logs that is there already."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
    containers = list(object({
      name                = string
      immutable_days      = number
      immutability_locked = bool
    }))
  })
}
<% elif azure.archive %>

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
<% end %>
<% if azure.postgres_backup != null and azure.aks == null %>

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
<% end %>
<% if any(name, site in sites, site.storage_site != null) %>

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
<% end %>
<% if any(name, site in sites, site.existing_site != null) %>

variable "existing_sites" {
  description = "Static sites in storage accounts that are there already, by name, and what stands after the accounts' names in the hosts that these serve them at."
  type = map(object({
    id                  = string
    name                = string
    resource_group_name = string
    zone                = string
  }))
}
<% end %>
<% if any(name, site in sites, site.hosting == "static-web-app") %>

variable "static_web_apps" {
  description = "Static sites with a host of their own, by name."
  type = map(object({
    name           = string
    location       = string
    lock_enabled   = bool
    custom_domains = list(string)
  }))
}
<% end %>
<% if azure.front_door %>

<% if azure.existing_front_door %>
variable "existing_front_door" {
  description = "Front Door profile that is there already."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
    name_prefix         = string
  })
}

<% end %>
<% if azure.dns_zone %>
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

<% end %>
<% if azure.private_link_service.id %>
variable "private_link_service_id" {
  description = "Private link service that the cluster has made for its Gateway, which Front Door reaches it by."
  type        = string
}

<% end %>
variable "front_door" {
  description = "Front Door and its firewall: names, limits, and the headers of every answer. A policy longer than 640 bytes goes on in `content_security_policy_rest`."
  type = object({
    name                     = string
    endpoint_name            = string
    firewall_policy_name     = string
    security_policy_name     = string
    response_timeout_seconds = number
    firewall_mode            = string
<% if (edge.waf.mode ?? "prevention") == "canary" %>
    canary_domains     = list(string)
    canary_policy_name = string
<% end %>
    rate_limit_per_minute    = number
    max_request_bytes        = number
    allowed_countries        = list(string)
    content_security_policy  = optional(string)
    content_security_policy_rest = list(string)
    content_security_policy_report_only = bool
<% if edge.csp.tried != null or any(name, host in edge.hosts, host.csp.tried != null) %>
    content_security_policy_tried = optional(list(string), [])
<% end %>
    response_headers         = map(string)
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
<% if any(name, host in edge.hosts, host.csp != null) %>
    headers = optional(object({
      content_security_policy             = optional(string)
      content_security_policy_rest        = list(string)
      content_security_policy_report_only = bool
<% if edge.csp.tried != null or any(name, host in edge.hosts, host.csp.tried != null) %>
      content_security_policy_tried       = optional(list(string), [])
<% end %>
      response_headers                    = map(string)
    }))
<% end %>
  }))
}
<% end %>
<% if azure.alerts %>

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
<% if any(f, flow in flows, any(step in flow.steps, step.outside)) %>
      status      = optional(number)
      content     = optional(string)
<% end %>
    }))
  })
}
<% end %>
<% if azure.workbook %>

variable "workbook" {
  description = "Workbook: its name, a GUID, and what people read. What is on it is in ../workbook.json."
  type = object({
    name         = string
    display_name = string
  })
}
<% end %>
<% if azure.budget %>

variable "budget" {
  description = "What a month may cost, in the currency of the subscription, and the month that counting begins with."
  type = object({
    name           = string
    amount         = number
    start_date     = string
    contact_emails = list(string)
  })
}
<% end %>
<% if azure.deploy_identity %>

variable "deploy_identity" {
  description = "Identity of the deployment workflows, and the GitHub environment that may act as it."
  type = object({
    name           = string
    github_subject = string
  })
}
<% end %>
<% if delivery.infrastructure != null and (azure.key_encryption != null or any(name, site in sites, site.storage_site != null)) %>

variable "infrastructure_principal_id" {
  description = "Object id of the identity that applies this configuration: it sets up the static sites, which is done through their data plane."
  type        = string
}
<% end %>
