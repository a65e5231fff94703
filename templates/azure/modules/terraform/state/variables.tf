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
  description = "Containers of state, one for each environment."
  type        = set(string)

  validation {
    condition     = length(var.containers) > 0 && alltrue([for name in var.containers : can(regex("^[a-z0-9](?:-?[a-z0-9]){2,62}$", name))])
    error_message = "At least one container, each of 3 to 63 lower-case letters, digits and single hyphens."
  }
}

variable "public_network_access_enabled" {
  description = "Whether state can be reached from the internet, with a Microsoft Entra token. Only for runners outside the network: those of GitHub have no fixed addresses that could be let in alone."
  type        = bool
  default     = false
}

variable "private_endpoint" {
  description = "Private endpoint that runners inside the network use, and the private DNS zone `privatelink.blob.core.windows.net`; null for none."
  type = object({
    name                = string
    subnet_id           = string
    private_dns_zone_id = string
  })
  default = null
}

variable "writers" {
  description = "Which identity reads and writes which container, by a name of its own for each grant."
  type = map(object({
    principal_id = string
    container    = string
  }))
  default  = {}
  nullable = false
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
