variable "name" {
  description = "Name of the virtual network."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_]$", var.name))
    error_message = "A virtual network's name has 2 to 64 letters, digits, ., _ and -, begins with a letter or digit and does not end in . or -."
  }
}

variable "resource_group_name" {
  description = "Resource group the network is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the network."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "address_space" {
  description = "Address ranges of the network, in CIDR notation."
  type        = list(string)

  validation {
    condition     = length(var.address_space) > 0 && alltrue([for range in var.address_space : can(cidrnetmask(range))])
    error_message = "The address space is at least one IPv4 range in CIDR notation."
  }
}

variable "container_apps_subnet" {
  description = "Subnet of the Container Apps environment, /27 or larger, and its network security group; null where a cluster runs the containers."
  type = object({
    name                        = string
    address_prefix              = string
    network_security_group_name = string
  })
  default = null

  validation {
    condition     = var.container_apps_subnet == null || try(cidrnetmask(var.container_apps_subnet.address_prefix) != "" && tonumber(split("/", var.container_apps_subnet.address_prefix)[1]) <= 27, false)
    error_message = "A Container Apps environment with workload profiles needs an IPv4 range of /27 or larger."
  }
}

variable "private_link_services_enabled" {
  description = "Whether a private link service of the cluster has its addresses in the subnet of the nodes."
  type        = bool
  default     = false
}

variable "nodes_subnet" {
  description = "Subnet of the nodes of a cluster, and its network security group; null where Container Apps run the containers."
  type = object({
    name                        = string
    address_prefix              = string
    network_security_group_name = string
  })
  default = null

  validation {
    condition     = (var.nodes_subnet == null) != (var.container_apps_subnet == null)
    error_message = "Either container_apps_subnet or nodes_subnet is given."
  }

  validation {
    condition     = var.nodes_subnet == null || try(cidrnetmask(var.nodes_subnet.address_prefix) != "", false)
    error_message = "The address prefix is an IPv4 range in CIDR notation."
  }
}

variable "ingress_source" {
  description = "From where requests reach the gateway of a cluster: `Internet`, another service tag such as `AzureFrontDoor.Backend`, or a range. From nowhere, if null."
  type        = string
  default     = null
}

variable "private_endpoints_subnet" {
  description = "Subnet of the private endpoints, and its network security group."
  type = object({
    name                        = string
    address_prefix              = string
    network_security_group_name = string
  })

  validation {
    condition     = can(cidrnetmask(var.private_endpoints_subnet.address_prefix))
    error_message = "The address prefix is an IPv4 range in CIDR notation."
  }
}

variable "database_subnet" {
  description = "Subnet of the PostgreSQL server, /28 or larger, and its network security group; null where there is no server."
  type = object({
    name                        = string
    address_prefix              = string
    network_security_group_name = string
  })
  default = null

  validation {
    condition     = var.database_subnet == null || try(cidrnetmask(var.database_subnet.address_prefix) != "" && tonumber(split("/", var.database_subnet.address_prefix)[1]) <= 28, false)
    error_message = "A flexible server needs an IPv4 range of /28 or larger."
  }
}

variable "internet_egress_enabled" {
  description = "Whether Container Apps may open connections to the internet. What the platform itself needs is always open. Pods have network policies."
  type        = bool
  default     = false
}

variable "service_bus_egress_enabled" {
  description = "Whether containers may reach Service Bus at its public address, for a namespace without a private endpoint."
  type        = bool
  default     = false
}

variable "private_endpoints_ports" {
  description = "Ports beside 443 that containers reach private endpoints on: 10000 for Redis, 5671 for Service Bus."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for port in var.private_endpoints_ports : can(regex("^[0-9]{1,5}$", port))])
    error_message = "A port is a number."
  }
}

variable "private_dns_zones" {
  description = "Private DNS zones, by a name that the caller finds their ids under: `{registry = \"privatelink.azurecr.io\"}`."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
