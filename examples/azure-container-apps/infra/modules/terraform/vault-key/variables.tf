variable "name" {
  description = "Name of the key."
  type        = string
}

variable "key_vault_id" {
  description = "Resource id of the vault, which must ask roles."
  type        = string
}

variable "key_type" {
  description = "`RSA`, which the service keeps by software, or `RSA-HSM`, which hardware keeps, in a vault that is premium."
  type        = string
  default     = "RSA"

  validation {
    condition     = contains(["RSA", "RSA-HSM"], var.key_type)
    error_message = "A key is RSA or RSA-HSM."
  }
}

variable "tags" {
  description = "Tags of all resources of the module."
  type        = map(string)
  default     = {}
}

variable "expiration_date" {
  description = "When the first version ends, in RFC 3339; later ones end as `expire_after` says."
  type        = string
}

variable "rotate_after" {
  description = "Age at which the vault makes a new version, as an ISO 8601 duration."
  type        = string
}

variable "expire_after" {
  description = "Age at which a version ends, as an ISO 8601 duration: nothing can be wrapped with it any more, but unwrapped."
  type        = string
}

variable "notify_before_expiry" {
  description = "How long before its end the vault reports a version, as an ISO 8601 duration."
  type        = string
  default     = "P30D"
}

variable "user_principal_ids" {
  description = "Object ids of the identities that wrap and unwrap, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "officer_principal_ids" {
  description = "Object ids of the identities that make and change the key, by a name of their own."
  type        = map(string)
  default     = {}
  nullable    = false
}
