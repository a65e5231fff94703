#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# The deployment ROOT to a subscription: what would change, and that change and no other.
#   bicep.sh plan            leaves `plan.txt` and `changes` in RUNNER_TEMP; whether there are any and their digest are outputs of the step
#   bicep.sh apply DIGEST    deploys if what would change now is what was reviewed
# BICEP is the version of the compiler, LOCATION and NAME are those of the deployment, RESOURCE_GROUP that of the environment.
set -euo pipefail
shopt -s inherit_errexit

changes='[.changes[] | select(.changeType | IN("NoChange", "Ignore", "Unsupported") | not)]'

# Roll-outs own the weights of revisions. Bicep has no way to leave them alone, so it is told what they are.
prepare() {
  local there
  az bicep install --version "$BICEP"
  az bicep lint --file "$ROOT/main.bicep"
  given=(--location "$LOCATION" --name "$NAME" --template-file "$ROOT/main.bicep" --parameters "$ROOT/main.bicepparam")
  if grep -q '^param traffic ' "$ROOT/main.bicep"; then
    there="$(az group exists --name "$RESOURCE_GROUP")"
    if [[ "$there" == true ]]; then
      az containerapp list --resource-group "$RESOURCE_GROUP" --output json |
        jq '[.[] | select(.properties.configuration.ingress.traffic) | {key: .name, value: (.properties.configuration.ingress.traffic |
          map(with_entries(select(.key | IN("latestRevision", "revisionName", "label", "weight"))) | del(.[] | nulls)))}] |
          from_entries' >"$RUNNER_TEMP/traffic.json"
      given+=(--parameters "traffic=@$RUNNER_TEMP/traffic.json")
    fi
  fi
}

look() {
  az deployment sub what-if "${given[@]}" --validation-level ProviderNoRbac --no-pretty-print --only-show-errors >"$RUNNER_TEMP/plan.json"
  digest="$(jq --sort-keys "$changes" "$RUNNER_TEMP/plan.json" | sha256sum | cut -d ' ' -f 1)"
}

plan() {
  look
  printf '%s\n' "changed=$(jq "$changes | length > 0" "$RUNNER_TEMP/plan.json")" "digest=$digest" >>"$GITHUB_OUTPUT"
  jq --raw-output "$changes | .[] | \"\(.changeType) \(.resourceId)\"" "$RUNNER_TEMP/plan.json" | tee "$RUNNER_TEMP/changes" >"$RUNNER_TEMP/plan.txt"
}

apply() {
  local sites
  look
  if [[ "$digest" != "$1" ]]; then
    echo "::error::what would change now is not what was reviewed: run the workflow again" >&2
    return 1
  fi
  az deployment sub create "${given[@]}" --only-show-errors --output none
  # Azure Resource Manager, and so Bicep, cannot make an account serve a site.
  sites="$(az deployment sub show --name "$NAME" --query properties.outputs.storageSites.value --output json)"
  jq --raw-output '.[]? | [.account, .index, .notFound] | @tsv' <<<"$sites" |
    while IFS=$'\t' read -r account index not_found; do
      infra/scripts/enable-static-website.sh "$account" "$index" "$not_found" </dev/null
    done
}

if [[ ! "$*" =~ ^(plan|apply\ [^\ ]+)$ ]]; then
  sed -n '/^#   bicep/s/^#   //p' "$0" >&2
  exit 2
fi
prepare
"$@"
