resource "azurerm_key_vault_key" "this" {
  expiration_date = "2028-12-01T00:00:00Z"

  rotation_policy {
    expire_after = "P455D"

    automatic {
      time_after_creation = "P365D"
    }
  }
}
