variable "name" {
  description = "Name of the container app."
  type        = string

  validation {
    condition     = can(regex("^[a-z](?:-?[a-z0-9]){1,31}$", var.name)) && length(var.name) <= 32
    error_message = "A container app's name has 2 to 32 lower-case letters, digits and single hyphens, begins with a letter and does not end in a hyphen."
  }
}

variable "resource_group_name" {
  description = "Resource group the container app is made in."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "container_app_environment_id" {
  description = "Container Apps environment the app runs in."
  type        = string
}

variable "workload_profile_name" {
  description = "Workload profile of the environment the app runs on."
  type        = string
  default     = "Consumption"
}

variable "identity_id" {
  description = "User-assigned identity of the service: it pulls the image and reads the secrets."
  type        = string
}

variable "registry_server" {
  description = "Host name of the container registry."
  type        = string
}

variable "container_name" {
  description = "Name of the container, by which the release workflow sets its image."
  type        = string
}

variable "image" {
  description = "Image the app is first made with, by digest. Releases set it afterwards; a later value here changes nothing."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "An image is named by digest: registry/name@sha256:… or registry/name:tag@sha256:…."
  }
}

variable "command" {
  description = "Replaces the image's entry point; null keeps it."
  type        = list(string)
  default     = null
}

variable "args" {
  description = "Replaces the image's arguments; null keeps them."
  type        = list(string)
  default     = null
}

variable "resources" {
  description = "CPU cores and memory of a replica. On the `Consumption` profile memory is twice the CPU, up to 4 cores and 8Gi."
  type = object({
    cpu    = optional(number, 0.5)
    memory = optional(string, "1Gi")
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.resources.cpu >= 0.25 && var.resources.cpu % 0.25 == 0 && can(regex("^[0-9]+([.][0-9]+)?Gi$", var.resources.memory))
    error_message = "CPU is a multiple of 0.25, memory is in Gi, such as 1Gi or 0.5Gi."
  }
}

variable "revision_mode" {
  description = "`Single`: a new revision takes over when it is ready. `Multiple`: the roll-out moves traffic weights between revisions."
  type        = string
  default     = "Single"

  validation {
    condition     = contains(["Single", "Multiple"], var.revision_mode)
    error_message = "The revision mode is Single or Multiple."
  }
}

variable "max_inactive_revisions" {
  description = "Revisions kept to roll back to."
  type        = number
  default     = 10

  validation {
    condition     = var.max_inactive_revisions >= 0 && var.max_inactive_revisions <= 100
    error_message = "0 to 100 inactive revisions are kept."
  }
}

variable "ingress" {
  description = "How requests come in; null for a worker, which takes none. `external_enabled` opens the app to the virtual network and to Front Door's private link, else only to apps of the environment. Where `allowed_ip_ranges` (name to CIDR range) has an entry, no other address gets in."
  type = object({
    target_port             = number
    external_enabled        = optional(bool, false)
    transport               = optional(string, "auto")
    client_certificate_mode = optional(string, "ignore")
    allowed_ip_ranges       = optional(map(string), {})
  })
  default = null

  validation {
    condition     = var.ingress == null || try(contains(["auto", "http", "http2"], var.ingress.transport) && contains(["ignore", "accept", "require"], var.ingress.client_certificate_mode), false)
    error_message = "The transport is auto, http or http2; the client certificate mode is ignore, accept or require."
  }
}

variable "config" {
  description = "Plain settings, by the name of their environment variable."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "key_vault_references" {
  description = "Key Vault secrets the app may read, by the name the app knows them under. Without a version, a new version is taken up within half an hour."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, id in var.key_vault_references : can(regex("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", name)) && can(regex("^https://[^/]+/secrets/", id))])
    error_message = "A secret is named in lower-case letters, digits and hyphens, and refers to Key Vault: https://VAULT/secrets/NAME."
  }
}

variable "referenced_config" {
  description = "Secrets given as environment variables: name of the variable to name in `key_vault_references`."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "references_mount_path" {
  description = "Folder in which every secret of `key_vault_references` is a file; null for none."
  type        = string
  default     = null
}

variable "probes" {
  description = "How the container shows that it has started, takes requests, and lives: HTTP paths on one port. Times are in seconds."
  type = object({
    port = number
    startup = object({
      path                    = string
      initial_delay           = optional(number, 1)
      interval_seconds        = optional(number, 5)
      timeout                 = optional(number, 3)
      failure_count_threshold = optional(number, 30)
    })
    readiness = object({
      path                    = string
      initial_delay           = optional(number, 1)
      interval_seconds        = optional(number, 10)
      timeout                 = optional(number, 3)
      failure_count_threshold = optional(number, 3)
    })
    liveness = object({
      path                    = string
      initial_delay           = optional(number, 1)
      interval_seconds        = optional(number, 10)
      timeout                 = optional(number, 3)
      failure_count_threshold = optional(number, 3)
    })
  })

  validation {
    condition     = alltrue([for probe in [var.probes.startup, var.probes.readiness, var.probes.liveness] : startswith(probe.path, "/") && probe.initial_delay >= 1 && probe.initial_delay <= 60 && probe.interval_seconds >= 1 && probe.interval_seconds <= 240 && probe.timeout >= 1 && probe.timeout <= 240])
    error_message = "A probe's path begins with /, it waits 1 to 60 seconds first and runs every 1 to 240 seconds."
  }
}

variable "scale" {
  description = "How many replicas run, and what adds more: concurrent HTTP requests and CPU (per cent) for each replica, or rules of your own (KEDA scaler type and metadata)."
  type = object({
    min_replicas                = optional(number, 2)
    max_replicas                = optional(number, 10)
    polling_interval_in_seconds = optional(number, 30)
    cooldown_period_in_seconds  = optional(number, 300)
    concurrent_requests         = optional(number)
    cpu_utilization             = optional(number)
    custom_rules = optional(map(object({
      type        = string
      metadata    = map(string)
      identity_id = optional(string)
    })), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.scale.min_replicas >= 0 && var.scale.max_replicas >= 1 && var.scale.min_replicas <= var.scale.max_replicas && var.scale.max_replicas <= 300
    error_message = "At least 0 and at most 300 replicas run, and not more at least than at most."
  }
}

variable "termination_grace_period_seconds" {
  description = "Seconds a replica has to finish what it began before it is killed."
  type        = number
  default     = 60

  validation {
    condition     = var.termination_grace_period_seconds >= 1 && var.termination_grace_period_seconds <= 600
    error_message = "The grace period is 1 to 600 seconds."
  }
}
