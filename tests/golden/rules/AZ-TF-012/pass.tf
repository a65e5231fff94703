resource "azurerm_postgresql_flexible_server" "this" {
  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
  }
}
