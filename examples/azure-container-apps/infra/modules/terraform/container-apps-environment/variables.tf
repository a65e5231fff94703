variable "name" {
  description = "Name of the Container Apps environment."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$", var.name))
    error_message = "An environment's name has 2 to 60 letters, digits and hyphens, and no hyphen at either end."
  }
}

variable "resource_group_name" {
  description = "Resource group the environment is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the environment."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "infrastructure_resource_group_name" {
  description = "Name of the resource group that the platform makes for its own machinery. It must not exist beforehand."
  type        = string
}

variable "infrastructure_subnet_id" {
  description = "Subnet of the environment, delegated to Microsoft.App/environments."
  type        = string
}

variable "virtual_network_id" {
  description = "Virtual network that resolves the environment's domain."
  type        = string
}

variable "zone_redundancy_enabled" {
  description = "Whether replicas are spread over the region's availability zones. Fixed once the environment is made."
  type        = bool
  default     = true
}

variable "mutual_tls_enabled" {
  description = "Whether traffic between applications is encrypted and both sides are authenticated. Costs some latency."
  type        = bool
  default     = true
}

variable "workload_profiles" {
  description = "Dedicated workload profiles beside `Consumption`, by name."
  type = map(object({
    type          = string
    minimum_count = number
    maximum_count = number
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, profile in var.workload_profiles : name != "Consumption" && can(regex("^[DE](4|8|16|32)$", profile.type)) && profile.minimum_count <= profile.maximum_count])
    error_message = "A profile is one of D4 to D32 or E4 to E32, has at most as many machines at least as at most, and is not called Consumption."
  }
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives the logs of the platform and of all containers."
  type        = string
}
