variable "id" {
  description = "Resource id of the account."
  type        = string
}

variable "web_zone" {
  description = "What stands after its name in the host that it serves the site at: `z6`."
  type        = string
}

variable "publisher_principal_ids" {
  description = "Object ids of the identities that publish the site, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}
