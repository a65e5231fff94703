variable "name" {
  description = "Name of the cluster."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group it lies in, in the subscription of the provider."
  type        = string
}
