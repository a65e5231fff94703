# Whoever runs the containers: the Container Apps environment, or the nodes of a cluster, which their pods look like from
# outside.
locals {
  workload_prefix = var.container_apps_subnet == null ? var.nodes_subnet.address_prefix : var.container_apps_subnet.address_prefix
}

resource "azurerm_virtual_network" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  address_space       = var.address_space
  tags                = var.tags
}

# Container Apps -------------------------------------------------------------------------------------------------------

resource "azurerm_subnet" "container_apps" {
  count = var.container_apps_subnet == null ? 0 : 1

  name                 = var.container_apps_subnet.name
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [var.container_apps_subnet.address_prefix]

  delegation {
    name = "container-apps"

    service_delegation {
      name    = "Microsoft.App/environments"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_network_security_group" "container_apps" {
  count = var.container_apps_subnet == null ? 0 : 1

  name                = var.container_apps_subnet.network_security_group_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  security_rule {
    name                       = "DenyRemoteAdministrationOutBound"
    description                = "No container logs in to another machine."
    priority                   = 100
    direction                  = "Outbound"
    access                     = "Deny"
    protocol                   = "Tcp"
    source_address_prefix      = var.container_apps_subnet.address_prefix
    source_port_range          = "*"
    destination_address_prefix = "VirtualNetwork"
    destination_port_ranges    = ["22", "3389"]
  }

  security_rule {
    name                       = "AllowMicrosoftContainerRegistryOutBound"
    description                = "System images of the platform."
    priority                   = 200
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = var.container_apps_subnet.address_prefix
    source_port_range          = "*"
    destination_address_prefix = "MicrosoftContainerRegistry"
    destination_port_range     = "443"
  }

  security_rule {
    name                       = "AllowFrontDoorFirstPartyOutBound"
    description                = "What the Microsoft container registry is served through."
    priority                   = 210
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = var.container_apps_subnet.address_prefix
    source_port_range          = "*"
    destination_address_prefix = "AzureFrontDoor.FirstParty"
    destination_port_range     = "443"
  }

  security_rule {
    name                       = "AllowEntraIdOutBound"
    description                = "Tokens of the managed identities."
    priority                   = 220
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = var.container_apps_subnet.address_prefix
    source_port_range          = "*"
    destination_address_prefix = "AzureActiveDirectory"
    destination_port_range     = "443"
  }

  security_rule {
    name                       = "AllowAzureMonitorOutBound"
    description                = "Logs, metrics and traces."
    priority                   = 230
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = var.container_apps_subnet.address_prefix
    source_port_range          = "*"
    destination_address_prefix = "AzureMonitor"
    destination_port_range     = "443"
  }

  dynamic "security_rule" {
    for_each = var.service_bus_egress_enabled ? [1] : []

    content {
      name                       = "AllowServiceBusOutBound"
      description                = "Queues of a namespace that has no private endpoint."
      priority                   = 240
      direction                  = "Outbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_address_prefix      = var.container_apps_subnet.address_prefix
      source_port_range          = "*"
      destination_address_prefix = "ServiceBus"
      destination_port_ranges    = ["443", "5671"]
    }
  }

  dynamic "security_rule" {
    for_each = var.internet_egress_enabled ? [] : [1]

    content {
      name                       = "DenyInternetOutBound"
      description                = "Nothing else outside the virtual network."
      priority                   = 4000
      direction                  = "Outbound"
      access                     = "Deny"
      protocol                   = "*"
      source_address_prefix      = "*"
      source_port_range          = "*"
      destination_address_prefix = "Internet"
      destination_port_range     = "*"
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "container_apps" {
  count = var.container_apps_subnet == null ? 0 : 1

  subnet_id                 = azurerm_subnet.container_apps[0].id
  network_security_group_id = azurerm_network_security_group.container_apps[0].id
}

# Nodes of a cluster ---------------------------------------------------------------------------------------------------

resource "azurerm_subnet" "nodes" {
  count = var.nodes_subnet == null ? 0 : 1

  name                 = var.nodes_subnet.name
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [var.nodes_subnet.address_prefix]

  default_outbound_access_enabled = false
  # A private link service has its addresses here, and none can where policies are on.
  private_link_service_network_policies_enabled = !var.private_link_services_enabled
}

# What pods may reach is said by network policies, which know them; a node pulls images, patches and tokens from the internet.
resource "azurerm_network_security_group" "nodes" {
  count = var.nodes_subnet == null ? 0 : 1

  name                = var.nodes_subnet.network_security_group_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  security_rule {
    name                       = "DenyRemoteAdministrationOutBound"
    description                = "No node logs in to another machine."
    priority                   = 100
    direction                  = "Outbound"
    access                     = "Deny"
    protocol                   = "Tcp"
    source_address_prefix      = var.nodes_subnet.address_prefix
    source_port_range          = "*"
    destination_address_prefix = "VirtualNetwork"
    destination_port_ranges    = ["22", "3389"]
  }

  dynamic "security_rule" {
    for_each = var.ingress_source == null ? [] : [var.ingress_source]

    content {
      name                       = "AllowHttpInBound"
      description                = "Requests to the gateway, by the load balancer, which leaves their addresses as they are."
      priority                   = 100
      direction                  = "Inbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_address_prefix      = security_rule.value
      source_port_range          = "*"
      destination_address_prefix = "*"
      destination_port_ranges    = ["80", "443"]
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  count = var.nodes_subnet == null ? 0 : 1

  subnet_id                 = azurerm_subnet.nodes[0].id
  network_security_group_id = azurerm_network_security_group.nodes[0].id
}

# Private endpoints ----------------------------------------------------------------------------------------------------

resource "azurerm_subnet" "private_endpoints" {
  name                 = var.private_endpoints_subnet.name
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [var.private_endpoints_subnet.address_prefix]

  default_outbound_access_enabled = false
  # Without it the network security group is not applied to private endpoints.
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_network_security_group" "private_endpoints" {
  name                = var.private_endpoints_subnet.network_security_group_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  security_rule {
    name                       = "AllowHttpsInBound"
    description                = "Registry, vault and storage are reached by HTTPS from this network."
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "VirtualNetwork"
    source_port_range          = "*"
    destination_address_prefix = var.private_endpoints_subnet.address_prefix
    destination_port_range     = "443"
  }

  dynamic "security_rule" {
    for_each = length(var.private_endpoints_ports) == 0 ? [] : [1]

    content {
      name                       = "AllowWorkloadInBound"
      description                = "Cache and queues speak protocols of their own, with the containers alone."
      priority                   = 110
      direction                  = "Inbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_address_prefix      = local.workload_prefix
      source_port_range          = "*"
      destination_address_prefix = var.private_endpoints_subnet.address_prefix
      destination_port_ranges    = var.private_endpoints_ports
    }
  }

  security_rule {
    name                       = "DenyVirtualNetworkInBound"
    description                = "And by nothing else, which the platform's default rule would allow."
    priority                   = 4000
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "VirtualNetwork"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
  }

  security_rule {
    name                       = "DenyRemoteAdministrationOutBound"
    description                = "A private endpoint opens no connections."
    priority                   = 100
    direction                  = "Outbound"
    access                     = "Deny"
    protocol                   = "Tcp"
    source_address_prefix      = var.private_endpoints_subnet.address_prefix
    source_port_range          = "*"
    destination_address_prefix = "VirtualNetwork"
    destination_port_ranges    = ["22", "3389"]
  }
}

resource "azurerm_subnet_network_security_group_association" "private_endpoints" {
  subnet_id                 = azurerm_subnet.private_endpoints.id
  network_security_group_id = azurerm_network_security_group.private_endpoints.id
}

# Database -------------------------------------------------------------------------------------------------------------

resource "azurerm_subnet" "database" {
  count = var.database_subnet == null ? 0 : 1

  name                 = var.database_subnet.name
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [var.database_subnet.address_prefix]
  # The server archives its write-ahead log to storage; the service would add the endpoint itself.
  service_endpoints = ["Microsoft.Storage"]

  delegation {
    name = "postgresql"

    service_delegation {
      name    = "Microsoft.DBforPostgreSQL/flexibleServers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_network_security_group" "database" {
  count = var.database_subnet == null ? 0 : 1

  name                = var.database_subnet.network_security_group_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  security_rule {
    name                       = "AllowWorkloadInBound"
    description                = "The workload: the server and its pooler."
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = local.workload_prefix
    source_port_range          = "*"
    destination_address_prefix = var.database_subnet.address_prefix
    destination_port_ranges    = ["5432", "6432"]
  }

  security_rule {
    name                       = "AllowReplicationInBound"
    description                = "Primary and standby."
    priority                   = 110
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = var.database_subnet.address_prefix
    source_port_range          = "*"
    destination_address_prefix = var.database_subnet.address_prefix
    destination_port_ranges    = ["5432", "6432"]
  }

  security_rule {
    name                       = "DenyVirtualNetworkInBound"
    description                = "Nobody else in the network, whom the platform's default rule would allow."
    priority                   = 4000
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "VirtualNetwork"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
  }

  security_rule {
    name                       = "DenyRemoteAdministrationOutBound"
    description                = "The server logs in to no machine."
    priority                   = 100
    direction                  = "Outbound"
    access                     = "Deny"
    protocol                   = "Tcp"
    source_address_prefix      = var.database_subnet.address_prefix
    source_port_range          = "*"
    destination_address_prefix = "VirtualNetwork"
    destination_port_ranges    = ["22", "3389"]
  }
}

resource "azurerm_subnet_network_security_group_association" "database" {
  count = var.database_subnet == null ? 0 : 1

  subnet_id                 = azurerm_subnet.database[0].id
  network_security_group_id = azurerm_network_security_group.database[0].id
}

# Private DNS ----------------------------------------------------------------------------------------------------------

resource "azurerm_private_dns_zone" "this" {
  for_each = var.private_dns_zones

  name                = each.value
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = var.private_dns_zones

  name                  = var.name
  resource_group_name   = var.resource_group_name
  private_dns_zone_name = azurerm_private_dns_zone.this[each.key].name
  virtual_network_id    = azurerm_virtual_network.this.id
  registration_enabled  = false
  tags                  = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "network" {
  name                       = "log-analytics"
  target_resource_id         = azurerm_virtual_network.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_diagnostic_setting" "container_apps" {
  count = var.container_apps_subnet == null ? 0 : 1

  name                       = "log-analytics"
  target_resource_id         = azurerm_network_security_group.container_apps[0].id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "nodes" {
  count = var.nodes_subnet == null ? 0 : 1

  name                       = "log-analytics"
  target_resource_id         = azurerm_network_security_group.nodes[0].id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "private_endpoints" {
  name                       = "log-analytics"
  target_resource_id         = azurerm_network_security_group.private_endpoints.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "database" {
  count = var.database_subnet == null ? 0 : 1

  name                       = "log-analytics"
  target_resource_id         = azurerm_network_security_group.database[0].id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }
}
