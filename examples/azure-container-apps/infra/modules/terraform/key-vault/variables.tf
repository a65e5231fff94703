variable "name" {
  description = "Name of the vault; its host name is NAME.vault.azure.net, so it is unique in all of Azure."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z](?:-?[a-zA-Z0-9]){2,23}$", var.name)) && length(var.name) <= 24
    error_message = "A vault's name has 3 to 24 letters, digits and single hyphens, begins with a letter and does not end in a hyphen."
  }
}

variable "resource_group_name" {
  description = "Resource group the vault is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the vault."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "tenant_id" {
  description = "Microsoft Entra tenant whose tokens the vault accepts."
  type        = string
}

variable "purge_protection_enabled" {
  description = "Whether a deleted vault or secret can not be purged before its retention is over. Cannot be taken back, and blocks the name for that long; so there is no default: true for production, false for what is thrown away."
  type        = bool
}

variable "sku_name" {
  description = "`standard`, or `premium`, which can keep keys in hardware."
  type        = string
  default     = "standard"

  validation {
    condition     = contains(["standard", "premium"], var.sku_name)
    error_message = "A vault is standard or premium."
  }
}

variable "soft_delete_retention_days" {
  description = "Days that a deleted vault or secret can be recovered. Fixed once the vault is made."
  type        = number
  default     = 90

  validation {
    condition     = var.soft_delete_retention_days >= 7 && var.soft_delete_retention_days <= 90
    error_message = "What is deleted is kept 7 to 90 days."
  }
}

variable "lock_enabled" {
  description = "Whether a lock keeps the vault from being deleted by hand."
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
  description = "Private DNS zone `privatelink.vaultcore.azure.net`."
  type        = string
}

variable "readers" {
  description = "Which identity may read which secret, by a name of its own for each grant. Without a secret, it may read them all."
  type = map(object({
    principal_id = string
    secret_name  = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "officer_principal_ids" {
  description = "Object ids of the identities that write secrets, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
