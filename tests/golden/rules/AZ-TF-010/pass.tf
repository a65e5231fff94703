resource "azurerm_key_vault" "this" {
  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}
