variable "name" {
  description = "Name of the budget."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,63}$", var.name))
    error_message = "A budget's name has 1 to 63 letters, digits, hyphens and underscores."
  }
}

variable "resource_group_id" {
  description = "Resource group whose costs are counted."
  type        = string
}

variable "amount" {
  description = "What a month may cost, in the currency of the subscription."
  type        = number

  validation {
    condition     = var.amount > 0
    error_message = "A budget is more than nothing."
  }
}

variable "start_date" {
  description = "The first of the month that counting begins with, such as 2026-01-01T00:00:00Z. Another one makes another budget."
  type        = string

  validation {
    condition     = can(regex("^20[0-9]{2}-[01][0-9]-01T00:00:00Z$", var.start_date))
    error_message = "The date is the first of a month, such as 2026-01-01T00:00:00Z."
  }
}

variable "contact_emails" {
  description = "Addresses that are told."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "contact_groups" {
  description = "Action groups that are told, by resource id."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "contact_roles" {
  description = "Roles whose holders are told."
  type        = list(string)
  default     = ["Owner"]
  nullable    = false
}
