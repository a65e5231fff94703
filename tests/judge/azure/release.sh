#!/usr/bin/env bash
# A plan after a release changes nothing: run by `terraform test` over the module as it is emitted.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
providers=$(dirname "$judge")/terraform/tf-validate
command -v terraform >/dev/null || { echo "skipped: no terraform"; exit 77; }
[ -x "$providers" ] || { echo "skipped: no providers at $providers (FORMWORK_JUDGE names another place)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$root/templates/azure/modules/terraform/container-app/." "$work"
mkdir "$work/tests"
cp "$root/tests/judge/azure/release.tftest.hcl" "$work/tests"
eval "$("$providers" --env)"
cd "$work"
terraform init -input=false -no-color >init.log || { cat init.log; exit 1; }
terraform test -no-color
# The test can fail: without `ignore_changes` it does.
sed -i '/ignore_changes/,/^ *]/d' main.tf
if terraform test -no-color >broken.log 2>&1; then
  echo "the module without ignore_changes passes as well"
  exit 1
fi
grep -q 'The image would be changed by an apply' broken.log
