variable "name" {
  description = "Name of the cache."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group it lies in, in the subscription of the provider."
  type        = string
}

variable "access_principal_ids" {
  description = "Object ids of the identities that use the cache, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}
