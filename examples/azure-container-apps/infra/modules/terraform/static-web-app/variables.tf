variable "name" {
  description = "Name of the static web app."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,38}[a-zA-Z0-9]$", var.name))
    error_message = "A static web app's name has 2 to 40 letters, digits and hyphens, and begins and ends with a letter or digit."
  }
}

variable "resource_group_name" {
  description = "Resource group the app is made in."
  type        = string
}

variable "location" {
  description = "Azure region the app is kept in; what it serves is all over the world."
  type        = string

  validation {
    condition     = contains(["centralus", "eastasia", "eastus2", "westeurope", "westus2"], var.location)
    error_message = "Static web apps are kept in centralus, eastasia, eastus2, westeurope or westus2."
  }
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "lock_enabled" {
  description = "Whether a lock keeps the app from being deleted by hand."
  type        = bool
  default     = true
}

variable "custom_domains" {
  description = "Domains the app answers under, beside the name that Azure gives it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.custom_domains) <= 5
    error_message = "A static web app has 5 domains at most."
  }
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
