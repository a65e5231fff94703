variable "name" {
  description = "Name of the registry."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group it lies in, in the subscription of the provider."
  type        = string
}

variable "pull_principal_ids" {
  description = "Object ids of the identities that pull images, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}
