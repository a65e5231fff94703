provider "azurerm" {
  subscription_id     = var.subscription_id
  tenant_id           = var.tenant_id
  storage_use_azuread = true # storage accounts have no keys

  features {
    key_vault {
      # A vault that was deleted can be recovered until its retention is over.
      purge_soft_delete_on_destroy = false
    }

    storage {
      # The data plane is reached from within the network alone.
      data_plane_available = false
    }
  }
}
