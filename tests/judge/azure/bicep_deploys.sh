#!/usr/bin/env bash
# The example where Bicep deploys: its workflows are others than those that are committed, and are judged all the same.
#   bicep_deploys.sh FORMWORK
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
formwork=$1
judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
[ -x "$judge" ] || { echo "skipped: no judge at $judge (FORMWORK_JUDGE names another place)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/spec" "$work/output"
cp -R "$root"/examples/azure-container-apps/{environments,releases,formwork.yaml} "$work/spec"
cd "$work/spec"
sed -i 's/^targets: \[terraform, bicep, /targets: [bicep, /' environments/base.yaml
"$formwork" compile -q --no-progress
grep -q 'az deployment sub what-if' .github/scripts/bicep.sh
grep -q '/bicep.sh' .github/workflows/infra-environment.yaml
if grep -rn terraform .github/workflows; then
  echo "a workflow speaks of Terraform"
  exit 1
fi
cp -R .github infra "$work/output"
printed=$("$judge" "$work/output" 2>&1) || { echo "$printed"; exit 1; }
awk '$1 == "actions" { seen = $2 } $1 == "total" { bad = $2 != 0 || $3 != 0 } END { exit bad || seen < 3 }' <<<"$printed" || { echo "$printed"; exit 1; }
echo "the workflows of Bicep are right, too"
