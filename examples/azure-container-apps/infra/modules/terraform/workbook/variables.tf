variable "name" {
  description = "Name of the workbook, a GUID."
  type        = string
}

variable "display_name" {
  description = "What people read."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group the workbook is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the workbook."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that the queries look into."
  type        = string
}

variable "content" {
  description = "What is on it, as the JSON of the service."
  type        = string
}
