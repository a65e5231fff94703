variable "name" {
  description = "Name of the server; its host name is NAME.postgres.database.azure.com, so it is unique in all of Azure."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "A server's name has 3 to 63 lower-case letters, digits and hyphens, and no hyphen at either end."
  }
}

variable "resource_group_name" {
  description = "Resource group the server is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the server."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "postgres_version" {
  description = "Major version of PostgreSQL. A higher one upgrades the server in place, for good."
  type        = string

  validation {
    condition     = contains(["14", "15", "16", "17", "18"], var.postgres_version)
    error_message = "The version is 14 to 18."
  }
}

variable "sku_name" {
  description = "Tier and machine: `B_` (burstable, no high availability), `GP_` (general purpose) or `MO_` (memory optimised) before the machine's name."
  type        = string
  default     = "GP_Standard_D2ds_v5"

  validation {
    condition     = can(regex("^(B|GP|MO)_Standard_[A-Za-z0-9_]+$", var.sku_name))
    error_message = "A SKU is named like GP_Standard_D2ds_v5."
  }
}

variable "storage_mb" {
  description = "Size of the disk in MiB when the server is made. It grows by itself and never shrinks."
  type        = number
  default     = 131072

  validation {
    condition     = contains([32768, 65536, 131072, 262144, 524288, 1048576, 2097152, 4194304, 8388608, 16777216], var.storage_mb)
    error_message = "The disk is 32768 MiB or twice that, again and again, up to 16777216."
  }
}

variable "delegated_subnet_id" {
  description = "Subnet of the server, delegated to Microsoft.DBforPostgreSQL/flexibleServers."
  type        = string
}

variable "private_dns_zone_id" {
  description = "Private DNS zone that ends in `.postgres.database.azure.com`, linked to the network."
  type        = string
}

variable "tenant_id" {
  description = "Microsoft Entra tenant whose tokens the server accepts."
  type        = string
}

variable "administrators" {
  description = "Who administers the server, by a name of their own; a group for people, the migration's identity for roles and grants. `principal_name` is the name to log in with."
  type = map(object({
    object_id      = string
    principal_name = string
    principal_type = string
  }))

  validation {
    condition     = length(var.administrators) > 0 && alltrue([for key, admin in var.administrators : contains(["User", "Group", "ServicePrincipal"], admin.principal_type)])
    error_message = "At least one administrator, each a User, Group or ServicePrincipal: nobody can log in to a server without."
  }
}

variable "databases" {
  description = "Names of the databases."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "backup_retention_days" {
  description = "Days back to which the server can be restored."
  type        = number
  default     = 35

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35
    error_message = "Backups are kept 7 to 35 days."
  }
}

variable "geo_redundant_backup_enabled" {
  description = "Whether backups are copied to the paired region. Fixed once the server is made."
  type        = bool
  default     = true
}

variable "high_availability_mode" {
  description = "`ZoneRedundant`: a standby in another availability zone. `SameZone`: one beside it. `Disabled`: none."
  type        = string
  default     = "ZoneRedundant"

  validation {
    condition     = contains(["ZoneRedundant", "SameZone", "Disabled"], var.high_availability_mode)
    error_message = "The mode is ZoneRedundant, SameZone or Disabled."
  }
}

variable "maintenance_window" {
  description = "When the platform may maintain the server, in UTC; day 0 is Sunday."
  type = object({
    day_of_week  = optional(number, 0)
    start_hour   = optional(number, 2)
    start_minute = optional(number, 0)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.maintenance_window.day_of_week >= 0 && var.maintenance_window.day_of_week <= 6 && var.maintenance_window.start_hour >= 0 && var.maintenance_window.start_hour <= 23 && var.maintenance_window.start_minute >= 0 && var.maintenance_window.start_minute <= 59
    error_message = "The day is 0 to 6, the hour 0 to 23, the minute 0 to 59."
  }
}

variable "parameters" {
  description = "Server parameters, by name, beside those the module sets itself."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setintersection(keys(var.parameters), ["require_secure_transport", "ssl_min_protocol_version", "log_checkpoints", "log_connections", "log_disconnections", "connection_throttle.enable"])) == 0
    error_message = "TLS, the log of connections and checkpoints, and the connection throttle are set by the module."
  }
}

variable "replicas" {
  description = "Servers that are read from, by a name of their own: each a copy in the same subnet that follows a moment behind. Not for burstable servers."
  type = map(object({
    name     = string
    sku_name = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.replicas) <= 5 && alltrue([for key, replica in var.replicas : can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", replica.name)) && can(regex("^(GP|MO)_Standard_[A-Za-z0-9_]+$", replica.sku_name))]) && (length(var.replicas) == 0 || !startswith(var.sku_name, "B_"))
    error_message = "A server has up to 5 replicas with names and SKUs like its own, and none if it is burstable."
  }
}

variable "lock_enabled" {
  description = "Whether a lock keeps the server from being deleted by hand."
  type        = bool
  default     = true
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
