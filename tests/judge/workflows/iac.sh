#!/usr/bin/env bash
# .github/scripts/terraform.sh with Terraform itself, over a root that needs no provider, and .github/scripts/bicep.sh with an `az`
# that answers from files: what was reviewed is applied, and nothing else.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
command -v jq >/dev/null || { echo "skipped: no jq"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export RUNNER_TEMP=$work GITHUB_OUTPUT=$work/output WORK=$work
fail() { echo "$1"; cat told "$GITHUB_OUTPUT" 2>/dev/null; exit 1; }
passes() { : >"$GITHUB_OUTPUT"; "$script" "$@" >told 2>&1 || fail "$* failed"; }
fails() { local words=$1; shift; : >"$GITHUB_OUTPUT"; if "$script" "$@" >told 2>&1; then fail "$* passed"; fi; grep -qF -- "$words" told || fail "not told: $words"; }
says() { grep -qxF -- "$1" "$GITHUB_OUTPUT" || fail "not an output: $1"; }
digest() { sed -n 's/^digest=//p' "$GITHUB_OUTPUT"; }
changes() { [ "$(paste -sd, changes)" = "$1" ] || fail "these are told: $(cat changes)"; }

# Bicep: the subscription's changes and sites stand in files.
mkdir -p bin infra/prod/bicep infra/scripts
cat >bin/az <<'AZ'
#!/usr/bin/env bash
set -euo pipefail
printf '%s\n' "$*" >>"$WORK/log"
case "$*" in
  'bicep install --version v1' | 'bicep lint --file infra/prod/bicep/main.bicep') ;;
  'group exists --name rg-prod') [[ ! -e "$WORK/down" ]] || { echo 'Forbidden' >&2; exit 1; }; cat "$WORK/exists" ;;
  'containerapp list --resource-group rg-prod --output json') cat "$WORK/apps.json" ;;
  'deployment sub what-if --location westeurope --name run --template-file infra/prod/bicep/main.bicep --parameters infra/prod/bicep/main.bicepparam '*' --no-pretty-print --only-show-errors') cat "$WORK/what-if.json" ;;
  'deployment sub create --location westeurope --name run '*' --only-show-errors --output none') [[ ! -e "$WORK/refused" ]] || exit 1; touch "$WORK/created" ;;
  'deployment sub show --name run --query properties.outputs.storageSites.value --output json') echo '[{"account": "st", "index": "index.html", "notFound": "404.html"}]' ;;
  *) echo "az does not know: $*" >&2; exit 2 ;;
esac
AZ
# shellcheck disable=SC2016 # expanded when it runs
printf '#!/bin/sh\necho "$@" >>"$WORK/sites"\n' >infra/scripts/enable-static-website.sh
chmod +x bin/az infra/scripts/enable-static-website.sh
script=$root/templates/github-actions/scripts/bicep.sh
run_with() { PATH="$work/bin:$PATH" "$@"; }
export BICEP=v1 LOCATION=westeurope NAME=run RESOURCE_GROUP=rg-prod ROOT=infra/prod/bicep
: >infra/prod/bicep/main.bicep
echo '{"changes": [{"changeType": "NoChange", "resourceId": "a"}, {"changeType": "Ignore", "resourceId": "b"}]}' >what-if.json
run_with passes plan
says changed=false
changes ''
echo '{"changes": [{"changeType": "NoChange", "resourceId": "a"}, {"changeType": "Modify", "resourceId": "/vaults/b"}]}' >what-if.json
run_with passes plan
says changed=true
changes 'Modify /vaults/b'
reviewed=$(digest)
run_with passes apply "$reviewed"
[ -e created ] || fail 'nothing was deployed'
rm -f created
[ "$(cat sites)" = 'st index.html 404.html' ] || fail 'the site is not served'
! grep -q traffic log || fail 'weights were given that nobody asked for'
echo '{"changes": [{"changeType": "Delete", "resourceId": "/vaults/b"}]}' >what-if.json
run_with fails 'is not what was reviewed' apply "$reviewed"
[ ! -e created ] || fail 'something else was deployed'
run_with passes plan
reviewed=$(digest)
touch refused
rm sites
: >"$GITHUB_OUTPUT"
if run_with "$script" apply "$reviewed" >told 2>&1; then fail 'a deployment that failed passed'; fi
[ ! -e sites ] || fail 'a site is served that was not deployed'
rm refused
# Weights of roll-outs, of an environment that is there.
echo 'param traffic object' >infra/prod/bicep/main.bicep
echo false >exists
run_with passes plan
! grep -q 'traffic=@' log || fail 'weights of what is not there'
echo true >exists
echo '[{"name": "api", "properties": {"configuration": {"ingress": {"traffic": [{"revisionName": "api--1", "weight": 90, "label": null, "extra": 1}, {"latestRevision": true, "weight": 10}]}}}}, {"name": "worker", "properties": {"configuration": {}}}]' >apps.json
run_with passes plan
[ "$(jq --compact-output . traffic.json)" = '{"api":[{"revisionName":"api--1","weight":90},{"latestRevision":true,"weight":10}]}' ] || fail "weights: $(cat traffic.json)"
grep -q 'what-if .*--parameters traffic=@' log || fail 'the weights were not given'
touch down
run_with fails Forbidden plan
[ ! -s "$GITHUB_OUTPUT" ] || fail 'a plan of what could not be seen'
for arguments in '' 'apply' 'plan now' 'destroy'; do
  # shellcheck disable=SC2086 # several words
  if run_with "$script" $arguments >/dev/null 2>&1; then fail "'$arguments' passed"; fi
done

command -v terraform >/dev/null || { echo 'bicep: all as it should be; skipped: no terraform'; exit 0; }
script=$root/templates/github-actions/scripts/terraform.sh
export ROOT=infra/prod/terraform CHECKPOINT_DISABLE=1
mkdir -p $ROOT
printf 'resource "terraform_data" "a" {\n  input = "one"\n}\n' >$ROOT/main.tf
passes plan
says changed=true
changes 'create terraform_data.a'
grep -q 'terraform_data.a will be created' plan.txt || fail 'no plan to read'
cp plan reviewed
first=$(digest)
fails 'not the plan that was reviewed' apply 0000000000000000000000000000000000000000000000000000000000000000 reviewed
[ ! -e $ROOT/terraform.tfstate ] || fail 'something was applied'
passes apply "$first" "$work/reviewed"
passes plan
says changed=false
changes ''
# What was planned for an earlier state is refused.
fails 'stale' apply "$first" "$work/reviewed"
sed -i 's/one/two/' $ROOT/main.tf
passes plan
changes 'update terraform_data.a'
! grep -q two changes || fail 'a value is told'
sed -i 's/  input/input/' $ROOT/main.tf
fails main.tf plan
[ ! -s "$GITHUB_OUTPUT" ] || fail 'a plan of what is not formatted'
echo 'output "b" { value = terraform_data.gone }' >$ROOT/main.tf
fails 'terraform_data' plan
# A provider that no lock file names is not taken.
printf 'terraform {\n  required_providers {\n    null = {\n      source = "hashicorp/null"\n    }\n  }\n}\n' >$ROOT/main.tf
fails null plan
echo 'terraform and bicep: all as they should be'
