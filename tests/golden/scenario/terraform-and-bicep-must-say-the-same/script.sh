. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/vaults
cat > overlays/vaults/pack.yaml <<'PACK'
pack: vaults
description: A vault for each service.
target: kubernetes
artifacts:
  - {output: "infra/<%= metadata.name %>/terraform/main.tf", template: root.tf, language: hcl}
  - {output: "infra/<%= metadata.name %>/terraform/terraform.tfvars", template: root.tfvars, language: hcl}
  - {output: "infra/<%= metadata.name %>/bicep/main.bicep", template: root.bicep, language: bicep}
  - {output: "infra/<%= metadata.name %>/bicep/main.bicepparam", template: root.bicepparam, language: bicep}
  - {output: infra/modules/terraform/vault/main.tf, static: vault.tf, language: hcl, unit: shared}
  - {output: infra/modules/bicep/vault/main.bicep, static: vault.bicep, language: bicep, unit: shared}
parity: parity.yaml
PACK
cat > overlays/vaults/parity.yaml <<'FILE'
version: 1
resources:
  - terraform: azurerm_key_vault
    arm: Microsoft.KeyVault/vaults
    properties:
      - {terraform: name, arm: name}
      - {terraform: soft_delete_retention_days, arm: properties.softDeleteRetentionInDays}
      - {terraform: purge_protection_enabled, arm: properties.enablePurgeProtection, map: {true: true, false: null}}
      - {arm: properties.enableSoftDelete, only: bicep, value: true, reason: The provider sends it by itself.}
      - {terraform: tenant_id, arm: properties.tenantId}
      - {terraform: rbac_authorization_enabled, arm: properties.enableRbacAuthorization}
      - {terraform: public_network_access_enabled, arm: properties.publicNetworkAccess, map: {true: Enabled, false: Disabled}}
      - {terraform: network_acls.bypass, arm: properties.networkAcls.bypass}
      - {terraform: network_acls.default_action, arm: properties.networkAcls.defaultAction}
modules:
  vault:
    - {terraform: azurerm_key_vault.this, bicep: [vault]}
FILE
cat > overlays/vaults/root.tf <<'FILE'
variable "retention" {
  type = number
}
<% for name, service in services %>

module "vault_<%= name %>" {
  source         = "../../modules/terraform/vault"
  name           = "kv-<%= name %>"
  retention_days = var.retention
}
<% end %>
FILE
cat > overlays/vaults/root.tfvars <<'FILE'
retention = <%= metadata.tier == "production" ? 90 : 7 %>
FILE
cat > overlays/vaults/vault.tf <<'FILE'
variable "name" {
  type = string
}

variable "retention_days" {
  type = number
}

data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "this" {
  name                       = var.name
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  soft_delete_retention_days = var.retention_days
  purge_protection_enabled   = false
  sku_name                   = "standard"

  rbac_authorization_enabled    = true
  public_network_access_enabled = false

  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}
FILE
cat > overlays/vaults/root.bicep <<'FILE'
param retention int

<% for name, service in services %>
module vault<%= name %> '../../modules/bicep/vault/main.bicep' = {
  params: {
    name: 'kv-<%= name %>'
    retentionDays: retention
  }
}

<% end %>
FILE
cat > overlays/vaults/root.bicepparam <<'FILE'
using 'main.bicep'

param retention = <%= metadata.tier == "production" ? 90 : 7 %>
FILE
cat > overlays/vaults/vault.bicep <<'FILE'
param name string

param retentionDays int

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  properties: {
    tenantId: tenant().tenantId
    softDeleteRetentionInDays: retentionDays
    enableSoftDelete: true
    enableRbacAuthorization: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
  }
}
FILE
run formwork compile
run formwork validate -v
note 'one value differs in production, another everywhere'
sed -i 's/? 90 : 7/? 30 : 7/' overlays/vaults/root.bicepparam
sed -i 's/enableSoftDelete: true/enableSoftDelete: false/' overlays/vaults/vault.bicep
run formwork compile
note 'who means it says so'
sed -i 's/enableSoftDelete: false/enableSoftDelete: true/' overlays/vaults/vault.bicep
cat >> environments/prod.yaml <<'YAML'
waivers:
  retention: {id: DR032, subject: "infra/prod/terraform#**.soft_delete_retention_days", reason: the Bicep is being moved, owner: team-shop, expires: 2098-12-31}
YAML
run formwork compile
note 'a resource in Bicep alone, and one of no row'
cat >> overlays/vaults/root.bicep <<'FILE'
module another '../../modules/bicep/vault/main.bicep' = {
  params: {
    name: 'kv-another'
    retentionDays: retention
  }
}
FILE
cat >> overlays/vaults/vault.tf <<'FILE'

resource "azurerm_key_vault_key" "this" {
  name         = "key"
  key_vault_id = azurerm_key_vault.this.id

  expiration_date = "2098-12-31T00:00:00Z"

  rotation_policy {
    expire_after = "P2Y"

    automatic {
      time_after_creation = "P1Y"
    }
  }
}
FILE
run formwork compile --env dev
note 'a table that is none'
sed -i 's/value: true, reason/values: true, reason/' overlays/vaults/parity.yaml
run formwork compile --env dev
