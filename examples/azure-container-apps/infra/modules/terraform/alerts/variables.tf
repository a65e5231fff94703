variable "resource_group_name" {
  description = "Resource group the alerts are made in."
  type        = string
}

variable "location" {
  description = "Azure region of log alerts and availability tests; the others belong to no region."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "action_groups" {
  description = "Who is told, by urgency (`page`, `ticket`): e-mail addresses by a name of their own, and webhooks that take a token of Microsoft Entra for the application `object_id`. An alert of an urgency that nobody is told of is seen in the portal alone."
  type = map(object({
    name       = string
    short_name = string
    emails     = optional(map(string), {})
    webhooks = optional(map(object({
      service_uri    = string
      object_id      = string
      identifier_uri = optional(string)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, group in var.action_groups : contains(["page", "ticket"], key) && length(group.short_name) >= 1 && length(group.short_name) <= 12])
    error_message = "The groups are page and ticket; a short name has 1 to 12 characters."
  }
}

variable "metric_alerts" {
  description = "Alerts on metrics, by name: the resource (`scope`), its metric, the threshold, and how urgent it is. Frequency and window are ISO 8601 durations. `dimension` narrows the metric to some of its values."
  type = map(object({
    description      = string
    scope            = string
    metric_namespace = string
    metric_name      = string
    aggregation      = string
    operator         = string
    threshold        = number
    dimension = optional(object({
      name   = string
      values = list(string)
    }))
    frequency    = optional(string, "PT1M")
    window       = optional(string, "PT5M")
    severity     = number
    action_group = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, alert in var.metric_alerts : contains(["Average", "Count", "Maximum", "Minimum", "Total"], alert.aggregation) && contains(["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"], alert.operator) && alert.severity >= 0 && alert.severity <= 4])
    error_message = "The aggregation is Average, Count, Maximum, Minimum or Total, the operator Equals, GreaterThan, GreaterThanOrEqual, LessThan or LessThanOrEqual, the severity 0 to 4."
  }
}

variable "log_alerts" {
  description = "Alerts on logs, by name: a query over the workspace that gives a column `Value`, and the threshold that its maximum must not exceed."
  type = map(object({
    description  = string
    query        = string
    threshold    = number
    frequency    = optional(string, "PT5M")
    window       = optional(string, "PT10M")
    severity     = number
    action_group = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, alert in var.log_alerts : alert.frequency != "PT1M" && alert.severity >= 0 && alert.severity <= 4])
    error_message = "A query runs every five minutes at most, the severity is 0 to 4."
  }
}

variable "web_tests" {
  description = "Addresses that are asked from outside, by the name of the test: every `frequency` seconds (300, 600 or 900) from each location. Two locations that fail in five minutes page somebody, and so does a certificate with less than 14 days."
  type = map(object({
    description = string
    url         = string
    frequency   = optional(number, 300)
    locations   = list(string)
    status      = optional(number, 200)
    content     = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, test in var.web_tests : startswith(test.url, "https://") && contains([300, 600, 900], test.frequency) && length(test.locations) >= 2])
    error_message = "An address begins with https://, is asked every 300, 600 or 900 seconds, and from two locations or more."
  }
}

variable "application_insights_id" {
  description = "Application Insights component that the availability tests belong to."
  type        = string
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that the queries look into."
  type        = string
}
