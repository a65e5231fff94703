#!/usr/bin/env bash
# `validate --with terraform` with the real terraform and real provider schemas, over Azure Container Apps: right as it
# stands, wrong at the right line, skipped by name where nothing is initialised, and no byte of the workspace moves.
#   tools.sh FORMWORK
# Providers come from a mirror beside the project; absent, or without terraform, this test reports itself skipped (77).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
formwork=$1
oracle=${FORMWORK_TERRAFORM_ORACLE:-$root/../shared/oracle/terraform/tf-validate}
command -v terraform >/dev/null || { echo "skipped: no terraform on the PATH"; exit 77; }
[ -x "$oracle" ] || { echo "skipped: no provider mirror at $oracle (FORMWORK_TERRAFORM_ORACLE names another place)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir environments releases
cat > formwork.yaml <<'SPEC'
apiVersion: formwork.dev/v1alpha1
kind: Workspace
requires: ">=0.1 <0.2"
SPEC
cat > environments/prod.yaml <<'SPEC'
apiVersion: formwork.dev/v1alpha1
kind: Environment
metadata: {name: prod, tier: production, owner: team-crewdesk}
targets: [terraform]
naming: {organisation: acme, workload: crewdesk}
platform:
  runtime: container-apps
  tenant: 9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601
  regions: {primary: westeurope, secondary: northeurope}
  subscription: 0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13
network: {cidr: 10.20.0.0/16}
registry: {server: cracmecrewdeskprod.azurecr.io}
services:
  api: {}
edge:
  hosts:
    api: {domain: api.acme.example}
SPEC
cp "$root/examples/minimal/releases/prod.yaml" releases/
eval "$("$oracle" --env)"

digest() { find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum; }
# expect STATUS PATTERN ARGUMENTS…: runs formwork, and looks for the pattern in what it prints.
expect() {
  local status=$1 pattern=$2 printed got=0
  shift 2
  printed=$("$formwork" "$@" 2>&1) || got=$?
  if [ "$got" != "$status" ] || ! grep -q -- "$pattern" <<<"$printed"; then
    printf 'formwork %s: exit %s, expected %s and "%s"\n%s\n' "$*" "$got" "$status" "$pattern" "$printed"
    exit 1
  fi
}

"$formwork" compile -q
before=$(digest)
expect 0 'terraform judged 1 root$' validate --with terraform
expect 0 'terraform judged 1 root$' validate --with terraform --env prod

# An argument that the provider does not know, in a template and in a module.
mkdir -p overlays/azure/terraform overlays/azure/modules/terraform/front-door
sed 's/  endpoint_name  /  endpoint_nam   /' "$root/templates/azure/terraform/edge.tf" > overlays/azure/terraform/edge.tf
expect 1 'overlays/azure/terraform/edge.tf:[0-9]*:1: error\[FW4012\]: terraform: Unsupported argument' \
  validate --with terraform --env prod
rm overlays/azure/terraform/edge.tf
sed 's/response_timeout_seconds = /response_time_out_seconds = /' "$root/templates/azure/modules/terraform/front-door/main.tf" \
  > overlays/azure/modules/terraform/front-door/main.tf
expect 1 'overlays/azure/modules/terraform/front-door/main.tf:[0-9]*:1: error\[FW4012\]: terraform: Unsupported argument' \
  validate --with terraform --env prod
rm -r overlays/azure/terraform overlays/azure/modules
rmdir overlays/azure overlays 2>/dev/null || true

# Nothing is initialised, and the network is not asked.
unset TF_CLI_CONFIG_FILE
HOME=$work/nobody expect 0 'warning\[FW8010\]: .infra/prod/terraform. is not judged by terraform' \
  validate --with terraform --env prod
[ "$before" = "$(digest)" ] || { echo "the workspace has changed"; exit 1; }

# A folder that somebody initialised serves, and is no drift.
eval "$("$oracle" --env)"
(cd infra/prod/terraform && terraform init -backend=false -input=false > /dev/null)
unset TF_CLI_CONFIG_FILE
[ -e infra/prod/terraform/.terraform.lock.hcl ] || { echo "terraform init wrote no lock"; exit 1; }
before=$(digest)
HOME=$work/nobody expect 0 'terraform judged 1 root$' validate --with terraform --env prod
expect 0 'no drift\|nothing that fails' check
[ "$before" = "$(digest)" ] || { echo "the workspace has changed"; exit 1; }
echo "terraform judged as it should"
