variable "name" {
  description = "Name of the registry; its host name is NAME.azurecr.io, so it is unique in all of Azure."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9]{5,50}$", var.name))
    error_message = "A registry's name has 5 to 50 letters and digits."
  }
}

variable "resource_group_name" {
  description = "Resource group the registry is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the registry."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "zone_redundancy_enabled" {
  description = "Whether the registry is spread over the region's availability zones. Fixed once it is made."
  type        = bool
  default     = true
}

variable "untagged_retention_days" {
  description = "Days after which a manifest that no tag names is deleted."
  type        = number
  default     = 30

  validation {
    condition     = var.untagged_retention_days >= 0 && var.untagged_retention_days <= 365
    error_message = "Untagged manifests are kept 0 to 365 days."
  }
}

variable "replicas" {
  description = "Further regions that hold a copy of every image."
  type = list(object({
    location                = string
    zone_redundancy_enabled = optional(bool, true)
  }))
  default  = []
  nullable = false
}

variable "lock_enabled" {
  description = "Whether a lock keeps the registry from being deleted by hand."
  type        = bool
  default     = true
}

variable "private_endpoint_name" {
  description = "Name of the private endpoint."
  type        = string
}

variable "private_endpoint_subnet_id" {
  description = "Subnet the private endpoint lies in."
  type        = string
}

variable "private_dns_zone_id" {
  description = "Private DNS zone `privatelink.azurecr.io`."
  type        = string
}

variable "pull_principal_ids" {
  description = "Object ids of the identities that pull images, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
