variable "name" {
  description = "Name of the resource group."
  type        = string

  validation {
    condition     = can(regex("^[-\\w._()]{0,89}[-\\w_()]$", var.name))
    error_message = "A resource group's name has 1 to 90 letters, digits, -, _, ., ( and ), and does not end in a full stop."
  }
}

variable "location" {
  description = "Azure region of the resource group."
  type        = string
}

variable "tags" {
  description = "Tags of the resource group."
  type        = map(string)
  default     = {}
}
