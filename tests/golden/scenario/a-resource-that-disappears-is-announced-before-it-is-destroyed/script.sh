. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/vaults
cat > overlays/vaults/pack.yaml <<'PACK'
pack: vaults
description: A vault for each service.
target: kubernetes
owns: ["infra/<%= metadata.name %>/terraform", "infra/<%= metadata.name %>/bicep"]
artifacts:
  - {output: "infra/<%= metadata.name %>/terraform/main.tf", template: root.tf, language: hcl}
  - {output: "infra/<%= metadata.name %>/terraform/terraform.tfvars", template: root.tfvars, language: hcl}
  - {output: "infra/<%= metadata.name %>/bicep/main.bicep", template: root.bicep, language: bicep}
  - {output: "infra/<%= metadata.name %>/bicep/main.bicepparam", template: root.bicepparam, language: bicep}
  - {output: infra/modules/terraform/vault/main.tf, static: vault.tf, language: hcl, unit: shared}
  - {output: infra/modules/bicep/vault/main.bicep, static: vault.bicep, language: bicep, unit: shared}
rules: [rules.yaml]
PACK
cat > overlays/vaults/root.tf <<'FILE'
variable "environment" {
  type = string
}
<% for name, service in services %>

module "vault_<%= name %>" {
  source = "../../modules/terraform/vault"
  name = "kv-<%= name %>-${var.environment}"
  keys = ["a", "b"]
}
<% end %>
FILE
cat > overlays/vaults/root.tfvars <<'FILE'
environment = <%= metadata.name %>
FILE
cat > overlays/vaults/vault.tf <<'FILE'
variable "name" {
  type = string
}

variable "keys" {
  type = set(string)
}

resource "azurerm_key_vault" "this" {
  name     = var.name
  sku_name = "standard"

  rbac_authorization_enabled    = true
  public_network_access_enabled = false

  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}

resource "azurerm_key_vault_key" "this" {
  for_each = var.keys

  name         = each.key
  key_vault_id = azurerm_key_vault.this.id

  expiration_date = "2098-12-31T00:00:00Z"

  rotation_policy {
    expire_after = "P2Y"

    automatic {
      time_after_creation = "P1Y"
    }
  }
}

resource "azurerm_management_lock" "this" {
  name       = "do-not-delete"
  scope      = azurerm_key_vault.this.id
  lock_level = "CanNotDelete"
}
FILE
cat > overlays/vaults/root.bicep <<'FILE'
param environment string

<% for name, service in services %>
module vault_<%= name %> '../../modules/bicep/vault/main.bicep' = {
  params: {
    name: 'kv-<%= name %>-${environment}'
  }
}

<% end %>
FILE
cat > overlays/vaults/root.bicepparam <<'FILE'
using 'main.bicep'

param environment = <%= metadata.name %>
FILE
cat > overlays/vaults/vault.bicep <<'FILE'
param name string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: 'westeurope'
  properties: {
    enableRbacAuthorization: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
  }
}
FILE
cat > overlays/vaults/rules.yaml <<'RULES'
rules:
  - id: VAULT-001
    title: vaults are named after their environment
    on: terraform/azurerm_key_vault
    assert: matches(object.name, spec.metadata.name)
    message: its name does not say where it is
    help: give it the name of the environment
RULES
run formwork compile
run grep '"k":"res"' infra/prod/formwork.lock
note 'a rule sees the vault as it is deployed'
sed -i 's/-${var.environment}"/"/' overlays/vaults/root.tf
run formwork check --env prod --only FW4001
sed -i 's/  name = "kv-<%= name %>"/  name = "kv-<%= name %>-${var.environment}"/' overlays/vaults/root.tf
note 'another name for every vault, and no lock any more'
sed -i 's/"kv-/"vault-/' overlays/vaults/root.tf
sed -i '/azurerm_management_lock/,$d' overlays/vaults/vault.tf
run formwork plan
run formwork plan --env dev --format json
run formwork compile
note 'the template says what becomes of the lock'
cp overlays/vaults/root.tf root.tf
cat >> overlays/vaults/root.tf <<'FILE'

removed {
  from = module.vault_api.azurerm_management_lock.this

  lifecycle {
    destroy = false
  }
}
FILE
run formwork plan --env prod
run formwork compile
note 'the module of the service gets another name in both languages'
mv root.tf overlays/vaults/root.tf
sed -i 's/module "vault_/module "safe_/' overlays/vaults/root.tf
sed -i 's/module vault_/module safe_/' overlays/vaults/root.bicep
run formwork compile
cat >> overlays/vaults/root.tf <<'FILE'

moved {
  from = module.vault_api
  to   = module.safe_api
}
FILE
run formwork plan
run formwork compile
note 'a key goes; who means it says so'
sed -i 's/, "b"\]/]/' overlays/vaults/root.tf
run formwork compile --env prod
cat >> environments/prod.yaml <<'YAML'
waivers:
  keys: {id: DR019, subject: "infra/prod/terraform#module.safe_*.azurerm_key_vault_key.**", reason: the application has its own, owner: team-shop, expires: 2098-12-31}
YAML
run formwork compile -q
run formwork check
note 'a forged record makes nothing right'
sed -i 's/"a":"module.safe_api.azurerm_key_vault.this"/"a":"module.safe_api.azurerm_key_vault.that"/' infra/prod/formwork.lock
run formwork check --env prod
