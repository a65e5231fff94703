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

variable "identity_id" {
  description = "User-assigned identity of the job: it logs in to the database and writes to the container."
  type        = string
}

variable "identity_client_id" {
  description = "Client id of the identity, by which the containers ask for its tokens."
  type        = string
}

variable "registry_server" {
  description = "Host name of the container registry, for images that lie there."
  type        = string
}

variable "dump_image" {
  description = "Image with `pg_dump` of the server's major version, by digest."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.dump_image))
    error_message = "An image is named by digest: registry/name@sha256:… or registry/name:tag@sha256:…."
  }
}

variable "upload_image" {
  description = "Image with `rclone`, by digest."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.upload_image))
    error_message = "An image is named by digest: registry/name@sha256:… or registry/name:tag@sha256:…."
  }
}

variable "resources" {
  description = "CPU cores and memory of each of the two containers. The copy must fit on the disk of a replica: 8 GiB from 2 cores on."
  type = object({
    cpu    = optional(number, 2)
    memory = optional(string, "4Gi")
  })
  default  = {}
  nullable = false
}

variable "schedule" {
  description = "When a copy is made, as five fields of cron in UTC."
  type        = string
}

variable "replica_timeout_in_seconds" {
  description = "Seconds until a run is given up."
  type        = number
  default     = 7200
}

variable "database" {
  description = "The database: its server, and the role that reads everything (`pg_read_all_data`), which has the name of the identity."
  type = object({
    host = string
    port = optional(number, 5432)
    name = string
    user = string
  })
}

variable "storage_account_name" {
  description = "Storage account that copies are written to."
  type        = string
}

variable "container_name" {
  description = "Container in it."
  type        = string
}
