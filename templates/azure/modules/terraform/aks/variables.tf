variable "name" {
  description = "Name of the cluster; also the first part of its host name."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$", var.name))
    error_message = "A cluster's name, as the first part of its host name, has 1 to 54 letters, digits and hyphens, and no hyphen at either end."
  }
}

variable "identity_name" {
  description = "Name of the identity of the control plane."
  type        = string
}

variable "logs_rule_name" {
  description = "Name of the data collection rule for the logs of containers."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group the cluster is made in."
  type        = string
}

variable "node_resource_group_name" {
  description = "Name of the resource group that the platform makes for the nodes. It must not exist beforehand."
  type        = string
}

variable "location" {
  description = "Azure region of the cluster."
  type        = string
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "tenant_id" {
  description = "Microsoft Entra tenant whose identities are let in."
  type        = string
}

variable "admin_group_object_ids" {
  description = "Object ids of groups that administer the cluster, past its role assignments."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "sku_tier" {
  description = "`Standard` has a service level for the API, `Free` none."
  type        = string
  default     = "Standard"

  validation {
    condition     = contains(["Free", "Standard"], var.sku_tier)
    error_message = "The tier is Free or Standard."
  }
}

variable "upgrade_channel" {
  description = "How far Kubernetes is upgraded by itself."
  type        = string
  default     = "stable"

  validation {
    condition     = contains(["patch", "stable", "rapid", "node-image"], var.upgrade_channel)
    error_message = "The channel is patch, stable, rapid or node-image."
  }
}

variable "node_os_upgrade_channel" {
  description = "How the nodes' system is upgraded by itself: `NodeImage` replaces nodes each week, `SecurityPatch` patches them meanwhile."
  type        = string
  default     = "NodeImage"

  validation {
    condition     = contains(["NodeImage", "SecurityPatch"], var.node_os_upgrade_channel)
    error_message = "The channel is NodeImage or SecurityPatch."
  }
}

variable "maintenance_window" {
  description = "When upgrades begin, in UTC; they have four hours."
  type = object({
    day_of_week = string
    start_time  = string
  })
  default = {
    day_of_week = "Sunday"
    start_time  = "02:00"
  }

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window.start_time)) && contains(["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"], var.maintenance_window.day_of_week)
    error_message = "The window begins on a day of the week, at a time such as 02:00."
  }
}

variable "zones" {
  description = "Availability zones the nodes are spread over; none, if empty. Fixed once a pool is made."
  type        = list(string)
  default     = ["1", "2", "3"]
  nullable    = false
}

variable "nodes_subnet_id" {
  description = "Subnet of the nodes."
  type        = string
}

variable "network_policy" {
  description = "What enforces network policies: `calico`, or `cilium`, which also knows hosts by name."
  type        = string
  default     = "calico"

  validation {
    condition     = contains(["calico", "cilium"], var.network_policy)
    error_message = "The policy engine is calico or cilium."
  }
}

variable "pod_cidr" {
  description = "Addresses of the pods, which only the cluster knows. Fixed once the cluster is made."
  type        = string
  default     = "10.244.0.0/16"
}

variable "service_cidr" {
  description = "Addresses of Services, which only the cluster knows. Fixed once the cluster is made."
  type        = string
  default     = "172.20.0.0/16"
}

variable "dns_service_ip" {
  description = "Address in `service_cidr` that answers questions for names. Fixed once the cluster is made."
  type        = string
  default     = "172.20.0.10"
}

variable "system_pool" {
  description = "Machines of the cluster's own pods: size, how many, and the disk, which must fit the machine's local one."
  type = object({
    vm_size         = string
    min_count       = number
    max_count       = number
    os_disk_size_gb = number
  })
}

variable "node_pools" {
  description = "Machines of the workload, by the name of the pool. Azure may take those of a `spot` pool back at any time."
  type = map(object({
    vm_size         = string
    min_count       = number
    max_count       = number
    os_disk_size_gb = number
    spot            = bool
  }))

  validation {
    condition     = length(var.node_pools) > 0 && alltrue([for name, pool in var.node_pools : can(regex("^[a-z][a-z0-9]{0,11}$", name)) && name != "system"])
    error_message = "There is at least one pool; its name has 1 to 12 small letters and digits, begins with a letter, and is not `system`."
  }
}

variable "defender_enabled" {
  description = "Whether Microsoft Defender watches the cluster."
  type        = bool
  default     = true
}

variable "prometheus_enabled" {
  description = "Whether metrics are collected for managed Prometheus."
  type        = bool
  default     = false
}

variable "keda_enabled" {
  description = "Whether KEDA scales workloads by what they measure."
  type        = bool
  default     = false
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives logs and metrics."
  type        = string
}
