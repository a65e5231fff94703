variable "zone_name" {
  description = "Name of the zone."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group it lies in, in the subscription of the provider."
  type        = string
}

variable "tags" {
  description = "Tags of all records, as their metadata."
  type        = map(string)
  default     = {}
}

variable "target" {
  description = "Host name that the names lead to."
  type        = string
}

variable "names" {
  description = "Names within the zone, by domain."
  type        = map(string)

  validation {
    condition     = alltrue([for name in values(var.names) : can(regex("^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$", name))])
    error_message = "A name lies below the zone: the zone itself has no CNAME record."
  }
}

variable "validation_tokens" {
  description = "What Azure wants to find at `_dnsauth.` and the name, by domain."
  type        = map(string)
}

variable "ttl" {
  description = "Seconds that a record may be remembered."
  type        = number
  default     = 3600
}
