# Data has keys of its own, which services wrap with this one: it never leaves the vault.
resource "azurerm_key_vault_key" "this" {
  name         = var.name
  key_vault_id = var.key_vault_id
  key_type     = var.key_type
  key_size     = 3072
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = var.tags

  expiration_date = var.expiration_date

  rotation_policy {
    expire_after         = var.expire_after
    notify_before_expiry = var.notify_before_expiry

    automatic {
      time_after_creation = var.rotate_after
    }
  }

  lifecycle {
    # Each version that the vault makes has an end of its own.
    ignore_changes = [expiration_date]
  }

  # Whoever applies makes it.
  depends_on = [azurerm_role_assignment.officer]
}

resource "azurerm_role_assignment" "officer" {
  for_each = var.officer_principal_ids

  scope                = var.key_vault_id
  role_definition_name = "Key Vault Crypto Officer"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "user" {
  for_each = var.user_principal_ids

  scope                = azurerm_key_vault_key.this.resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}
