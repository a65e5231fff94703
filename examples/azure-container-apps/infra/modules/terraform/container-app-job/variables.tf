variable "name" {
  description = "Name of the job."
  type        = string

  validation {
    condition     = can(regex("^[a-z](?:-?[a-z0-9]){1,31}$", var.name)) && length(var.name) <= 32
    error_message = "A job's name has 2 to 32 lower-case letters, digits and single hyphens, begins with a letter and does not end in a hyphen."
  }
}

variable "resource_group_name" {
  description = "Resource group the job is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the environment the job runs in."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "container_app_environment_id" {
  description = "Container Apps environment the job runs in."
  type        = string
}

variable "workload_profile_name" {
  description = "Workload profile of the environment the job runs on."
  type        = string
  default     = "Consumption"
}

variable "identity_id" {
  description = "User-assigned identity of the job: it pulls the image and reads the secrets."
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
  description = "Image the job is first made with, by digest. Releases set it afterwards; a later value here changes nothing."
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
  description = "CPU cores and memory of an execution. On the `Consumption` profile memory is twice the CPU, up to 4 cores and 8Gi."
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

variable "schedule" {
  description = "When the job runs: a cron expression of five fields, in UTC. Null where it runs on events, or where somebody starts it."
  type        = string
  default     = null

  validation {
    condition     = var.schedule == null || can(regex("^\\S+ \\S+ \\S+ \\S+ \\S+$", var.schedule))
    error_message = "A schedule is a cron expression of five fields."
  }
}

variable "event" {
  description = "What starts the job: rules by name (KEDA scaler type and metadata). Null where it runs by schedule, or where somebody starts it."
  type = object({
    min_executions              = optional(number, 0)
    max_executions              = optional(number, 10)
    polling_interval_in_seconds = optional(number, 30)
    rules = map(object({
      type        = string
      metadata    = map(string)
      identity_id = optional(string)
    }))
  })
  default = null

  validation {
    condition     = var.event == null || try(length(var.event.rules) > 0 && var.event.min_executions <= var.event.max_executions, false)
    error_message = "A job that runs on events has a rule, and not more executions at least than at most."
  }
}

variable "replica_timeout_in_seconds" {
  description = "Seconds after which an execution is given up."
  type        = number
  default     = 1800

  validation {
    condition     = var.replica_timeout_in_seconds >= 1
    error_message = "An execution has at least a second."
  }
}

variable "replica_retry_limit" {
  description = "How often a failed execution is tried again."
  type        = number
  default     = 1

  validation {
    condition     = var.replica_retry_limit >= 0 && var.replica_retry_limit <= 10
    error_message = "A failed execution is tried 0 to 10 times again."
  }
}

variable "config" {
  description = "Plain settings, by the name of their environment variable."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "key_vault_references" {
  description = "Key Vault secrets the job may read, by the name the job knows them under. Without a version, a new version is taken up within half an hour."
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
