. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/storage
cat > overlays/storage/pack.yaml <<'PACK'
pack: storage
description: A storage account for reports.
target: kubernetes
owns: ["infra/<%= metadata.name %>/terraform"]
artifacts:
  - {output: "infra/<%= metadata.name %>/terraform/main.tf", template: main.tf, language: hcl}
rules: [rules.yaml]
PACK
cat > overlays/storage/main.tf <<'TEMPLATE'
<% let production = metadata.tier == "production" %>
locals {
  # Who pays, and what for.
  tags = <%= {owner: metadata.owner, environment: metadata.name} %>
<% for name, service in services %>
  port_<%= name %> = <%= service.port %>   # of <%= name %>
<% end %>
}

resource "azurerm_storage_account" "reports" {
  name = <%= "reports" ~ metadata.name %>
  location = "westeurope"
<% if production %>
  account_replication_type = "ZRS"
<% else %>
  account_replication_type = "LRS"
<% end %>
  https_traffic_only_enabled = <%= production %>
  min_tls_version = "TLS1_2"
  shared_access_key_enabled = false
  allow_nested_items_to_be_public = false
  tags = local.tags
  network_rules {
    default_action = "Deny"
    bypass = <%= ["AzureServices"] %>
  }
}
TEMPLATE
cat > overlays/storage/rules.yaml <<'RULES'
rules:
  - id: STORAGE-001
    title: storage speaks TLS only
    on: terraform/azurerm_storage_account
    assert: object.https_traffic_only_enabled == true
    message: plain HTTP is answered
    help: set https_traffic_only_enabled
    severity: error
  - id: STORAGE-002
    title: the network is closed
    on: terraform/azurerm_storage_account
    assert: all(rules in object.network_rules, rules.default_action == "Deny")
    message: everybody may connect
    help: set default_action to Deny
    severity: error
RULES
run formwork templates lint
run formwork compile
sed -i 's/<%= production %>/true/' overlays/storage/main.tf
run formwork compile --verify=full
run cat infra/prod/terraform/main.tf
run formwork explain infra/prod/terraform/main.tf:3
run formwork explain infra/prod/terraform/main.tf:11
run formwork check
sed -i 's/tags = local.tags/location = "northeurope"/' overlays/storage/main.tf
run formwork compile
