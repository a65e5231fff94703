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

variable "index_document" {
  description = "File that a folder is answered with."
  type        = string
  default     = "index.html"
}

variable "error_404_document" {
  description = "File that an unknown path is answered with; the index document where the site does its own routing."
  type        = string
  default     = "404.html"
}

variable "blob_private_endpoint_name" {
  description = "Name of the private endpoint that files are published through."
  type        = string
}

variable "web_private_endpoint_name" {
  description = "Name of the private endpoint that the network reads the site through."
  type        = string
}

variable "private_endpoint_subnet_id" {
  description = "Subnet the private endpoints lie in."
  type        = string
}

variable "blob_private_dns_zone_id" {
  description = "Private DNS zone `privatelink.blob.core.windows.net`."
  type        = string
}

variable "web_private_dns_zone_id" {
  description = "Private DNS zone `privatelink.web.core.windows.net`."
  type        = string
}

variable "publisher_principal_ids" {
  description = "Object ids of the identities that publish files, and of the one that applies this configuration, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
