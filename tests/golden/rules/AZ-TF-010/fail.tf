resource "azurerm_key_vault" "this" {
  network_acls {
    default_action = "Allow"
    bypass         = "AzureServices"
  }
}
