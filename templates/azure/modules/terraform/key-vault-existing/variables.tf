variable "name" {
  description = "Name of the vault."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group it lies in, in the subscription of the provider."
  type        = string
}

variable "readers" {
  description = "Which identity may read which secret, by a name of its own for each grant."
  type = map(object({
    principal_id = string
    secret_name  = string
  }))
  default  = {}
  nullable = false
}
