resource "azurerm_kubernetes_cluster" "it" {
  azure_policy_enabled = true

  oms_agent {
    log_analytics_workspace_id      = "x"
    msi_auth_for_monitoring_enabled = true
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }
}
