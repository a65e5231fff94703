variable "name" {
  description = "Name of the Azure Monitor workspace."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$", var.name))
    error_message = "A monitor workspace's name has 4 to 63 letters, digits and hyphens, and no hyphen at either end."
  }
}

variable "endpoint_name" {
  description = "Name of the data collection endpoint."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{1,42}[a-zA-Z0-9]$", var.endpoint_name))
    error_message = "A data collection endpoint's name has 3 to 44 letters, digits and hyphens, and no hyphen at either end."
  }
}

variable "rule_name" {
  description = "Name of the data collection rule."
  type        = string
}

variable "rule_group_name" {
  description = "Name of the group of alerts."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group that everything is made in."
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

variable "cluster_id" {
  description = "Cluster whose metrics are collected."
  type        = string
}

variable "cluster_name" {
  description = "Name of the cluster, which its metrics carry."
  type        = string
}

variable "alerts" {
  description = "Alerts, in the order in which they are evaluated: a PromQL expression, how long it holds until somebody is told, and who."
  type = list(object({
    name         = string
    description  = string
    expression   = string
    for          = string
    severity     = number
    action_group = string
  }))
  default  = []
  nullable = false

  validation {
    condition     = length(var.alerts) <= 20
    error_message = "A group holds 20 alerts at most."
  }
}

variable "action_group_ids" {
  description = "Resource ids of the action groups, by how urgent what they are told is; nobody is told where there is none."
  type        = map(string)
  default     = {}
  nullable    = false
}
