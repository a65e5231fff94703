variable "name" {
  description = "Name of the storage account, unique in all of Azure."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.name))
    error_message = "A storage account's name has 3 to 24 lower-case letters and digits."
  }
}

variable "resource_group_name" {
  description = "Resource group the account is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the account."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "replication_type" {
  description = "Copies of the data: over zones and readable in a second region (RAGZRS), over zones (ZRS), in one place (LRS)."
  type        = string
  default     = "RAGZRS"

  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS"], var.replication_type)
    error_message = "The replication is LRS, ZRS, GRS, RAGRS, GZRS or RAGZRS."
  }
}

variable "delete_retention_days" {
  description = "Days that deleted blobs and containers can be recovered."
  type        = number
  default     = 30

  validation {
    condition     = var.delete_retention_days >= 7 && var.delete_retention_days <= 365
    error_message = "What is deleted is kept 7 to 365 days."
  }
}

variable "version_retention_days" {
  description = "Days that replaced versions of a blob, and the record of changes, are kept."
  type        = number
  default     = 90

  validation {
    condition     = var.version_retention_days >= 1 && var.version_retention_days <= 3650
    error_message = "Versions are kept 1 to 3650 days."
  }
}

variable "lock_enabled" {
  description = "Whether a lock keeps the account from being deleted by hand."
  type        = bool
  default     = true
}

variable "containers" {
  description = "Containers, by name. What is older than `cold_after_days` goes to a colder tier, what is older than `delete_after_days` goes away. With `immutable_days` nothing can be changed or deleted for that long; `immutability_locked` makes that final."
  type = map(object({
    cold_after_days     = optional(number)
    delete_after_days   = optional(number)
    immutable_days      = optional(number)
    immutability_locked = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, container in var.containers : can(regex("^[a-z0-9](?:-?[a-z0-9]){2,62}$", name)) && try(container.immutable_days >= 1 && container.immutable_days <= 146000, container.immutable_days == null) && try(container.delete_after_days > container.immutable_days, true)])
    error_message = "A container's name has 3 to 63 lower-case letters, digits and single hyphens; what cannot be changed for a time is deleted later than that."
  }
}

variable "writers" {
  description = "Which identity writes to which container, by a name of its own for each grant."
  type = map(object({
    principal_id = string
    container    = string
  }))
  default  = {}
  nullable = false
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
  description = "Private DNS zone `privatelink.blob.core.windows.net`."
  type        = string
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
