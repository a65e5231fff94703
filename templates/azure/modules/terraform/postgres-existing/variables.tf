variable "name" {
  description = "Name of the server."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group it lies in, in the subscription of the provider."
  type        = string
}

variable "tenant_id" {
  description = "Microsoft Entra tenant whose identities are let in."
  type        = string
}

variable "administrators" {
  description = "Who administers the server, by a name of their own."
  type = map(object({
    object_id      = string
    principal_name = string
    principal_type = string
  }))
  default  = {}
  nullable = false
}

variable "databases" {
  description = "Names of the databases to make."
  type        = set(string)
  default     = []
}
