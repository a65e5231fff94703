# What the control plane acts as: it joins nodes to their subnet, and nothing else.
resource "azurerm_user_assigned_identity" "cluster" {
  name                = var.identity_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "network" {
  scope                = var.nodes_subnet_id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.cluster.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
  sku_tier            = var.sku_tier
  node_resource_group = var.node_resource_group_name
  dns_prefix          = var.name

  # The API answers within the network alone, and nobody runs commands past it.
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = "System"
  run_command_enabled                 = false

  # Who may do what is said by role assignments; there is no account that names nobody.
  local_account_disabled            = true
  role_based_access_control_enabled = true

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    tenant_id              = var.tenant_id
    admin_group_object_ids = var.admin_group_object_ids
  }

  # Pods prove who they are by the tokens of their service accounts.
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.cluster.id]
  }

  automatic_upgrade_channel    = var.upgrade_channel
  node_os_upgrade_channel      = var.node_os_upgrade_channel
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 168
  azure_policy_enabled         = true

  default_node_pool {
    name           = "system"
    vm_size        = var.system_pool.vm_size
    type           = "VirtualMachineScaleSets"
    vnet_subnet_id = var.nodes_subnet_id
    zones          = var.zones
    # The cluster's own pods alone; the workload has pools of its own.
    only_critical_addons_enabled = true
    auto_scaling_enabled         = true
    min_count                    = var.system_pool.min_count
    max_count                    = var.system_pool.max_count
    max_pods                     = 110
    os_sku                       = "Ubuntu"
    os_disk_type                 = "Ephemeral"
    os_disk_size_gb              = var.system_pool.os_disk_size_gb
    host_encryption_enabled      = true
    node_public_ip_enabled       = false
    temporary_name_for_rotation  = "systemtmp"

    upgrade_settings {
      max_surge = "33%"
    }
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = var.network_policy == "cilium" ? "cilium" : "azure"
    network_policy      = var.network_policy
    load_balancer_sku   = "standard"
    outbound_type       = "loadBalancer"
    pod_cidr            = var.pod_cidr
    service_cidr        = var.service_cidr
    dns_service_ip      = var.dns_service_ip

    # Policies that know hosts by name, and flows that can be seen.
    dynamic "advanced_networking" {
      for_each = var.network_policy == "cilium" ? [1] : []

      content {
        observability_enabled = true
        security_enabled      = true
      }
    }
  }

  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "2m"
  }

  oms_agent {
    log_analytics_workspace_id      = var.log_analytics_workspace_id
    msi_auth_for_monitoring_enabled = true
  }

  dynamic "microsoft_defender" {
    for_each = var.defender_enabled ? [1] : []

    content {
      log_analytics_workspace_id = var.log_analytics_workspace_id
    }
  }

  dynamic "monitor_metrics" {
    for_each = var.prometheus_enabled ? [1] : []

    content {}
  }

  dynamic "workload_autoscaler_profile" {
    for_each = var.keda_enabled ? [1] : []

    content {
      keda_enabled = true
    }
  }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = var.maintenance_window.day_of_week
    start_time  = var.maintenance_window.start_time
    utc_offset  = "+00:00"
    duration    = 4
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = var.maintenance_window.day_of_week
    start_time  = var.maintenance_window.start_time
    utc_offset  = "+00:00"
    duration    = 4
  }

  depends_on = [azurerm_role_assignment.network]

  lifecycle {
    # The autoscaler's.
    ignore_changes = [default_node_pool[0].node_count]
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "this" {
  for_each = var.node_pools

  name                        = each.key
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.this.id
  tags                        = var.tags
  mode                        = "User"
  vm_size                     = each.value.vm_size
  vnet_subnet_id              = var.nodes_subnet_id
  zones                       = var.zones
  auto_scaling_enabled        = true
  min_count                   = each.value.min_count
  max_count                   = each.value.max_count
  max_pods                    = 110
  os_sku                      = "Ubuntu"
  os_disk_type                = "Ephemeral"
  os_disk_size_gb             = each.value.os_disk_size_gb
  host_encryption_enabled     = true
  node_public_ip_enabled      = false
  temporary_name_for_rotation = "${substr(each.key, 0, 9)}tmp"

  # Machines that Azure may take back at any time, for whoever tolerates it.
  priority        = each.value.spot ? "Spot" : "Regular"
  eviction_policy = each.value.spot ? "Delete" : null
  spot_max_price  = each.value.spot ? -1 : null
  node_labels     = each.value.spot ? { "kubernetes.azure.com/scalesetpriority" = "spot" } : null
  node_taints     = each.value.spot ? ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"] : null

  dynamic "upgrade_settings" {
    for_each = each.value.spot ? [] : [1]

    content {
      max_surge = "33%"
    }
  }

  lifecycle {
    ignore_changes = [node_count]
  }
}

# Logs of the containers, by the agent of the cluster.
resource "azurerm_monitor_data_collection_rule" "logs" {
  name                = var.logs_rule_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
  kind                = "Linux"

  data_sources {
    extension {
      name           = "ContainerInsightsExtension"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-ContainerInsights-Group-Default"]
      extension_json = jsonencode({
        dataCollectionSettings = {
          enableContainerLogV2   = true
          interval               = "1m"
          namespaceFilteringMode = "Off"
        }
      })
    }
  }

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = var.log_analytics_workspace_id
    }
  }

  data_flow {
    streams      = ["Microsoft-ContainerInsights-Group-Default"]
    destinations = ["workspace"]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "logs" {
  name                    = "ContainerInsightsExtension"
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.logs.id
}

# Who changed what through the API; kube-audit would say the same of every read, at many times the cost.
resource "azurerm_monitor_diagnostic_setting" "cluster" {
  name                       = "log-analytics"
  target_resource_id         = azurerm_kubernetes_cluster.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category = "cluster-autoscaler"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "kube-apiserver"
  }

  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "kube-controller-manager"
  }

  enabled_log {
    category = "kube-scheduler"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
