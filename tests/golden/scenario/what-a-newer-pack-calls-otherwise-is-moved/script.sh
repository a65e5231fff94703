. "$SOURCE/tests/golden/steps.sh"
note an older pack called the vault otherwise, in both languages, and had a second workspace of logs
mkdir -p overlays/azure/terraform overlays/azure/bicep
cp "$SOURCE"/templates/azure/terraform/{main,services,outputs}.tf overlays/azure/terraform/
cp "$SOURCE"/templates/azure/bicep/{main,outputs,config}.bicep overlays/azure/bicep/
sed -i 's/module\.key_vault/module.secrets/g; s/module "key_vault"/module "secrets"/' overlays/azure/terraform/*.tf
sed -i 's/keyVault\.outputs/secretStore.outputs/g; s/module keyVault /module secretStore /' overlays/azure/bicep/*.bicep
cat >> overlays/azure/bicep/main.bicep <<'BICEP'

module archive '../../modules/bicep/monitoring/main.bicep' = {
  name: 'archive'
  scope: resourceGroup
  params: {
    workspaceName: 'log-archive'
    applicationInsightsName: 'appi-archive'
    location: location
    tags: tags
    metricsPublisherPrincipalIds: {}
  }
}
BICEP
cat >> overlays/azure/terraform/main.tf <<'TF'

module "archive" {
  source = "../../modules/terraform/monitoring"

  workspace_name            = "log-archive"
  application_insights_name = "appi-archive"
  resource_group_name       = module.resource_group.name
  location                  = var.location
  tags                      = var.tags
}
TF
run formwork compile
note the newer pack, without its history
rm -r overlays
run formwork compile
note the newer pack: a file of moves, and what becomes of the logs
mkdir -p overlays/azure/terraform
sed 's,^  - {output: .infra/<%= metadata.name %>/terraform/versions.tf,  - {output: "infra/<%= metadata.name %>/terraform/moved.tf"\, static: terraform/moved.tf\, language: hcl\, target: terraform}\n&,' \
  "$SOURCE/templates/azure/pack.yaml" > overlays/azure/pack.yaml
cat > overlays/azure/terraform/moved.tf <<'TF'
# What this pack has renamed and given up.

moved {
  from = module.secrets
  to   = module.key_vault
}

removed {
  from = module.archive

  lifecycle {
    destroy = false
  }
}
TF
run formwork plan
run formwork compile
note 'in Bicep the vault is what it is called; who gives up the logs says so'
cat >> environments/prod.yaml <<'YAML'
waivers:
  archive: {id: DR019, subject: "infra/prod/bicep#module.archive.**", reason: kept by hand for a year, owner: team-crewdesk, expires: 2098-12-31}
YAML
run formwork compile
run formwork check
