# Made by infra/scripts/bootstrap.sh. Access is by Microsoft Entra alone: the account has no keys.
terraform {
  backend "azurerm" {
    subscription_id      = "0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13"
    tenant_id            = "9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601"
    resource_group_name  = "rg-ledger-prod-state"
    storage_account_name = "stledgerprodstate94c867"
    container_name       = "prod"
    key                  = "terraform.tfstate"
    use_azuread_auth     = true
  }
}
