#!/usr/bin/env bash
# The lock file of Terraform's providers: infra/scripts/lock-providers.sh writes one for each root, formwork takes it for
# nobody's drift, and `init -lockfile=readonly`, as the workflows call it, refuses what it does not name.
#   providers.sh FORMWORK
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
formwork=$1
judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
providers=$(dirname "$judge")/terraform/tf-validate
command -v terraform >/dev/null || { echo "skipped: no terraform"; exit 77; }
[ -x "$providers" ] || { echo "skipped: no providers at $providers (FORMWORK_JUDGE names another place)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$root/examples/azure-container-apps/." "$work"
cd "$work"
eval "$("$providers" --env)"
mirror=$(sed -n 's/^ *path *= *"\(.*\)"$/\1/p' "$TF_CLI_CONFIG_FILE")
init() { terraform -chdir="$1" init -backend=false -input=false -no-color -lockfile=readonly; }

if init infra/prod/terraform >init.log 2>&1; then
  echo "a root without a lock file is initialised"
  exit 1
fi
grep -q 'lock$' init.log && grep -q 'file is read-only' init.log
TF_CLI_ARGS_providers_lock=-fs-mirror=$mirror infra/scripts/lock-providers.sh linux_amd64 >/dev/null 2>&1
for environment in dev staging prod; do
  grep -q 'registry.terraform.io/hashicorp/azurerm' "infra/$environment/terraform/.terraform.lock.hcl"
  init "infra/$environment/terraform" >init.log || { cat init.log; exit 1; }
done
"$formwork" check --no-progress 2>&1 | grep -q 'no drift'
"$formwork" compile -q --no-progress
[ -f infra/prod/terraform/.terraform.lock.hcl ] || { echo "compile removed the lock file"; exit 1; }

# A provider that the lock file does not know.
sed -i 's,^  required_providers {,&\n    random = { source = "hashicorp/random" },' infra/prod/terraform/versions.tf
if init infra/prod/terraform >init.log 2>&1; then
  echo "a provider that the lock file does not name is taken"
  exit 1
fi
grep -q "file is read-only" init.log || { cat init.log; exit 1; }
echo "only the providers of the lock file are taken"
