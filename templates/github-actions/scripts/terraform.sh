#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# The root module ROOT: what would change, and that change and no other.
#   terraform.sh plan             leaves `plan`, `plan.txt` and `changes` in RUNNER_TEMP; whether there are any and the digest of the plan
#                                 are outputs of the step
#   terraform.sh apply DIGEST PLAN    applies a plan that was reviewed: Terraform refuses one of another state than it finds
# Only the providers that the committed .terraform.lock.hcl names are taken: infra/scripts/lock-providers.sh writes it.
set -euo pipefail
shopt -s inherit_errexit

plan() {
  local plan="$RUNNER_TEMP/plan" status=0
  terraform fmt -check -recursive infra
  terraform -chdir="$ROOT" validate
  # Whoever plans may read alone, and a lock is written. A plan of a state that has changed since is not applied.
  terraform -chdir="$ROOT" plan -input=false -lock=false -detailed-exitcode -out="$plan" || status=$?
  if ((status != 0 && status != 2)); then return "$status"; fi
  {
    echo "changed=$( ((status == 2)) && echo true || echo false)"
    echo "digest=$(sha256sum "$plan" | cut -d ' ' -f 1)"
  } >>"$GITHUB_OUTPUT"
  # Names alone: the comment of a pull request is no place for values.
  terraform -chdir="$ROOT" show -json "$plan" | jq --raw-output '.resource_changes[]? |
    select(.change.actions | . != ["no-op"] and . != ["read"]) | "\(.change.actions | join(" and ")) \(.address)"' >"$RUNNER_TEMP/changes"
  terraform -chdir="$ROOT" show -no-color "$plan" >"$RUNNER_TEMP/plan.txt"
}

apply() {
  local digest="$1" plan="$2"
  if ! echo "$digest  $plan" | sha256sum --check --quiet; then
    echo "::error::this is not the plan that was reviewed" >&2
    return 1
  fi
  terraform -chdir="$ROOT" apply -input=false -lock-timeout=5m "$plan"
}

if [[ ! "$*" =~ ^(plan|apply\ [^\ ]+\ [^\ ]+)$ ]]; then
  sed -n '/^#   terraform/s/^#   //p' "$0" >&2
  exit 2
fi
terraform -chdir="$ROOT" init -input=false -lockfile=readonly
"$@"
