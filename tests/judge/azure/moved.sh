#!/usr/bin/env bash
# An address that a newer pack calls otherwise: Terraform itself moves what an older root has made where the pack ships a
# `moved` block, and would destroy it where it does not. Planned with the state of the older root, without a cloud.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
providers=$(dirname "$judge")/terraform/tf-validate
command -v terraform >/dev/null || { echo "skipped: no terraform"; exit 77; }
# Runs of a test share a state since 1.11.
version=$(terraform version -json | sed -n 's/.*"terraform_version": "1\.\([0-9]*\).*/\1/p')
[ "${version:-0}" -ge 11 ] || { echo "skipped: a terraform older than 1.11"; exit 77; }
[ -x "$providers" ] || { echo "skipped: no providers at $providers (FORMWORK_JUDGE names another place)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
eval "$("$providers" --env)"
cd "$work"
cp -R "$root/examples/azure-container-apps/infra" new
cp -R new old
# What the older pack called it; the state is shared by the two runs, so none has a backend of its own.
sed -i 's/module\.key_vault/module.secrets/g; s/module "key_vault"/module "secrets"/' old/prod/terraform/*.tf
rm old/prod/terraform/backend.tf new/prod/terraform/backend.tf
cp new/prod/terraform/terraform.tfvars .
cp new/prod/terraform/versions.tf .
cat >moved.tftest.hcl <<'TF'
mock_provider "azurerm" {
  mock_resource "azurerm_key_vault" {
    defaults = { vault_uri = "https://kv.vault.azure.net/" }
  }
}

run "older" {
  state_key = "environment"

  module {
    source = "./old/prod/terraform"
  }
}

run "newer" {
  state_key = "environment"
  command   = plan

  module {
    source = "./new/prod/terraform"
  }
}
TF
planned() {
  terraform init -input=false -no-color >init.log || { cat init.log; exit 1; }
  terraform test -no-color -verbose >test.log 2>&1 || { tail -40 test.log; exit 1; }
  awk '/run "newer"/ { on = 1 } on' test.log >plan.log
}
planned
grep -Eq 'Plan: [1-9][0-9]* to add, [0-9]+ to change, [1-9][0-9]* to destroy' plan.log || { echo "nothing is destroyed without the block"; cat plan.log; exit 1; }
grep -q 'module.secrets.azurerm_key_vault.this will be destroyed' plan.log
printf 'moved {\n  from = module.secrets\n  to   = module.key_vault\n}\n' >new/prod/terraform/moved.tf
planned
grep -q 'module.secrets.azurerm_key_vault.this has moved to module.key_vault.azurerm_key_vault.this' plan.log || { cat plan.log; exit 1; }
grep -q 'Plan: 0 to add, 0 to change, 0 to destroy' plan.log || { cat plan.log; exit 1; }
echo "what the older root has made is moved, not destroyed"
