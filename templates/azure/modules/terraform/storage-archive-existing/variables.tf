variable "id" {
  description = "Resource id of the account."
  type        = string
}

variable "containers" {
  description = "Containers, by name: the days in which nothing can be changed or deleted, and whether that is final."
  type = map(object({
    immutable_days      = optional(number)
    immutability_locked = optional(bool, false)
  }))
  default  = {}
  nullable = false
}

variable "writers" {
  description = "Which identity writes to which container, by a name of its own for each grant."
  type = map(object({
    principal_id = string
    container    = string
  }))
  default  = {}
  nullable = false
}
