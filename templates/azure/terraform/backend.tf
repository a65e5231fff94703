# Made by infra/scripts/bootstrap.sh. Access is by Microsoft Entra alone: the account has no keys.
terraform {
  backend "azurerm" {
    subscription_id      = <%= azure.subscription_id %>
    tenant_id            = <%= azure.tenant_id %>
    resource_group_name  = <%= azure.state.resource_group_name %>
    storage_account_name = <%= azure.state.storage_account_name %>
    container_name       = <%= azure.state.container_name %>
    key                  = "terraform.tfstate"
    use_azuread_auth     = true
  }
}
