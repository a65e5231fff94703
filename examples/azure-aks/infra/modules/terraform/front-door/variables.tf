variable "name" {
  description = "Name of the Front Door profile."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,88}[a-zA-Z0-9]$", var.name))
    error_message = "A profile's name has 2 to 90 letters, digits and hyphens, and no hyphen at either end."
  }
}

variable "resource_group_name" {
  description = "Resource group the profile is made in."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "profile_exists" {
  description = "Whether the profile is there already, in `resource_group_name`; then it is neither made nor logged here."
  type        = bool
  default     = false
}

variable "name_prefix" {
  description = "What the names of domains, origins, routes and rule sets begin with, where several environments share the profile."
  type        = string
  default     = ""
}

variable "endpoint_name" {
  description = "Name of the endpoint; Azure makes its host name of it."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,44}[a-zA-Z0-9]$", var.endpoint_name))
    error_message = "An endpoint's name has 2 to 46 letters, digits and hyphens, and no hyphen at either end."
  }
}

variable "firewall_policy_name" {
  description = "Name of the web application firewall policy: letters and digits only."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9]{0,127}$", var.firewall_policy_name))
    error_message = "A firewall policy's name has up to 128 letters and digits and begins with a letter."
  }
}

variable "security_policy_name" {
  description = "Name of the security policy, which binds the firewall to the endpoint and the domains."
  type        = string
}

variable "response_timeout_seconds" {
  description = "Seconds an origin may take to answer."
  type        = number
  default     = 60

  validation {
    condition     = var.response_timeout_seconds >= 16 && var.response_timeout_seconds <= 240
    error_message = "An origin has 16 to 240 seconds."
  }
}

variable "custom_domains" {
  description = "Domains the service is reached under, by the name of the resource. Certificates are Front Door's own. With the id of an Azure DNS zone, the domain is tied to it."
  type = map(object({
    host_name   = string
    dns_zone_id = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, domain in var.custom_domains : can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,258}[a-zA-Z0-9]$", name)) && length(domain.host_name) <= 64])
    error_message = "A domain's resource is named in letters, digits and hyphens; a host name with a managed certificate has at most 64 characters."
  }
}

variable "routes" {
  description = "What is served, by a name that origin group, origin and route bear: addresses, origin, and the headers of its responses. `domains` are keys of `custom_domains`; without one the route answers under Azure's name. A private link waits for approval on the target. A policy longer than 640 bytes goes on in `content_security_policy_rest`, in pieces that are appended as they are. `content_security_policy_tried` is a second policy, only reported on, in pieces likewise."
  type = map(object({
    patterns      = list(string)
    domains       = optional(list(string), [])
    cache_enabled = optional(bool, false)
    origin = object({
      host_name  = string
      probe_path = string
      private_link = optional(object({
        target_id   = string
        target_type = optional(string)
        location    = string
      }))
    })
    rule_set_name                       = string
    content_security_policy             = optional(string)
    content_security_policy_rest        = optional(list(string), [])
    content_security_policy_report_only = optional(bool, false)
    content_security_policy_tried       = optional(list(string), [])
    response_headers                    = optional(map(string), {})
    removed_response_headers            = optional(list(string), ["Server", "X-Powered-By"])
  }))

  validation {
    condition     = alltrue([for name, route in var.routes : can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,88}[a-zA-Z0-9]$", name)) && can(regex("^[a-zA-Z][a-zA-Z0-9]{0,59}$", route.rule_set_name))])
    error_message = "A route is named in 2 to 90 letters, digits and hyphens, its rule set in 1 to 60 letters and digits."
  }

  validation {
    condition     = length(distinct([for name, route in var.routes : route.rule_set_name])) == length(var.routes)
    error_message = "Every route has a rule set of its own."
  }

  validation {
    condition     = alltrue([for name, route in var.routes : alltrue([for value in concat([coalesce(route.content_security_policy, "-")], route.content_security_policy_rest, route.content_security_policy_tried, values(route.response_headers)) : can(regex("^[ -~]{1,640}$", value))])])
    error_message = "Front Door takes header values of 1 to 640 bytes, printable ASCII only."
  }

  validation {
    condition     = alltrue([for name, route in var.routes : route.content_security_policy != null || length(route.content_security_policy_rest) == 0])
    error_message = "A policy that goes on has a beginning."
  }

  validation {
    condition     = alltrue([for name, route in var.routes : !route.content_security_policy_report_only || length(route.content_security_policy_tried) == 0])
    error_message = "One policy is only reported on: the only one, or the one that is tried beside it."
  }

  validation {
    condition     = alltrue([for name, route in var.routes : alltrue([for header in concat(keys(route.response_headers), route.removed_response_headers) : can(regex("^[A-Za-z][A-Za-z0-9-]*$", header)) && lower(header) != "content-security-policy"])])
    error_message = "Header names are letters, digits and hyphens; the policy has an input of its own."
  }

  validation {
    condition     = alltrue([for name, route in var.routes : length(route.patterns) > 0 && startswith(route.origin.probe_path, "/") && length(route.origin.probe_path) > 1])
    error_message = "A route has a pattern, and an origin's probe asks for a path of its own, not for /."
  }

  validation {
    condition     = alltrue([for name, route in var.routes : try(route.origin.private_link.target_type, null) == null || try(contains(["managedEnvironments", "web", "blob", "sites"], route.origin.private_link.target_type), false)])
    error_message = "The target of a private link is managedEnvironments, web, blob or sites; none for a private link service."
  }
}

variable "firewall_mode" {
  description = "`Prevention` blocks what the rules match; `Detection` only logs it, to try rules out."
  type        = string
  default     = "Prevention"

  validation {
    condition     = contains(["Prevention", "Detection"], var.firewall_mode)
    error_message = "The mode is Prevention or Detection."
  }
}

variable "canary_domains" {
  description = "Keys of `custom_domains` that a policy of their own blocks at already, while `firewall_mode` still logs for the others."
  type        = list(string)
  default     = []
}

variable "canary_policy_name" {
  description = "Name of that policy: letters and digits only."
  type        = string
  default     = null
}

variable "rate_limit_per_minute" {
  description = "Requests a client may make in a minute before it is blocked."
  type        = number
  default     = 600

  validation {
    condition     = var.rate_limit_per_minute >= 10
    error_message = "Front Door counts from 10 requests a minute."
  }
}

variable "max_request_bytes" {
  description = "Largest request body, by its Content-Length."
  type        = number
  default     = 1048576

  validation {
    condition     = var.max_request_bytes >= 1
    error_message = "The largest body has at least a byte."
  }
}

variable "allowed_countries" {
  description = "Countries requests may come from, as two-letter codes; empty for all."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for country in var.allowed_countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "A country is a code of two capital letters."
  }
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives access, firewall and probe logs."
  type        = string
}
