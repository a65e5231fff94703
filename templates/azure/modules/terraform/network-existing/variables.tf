variable "name" {
  description = "Name of the virtual network."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group the network lies in, in the subscription of the provider."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "container_apps_subnet_name" {
  description = "Subnet of the Container Apps environment, delegated to `Microsoft.App/environments`; null where there is none."
  type        = string
  default     = null
}

variable "nodes_subnet_name" {
  description = "Subnet of the nodes of a cluster; null where there is none."
  type        = string
  default     = null
}

variable "private_endpoints_subnet_name" {
  description = "Subnet of the private endpoints."
  type        = string
}

variable "database_subnet_name" {
  description = "Subnet of the PostgreSQL server, delegated to `Microsoft.DBforPostgreSQL/flexibleServers`; null where there is none."
  type        = string
  default     = null
}

variable "private_dns_zones" {
  description = "Names of private DNS zones to make, by a short name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "existing_private_dns_zones" {
  description = "Names of private DNS zones that are there already, linked to the network, by a short name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "private_dns_zones_group_id" {
  description = "Resource id of the resource group that zones lie in that are there already; null where there are none."
  type        = string
  default     = null
}

variable "private_dns_zones_resource_group_name" {
  description = "Resource group that zones are made in."
  type        = string
}
