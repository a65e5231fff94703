variable "workspace_id" {
  description = "Resource id of the Log Analytics workspace, which may lie in another subscription."
  type        = string

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.OperationalInsights/workspaces/[^/]+$", var.workspace_id))
    error_message = "The id is /subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…."
  }
}

variable "application_insights_name" {
  description = "Name of the Application Insights component."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group the component is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the component."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
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
