variable "name" {
  description = "Name of the namespace; its host name is NAME.servicebus.windows.net, so it is unique in all of Azure."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]$", var.name)) && !endswith(var.name, "-sb") && !endswith(var.name, "-mgmt")
    error_message = "A namespace's name has 6 to 50 letters, digits and hyphens, begins with a letter, and does not end in a hyphen, -sb or -mgmt."
  }
}

variable "resource_group_name" {
  description = "Resource group the namespace is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the namespace."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "sku" {
  description = "`Premium` has machines of its own and private endpoints, `Standard` neither. Another one makes another namespace."
  type        = string
  default     = "Premium"

  validation {
    condition     = contains(["Standard", "Premium"], var.sku)
    error_message = "The SKU is Standard or Premium; Basic cannot expire messages after days or find duplicates."
  }
}

variable "messaging_units" {
  description = "Machines of a Premium namespace."
  type        = number
  default     = 1

  validation {
    condition     = contains([1, 2, 4, 8, 16], var.messaging_units)
    error_message = "A namespace has 1, 2, 4, 8 or 16 messaging units."
  }
}

variable "public_network_access_enabled" {
  description = "Whether the namespace answers the internet, with a token all the same. A Standard one must: it has no private endpoints."
  type        = bool
  default     = false

  validation {
    condition     = var.public_network_access_enabled || var.sku == "Premium"
    error_message = "Only a Premium namespace can be private."
  }
}

variable "lock_enabled" {
  description = "Whether a lock keeps the namespace from being deleted by hand."
  type        = bool
  default     = true
}

variable "queues" {
  description = "Queues, by name. Times are ISO 8601 durations: `lock_duration` is how long one worker has a message to itself (PT5M at most), `default_message_ttl` how long a message waits for one. After `max_delivery_count` tries a message is a dead letter. With `duplicate_detection_window`, a second message with the same id within it is dropped; that is fixed once the queue is made."
  type = map(object({
    lock_duration              = optional(string, "PT1M")
    default_message_ttl        = optional(string, "P14D")
    max_delivery_count         = optional(number, 5)
    max_size_in_megabytes      = optional(number, 1024)
    duplicate_detection_window = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, queue in var.queues : can(regex("^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$", name)) && queue.max_delivery_count >= 1 && queue.max_delivery_count <= 2000 && contains([1024, 2048, 3072, 4096, 5120, 10240, 20480, 40960, 81920], queue.max_size_in_megabytes)])
    error_message = "A queue's name begins and ends with a letter or digit; a message is tried 1 to 2000 times; a queue holds 1024 to 5120 megabytes, or up to 81920 in a Premium namespace."
  }
}

variable "senders" {
  description = "Which identity may send to which queue, by a name of its own for each grant."
  type = map(object({
    principal_id = string
    queue        = string
  }))
  default  = {}
  nullable = false
}

variable "workers" {
  description = "Which identity receives from which queue, by a name of its own for each grant."
  type = map(object({
    principal_id = string
    queue        = string
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
  description = "Private DNS zone `privatelink.servicebus.windows.net`; null where the namespace answers the internet."
  type        = string
  default     = null

  validation {
    condition     = var.public_network_access_enabled || var.private_dns_zone_id != null
    error_message = "A private namespace is found through a private DNS zone."
  }
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
