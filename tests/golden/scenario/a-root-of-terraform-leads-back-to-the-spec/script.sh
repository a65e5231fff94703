. "$SOURCE/tests/golden/steps.sh"
line() { grep -n "$1" "$2" | head -1 | cut -d: -f1; }
run formwork explain "infra/prod/terraform/terraform.tfvars:$(line GP_Standard infra/prod/terraform/terraform.tfvars)" | head -12
run formwork explain "infra/dev/bicep/main.bicepparam:$(line firewallMode infra/dev/bicep/main.bicepparam)" | grep -E 'template|from edge.waf'
note 'what Terraform leaves beside its root is nobody else'"'"'s business; what anybody else leaves there is'
mkdir -p infra/prod/terraform/.terraform/providers
touch infra/prod/terraform/.terraform.lock.hcl infra/prod/terraform/.terraform/providers/x infra/prod/terraform/plan.tfplan
run formwork check
touch infra/prod/terraform/extra.tf
run formwork check
rm infra/prod/terraform/extra.tf
note 'a release changes images and nothing else'
sed -i 's/v2.3.1/v2.4.0/' releases/prod.yaml
run formwork plan --env prod --diff | grep '^[+-] '
note 'a size in the spec is a size in both languages'
sed -i 's/GP_Standard_D4ds_v5/GP_Standard_D8ds_v5/' environments/prod.yaml
run formwork compile -q
grep -h D8ds infra/prod/terraform/* infra/prod/bicep/*
note 'what is made without the facts'
sed -i '/subscription/d' environments/prod.yaml
run formwork validate --env prod
