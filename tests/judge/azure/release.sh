#!/usr/bin/env bash
# A plan after a release changes nothing: run by `terraform test` over the module as it is emitted, and over the whole root of
# the example's production.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
providers=$(dirname "$judge")/terraform/tf-validate
command -v terraform >/dev/null || { echo "skipped: no terraform"; exit 77; }
[ -x "$providers" ] || { echo "skipped: no providers at $providers (FORMWORK_JUDGE names another place)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
eval "$("$providers" --env)"

mkdir -p "$work/module/tests"
cp -R "$root/templates/azure/modules/terraform/container-app/." "$work/module"
cp "$root/tests/judge/azure/release.tftest.hcl" "$work/module/tests"
cd "$work/module"
terraform init -input=false -no-color >init.log || { cat init.log; exit 1; }
terraform test -no-color
# The test can fail: without `ignore_changes` it does.
sed -i '/ignore_changes/,/^ *]/d' main.tf
if terraform test -no-color >broken.log 2>&1; then
  echo "the module without ignore_changes passes as well"
  exit 1
fi
grep -q 'The image would be changed by an apply' broken.log

# The whole root: made as it is committed, then planned with the images of another release in terraform.tfvars.
cp -R "$root/examples/azure-container-apps/infra" "$work/infra"
cd "$work/infra/prod/terraform"
mkdir tests
{
  cat <<'TF'
mock_provider "azurerm" {
  mock_resource "azurerm_key_vault" {
    defaults = { vault_uri = "https://kv.vault.azure.net/" }
  }
}

run "made" {}

run "planned_after_a_release" {
  command = plan

  variables {
TF
  awk '/^container_app(s|_jobs) = \{/ { on = 1 } on { print } /^}/ { on = 0 }' terraform.tfvars |
    sed -E 's/:v[0-9.]+@sha256:[0-9a-f]{64}/:v9.0.0@sha256:9999999999999999999999999999999999999999999999999999999999999999/'
  printf '  }\n}\n'
} >tests/release.tftest.hcl
[ "$(grep -c '@sha256:9999' tests/release.tftest.hcl)" -ge 5 ] || { echo "fewer images than the example has"; exit 1; }
terraform init -backend=false -input=false -no-color >init.log || { cat init.log; exit 1; }
planned() { terraform test -no-color -verbose >test.log 2>&1 && awk '/run "planned_after_a_release"/ { on = 1 } on' test.log; }
planned >plan.log || { tail -40 test.log; exit 1; }
grep -q 'No changes. Your infrastructure matches the configuration' plan.log || { cat plan.log; exit 1; }
for module in container-app container-app-job; do
  sed -i '/ignore_changes/d' "../../modules/terraform/$module/main.tf"
done
sed -i '/template\[0\].container\[0\].image,$/d; /ingress\[0\].traffic_weight,$/,/^ *]/d' ../../modules/terraform/container-app/main.tf
planned >plan.log || { tail -40 test.log; exit 1; }
grep -Eq 'Plan: 0 to add, [5-9] to change, 0 to destroy' plan.log || { echo "without ignore_changes nothing changes either"; cat plan.log; exit 1; }
echo "a release changes nothing that Terraform plans: neither in the module nor in the whole root"
