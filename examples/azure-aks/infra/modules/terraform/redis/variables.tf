variable "name" {
  description = "Name of the cache; its host name is NAME.REGION.redis.azure.net, so it is unique in the region."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", var.name)) && length(var.name) <= 60
    error_message = "A cache's name has 1 to 60 letters, digits and single hyphens, and no hyphen at either end."
  }
}

variable "resource_group_name" {
  description = "Resource group the cache is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the cache."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "sku_name" {
  description = "Family and size, such as `Balanced_B3`. In Terraform another one makes another cache."
  type        = string
  default     = "Balanced_B3"

  validation {
    condition     = can(regex("^(Balanced_B|MemoryOptimized_M|ComputeOptimized_X)[0-9]+$", var.sku_name))
    error_message = "A SKU is named like Balanced_B3, MemoryOptimized_M10 or ComputeOptimized_X3."
  }
}

variable "high_availability_enabled" {
  description = "Whether every shard has a replica on another node, in another zone where the region has them. Fixed once the cache is made."
  type        = bool
  default     = true
}

variable "persistence_frequency" {
  description = "How often what is in memory is written to disk: `1s` appends every command to a file, `1h`, `6h` and `12h` take snapshots. Null for never."
  type        = string
  default     = null

  validation {
    condition     = var.persistence_frequency == null || try(contains(["1s", "1h", "6h", "12h"], var.persistence_frequency), false)
    error_message = "The frequency is 1s, 1h, 6h or 12h."
  }
}

variable "eviction_policy" {
  description = "What goes when the memory is full."
  type        = string
  default     = "VolatileLRU"

  validation {
    condition     = contains(["AllKeysLFU", "AllKeysLRU", "AllKeysRandom", "VolatileLRU", "VolatileLFU", "VolatileTTL", "VolatileRandom", "NoEviction"], var.eviction_policy)
    error_message = "The policy is AllKeysLFU, AllKeysLRU, AllKeysRandom, VolatileLRU, VolatileLFU, VolatileTTL, VolatileRandom or NoEviction."
  }
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
  description = "Private DNS zone `privatelink.redis.azure.net`."
  type        = string
}

variable "access_principal_ids" {
  description = "Object ids of the identities that use the cache, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
