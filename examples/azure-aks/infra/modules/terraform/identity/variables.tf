variable "name" {
  description = "Name of the identity."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$", var.name))
    error_message = "An identity's name has 3 to 128 letters, digits, - and _, and begins with a letter or digit."
  }
}

variable "resource_group_name" {
  description = "Resource group the identity is made in."
  type        = string
}

variable "location" {
  description = "Azure region of the identity."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "github_issuer" {
  description = "Who issues the tokens of GitHub's workflows; GitHub Enterprise Server has an address of its own."
  type        = string
  default     = "https://token.actions.githubusercontent.com"

  validation {
    condition     = startswith(var.github_issuer, "https://")
    error_message = "The issuer is an https address."
  }
}

variable "github_subjects" {
  description = "Workflows that may act as the identity, by the name of the credential: `repo:OWNER/NAME:environment:ENVIRONMENT`."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, subject in var.github_subjects : can(regex("^[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}$", name)) && can(regex("^repo:[^:*/]+/[^:*/]+:(environment:[^:*]+|ref:refs/[^:*]+|pull_request)$", subject))])
    error_message = "A subject names one repository and one environment, ref or pull_request, without wildcards; its credential has 3 to 120 letters, digits, - and _."
  }
}

variable "kubernetes_issuer" {
  description = "Who issues the tokens of the service accounts: the cluster's OpenID Connect issuer; null where there is no cluster."
  type        = string
  default     = null
}

variable "kubernetes_subjects" {
  description = "Service accounts that act as the identity, by the name of the credential: `system:serviceaccount:NAMESPACE:NAME`. Azure takes 20."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.kubernetes_subjects) <= 20 && alltrue([for name, subject in var.kubernetes_subjects : can(regex("^[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}$", name)) && can(regex("^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$", subject))])
    error_message = "A subject names one service account; its credential has 3 to 120 letters, digits, - and _, and there are 20 at most."
  }
}

variable "resource_group_id" {
  description = "Resource group that `role_assignments` apply to."
  type        = string
}

variable "role_assignments" {
  description = "Built-in roles of the identity on the resource group, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, role in var.role_assignments : contains(["AcrPush", "Azure Kubernetes Service Cluster User Role", "Azure Kubernetes Service RBAC Cluster Admin", "Container Apps Contributor", "Container Apps Jobs Contributor", "Monitoring Reader", "Reader"], role)])
    error_message = "The role is AcrPush, Azure Kubernetes Service Cluster User Role, Azure Kubernetes Service RBAC Cluster Admin, Container Apps Contributor, Container Apps Jobs Contributor, Monitoring Reader or Reader."
  }
}
