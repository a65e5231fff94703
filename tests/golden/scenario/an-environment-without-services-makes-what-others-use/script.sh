. "$SOURCE/tests/golden/steps.sh"
rm -rf environments releases overlays infra
mkdir environments releases
cat > environments/hub.yaml <<'YAML'
apiVersion: formwork.dev/v1alpha1
kind: Environment
metadata: {name: hub, tier: staging, owner: team-platform}
targets: [terraform, bicep]
naming: {organisation: acme, workload: hub}
platform:
  runtime: container-apps
  tenant: 9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601
  subscription: 0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b12
  regions: {primary: westeurope}
registry: {server: cracmehub.azurecr.io}
cache: {}
services: {}
observability: {receivers: {team: {emails: [platform@acme.example]}}}
waivers: {platform: {id: DR030, subject: "**", reason: It runs nothing, owner: team-platform, expires: 2098-12-31}}
YAML
cat > environments/shop.yaml <<'YAML'
apiVersion: formwork.dev/v1alpha1
kind: Environment
metadata: {name: shop, tier: staging, owner: team-shop}
targets: [terraform, bicep]
naming: {organisation: acme, workload: shop}
platform:
  runtime: container-apps
  tenant: 9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601
  subscription: 0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b12
  regions: {primary: westeurope}
  # A vault of the time before.
  azure:
    imports:
      module.key_vault.azurerm_key_vault.this: /subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b12/resourceGroups/rg-shop-shop/providers/Microsoft.KeyVault/vaults/kv-shop-shop-4f0a1c
registry: {server: cracmehub.azurecr.io}
cache: {}
services: {api: {needs: [cache], secrets: {signing-key: {}}}}
secrets: {entries: {signing-key: {}}}
observability: {receivers: {team: {emails: [shop@acme.example]}}}
YAML
printf 'services:\n  api: {image: {tag: v1.4.2, digest: sha256:%064d}}\n' 7 > releases/shop.yaml
run formwork compile --env hub -q
note 'what the platform gives to others, in both languages'
run sed -n '/output "bindings"/,$p' infra/hub/terraform/outputs.tf
run sed -n '/^output bindings/,/^}/p' infra/hub/bicep/main.bicep
note 'once it was applied, its outputs are bound'
group=/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b12/resourceGroups/rg-hub-hub
cat > outputs.json <<JSON
{"bindings": {"value": {"shared": {
  "network": "$group/providers/Microsoft.Network/virtualNetworks/vnet-hub-hub",
  "private_dns_zones": "$group",
  "workspace": "$group/providers/Microsoft.OperationalInsights/workspaces/log-hub-hub",
  "environment": "$group/providers/Microsoft.App/managedEnvironments/cae-hub-hub",
  "registry": "$group/providers/Microsoft.ContainerRegistry/registries/cracmehub",
  "cache": "$group/providers/Microsoft.Cache/redisEnterprise/amr-hub-hub-1f0c5a"
}}}}
JSON
run formwork bind shop --from outputs.json
run formwork compile
run grep -A 4 '^existing_' infra/shop/terraform/terraform.tfvars
run grep 'source ' infra/shop/terraform/main.tf
run cat infra/shop/terraform/imports.tf
run formwork check
