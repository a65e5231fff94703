variable "workspace_name" {
  description = "Name of the Log Analytics workspace."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$", var.workspace_name))
    error_message = "A workspace's name has 4 to 63 letters, digits and hyphens, and no hyphen at either end."
  }
}

variable "application_insights_name" {
  description = "Name of the Application Insights component."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group the workspace is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the workspace."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "retention_in_days" {
  description = "Days that logs can be searched."
  type        = number
  default     = 90

  validation {
    condition     = var.retention_in_days >= 30 && var.retention_in_days <= 730
    error_message = "Logs are kept 30 to 730 days."
  }
}

variable "daily_quota_gb" {
  description = "Gigabytes a day after which logs are dropped until the next day; -1 for no limit."
  type        = number
  default     = -1

  validation {
    condition     = var.daily_quota_gb == -1 || var.daily_quota_gb >= 1
    error_message = "The quota is a whole number of gigabytes, or -1 for no limit."
  }
}

variable "internet_ingestion_enabled" {
  description = "Whether telemetry is accepted from outside a private link scope. Without such a scope, false stops all telemetry of the applications; diagnostic settings are not affected."
  type        = bool
  default     = true
}

variable "internet_query_enabled" {
  description = "Whether logs can be queried from outside a private link scope."
  type        = bool
  default     = true
}

variable "metrics_publisher_principal_ids" {
  description = "Object ids of the identities that send telemetry, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}
