#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Brings the images of a compiled container-apps.json into Azure Container Apps: the migration first, then jobs, then apps,
# and no further than the first that fails. An app that keeps several revisions gives the new one its traffic step by step, once
# it has answered at its own address.
#   deploy-container-apps.sh [--new] FILE STATE    deploys; what ran before is written to STATE. After a failure it runs again.
#   deploy-container-apps.sh --again FILE STATE    the same for a release that ran well before: no migration, no steps
#   deploy-container-apps.sh --back STATE          goes back to STATE, the last that was changed first
#   deploy-container-apps.sh --logs FILE           the newest lines that each replica of each app has logged
# Run by an identity that is Container Apps Contributor and Container Apps Jobs Contributor on the resource group, with
# `az` logged in, `curl` and `jq` at hand, from where the environment is reached. Terraform and Bicep leave images and traffic to it.
set -euo pipefail

# Seconds between two looks, and until it is given up.
poll="${POLL_SECONDS:-10}"
deadline="${DEADLINE_SECONDS:-1200}"

usage() {
  sed -n '/^#   /s/^#   //p' "$0" >&2
  exit 2
}

fail() {
  echo "::error::$1" >&2
  return 1
}

# containerapp GROUP APP WORD...: what `az` says of it, as plain text.
containerapp() {
  local group="$1" app="$2"
  shift 2
  az containerapp "$@" --resource-group "$group" --name "$app" --only-show-errors --output tsv
}

# await WHAT GOOD BAD COMMAND...: until the command prints one of the words of GOOD; one of BAD fails.
await() {
  local what="$1" good="$2" bad="$3" seen='' waited=0
  shift 3
  while :; do
    seen="$("$@")"
    if [[ " $good " == *" $seen "* ]]; then return; fi
    if [[ " $bad " == *" $seen "* ]]; then
      fail "$what: $seen"
      return
    fi
    if ((waited >= deadline)); then
      fail "$what: still ${seen:-nothing} after $deadline s"
      return
    fi
    sleep "$poll"
    waited=$((waited + poll))
  done
}

# A revision that has no copies, since nobody asks it anything, is as well as one that is asked.
health() {
  containerapp "$1" "$2" revision show --revision "$3" --query \
    "properties.provisioningState=='Failed' && 'Failed' || properties.runningState=='ScaledToZero' && 'Healthy' || properties.healthState"
}

weigh() {
  local group="$1" app="$2"
  shift 2
  containerapp "$group" "$app" ingress traffic set --revision-weight "$@" >/dev/null
}

# look GROUP APP REVISION PATHS: the new revision has an address of its own, and nobody else is sent there yet.
look() {
  local host path
  if [[ -z "$4" ]]; then return; fi
  host="$(containerapp "$1" "$2" revision show --revision "$3" --query properties.fqdn)"
  if [[ -z "$host" ]]; then
    fail "$3 has no address of its own"
    return
  fi
  for path in $4; do
    if ! curl --fail --silent --show-error --output /dev/null --max-time 10 --retry "${TRIES:-6}" --retry-all-errors \
      --retry-delay "$poll" "https://$host$path"; then
      fail "$3 does not answer $path at $host"
      return
    fi
  done
  echo "$3 answers at its own address"
}

running() {
  containerapp "$1" "$2" job execution list --query "length([?properties.status=='Running' || properties.status=='Processing'])"
}

# One at a time: an execution that still runs, whoever started it, is waited for and never joined by another.
run_job() {
  local group="$1" job="$2" execution
  await "$job, which somebody else runs" 0 '' running "$group" "$job"
  execution="$(containerapp "$group" "$job" job start --query name)"
  await "$job, execution $execution" Succeeded 'Failed Stopped Degraded' \
    containerapp "$group" "$job" job execution show --job-execution-name "$execution" --query properties.status
}

deploy_app() {
  local group="$1" app="$2" image="$3" revisions="$4" bake="$5" weights="$6" paths="$7" before old new weight
  before="$(containerapp "$group" "$app" show --query 'properties.template.containers[0].image')"
  if [[ "$before" == "$image" ]]; then
    echo "$app runs $image"
    return
  fi
  old="$(containerapp "$group" "$app" show --query properties.latestReadyRevisionName)"
  # Whatever goes wrong from here on is to be undone.
  jq --null-input --compact-output --arg group "$group" --arg app "$app" --arg image "$before" --arg revision "$old" \
    --arg revisions "$revisions" '$ARGS.named' >>"$state"
  # The newest revision would take all traffic at once.
  if [[ "$revisions" == multiple ]]; then weigh "$group" "$app" "$old=100"; fi
  containerapp "$group" "$app" update --image "$image" --query name >/dev/null
  new="$(containerapp "$group" "$app" show --query properties.latestRevisionName)"
  await "$new" Healthy 'Failed Unhealthy' health "$group" "$app" "$new"
  if [[ "$revisions" == multiple ]]; then
    look "$group" "$app" "$new" "$paths"
    for weight in $weights; do
      weigh "$group" "$app" "$old=$((100 - weight))" "$new=$weight"
      echo "$new takes $weight %"
      sleep "$bake"
      await "$new at $weight %" Healthy 'Failed Unhealthy' health "$group" "$app" "$new"
    done
    weigh "$group" "$app" "$new=100"
    if [[ "$old" != "$new" ]]; then
      containerapp "$group" "$app" revision deactivate --revision "$old" >/dev/null
    fi
  fi
  echo "$app runs $image as $new"
}

back() {
  local group app image revision revisions latest failed=0
  while IFS=$'\t' read -r group app image revision revisions; do
    echo "$app goes back to $image"
    if [[ "$revisions" == multiple ]]; then
      latest="$(containerapp "$group" "$app" show --query properties.latestRevisionName)" || failed=1
      containerapp "$group" "$app" revision activate --revision "$revision" >/dev/null || failed=1
      weigh "$group" "$app" "$revision=100" || failed=1
      if [[ "$latest" != "$revision" ]]; then
        containerapp "$group" "$app" revision deactivate --revision "$latest" >/dev/null || failed=1
      fi
    else
      containerapp "$group" "$app" update --image "$image" --query name >/dev/null || failed=1
      latest="$(containerapp "$group" "$app" show --query properties.latestRevisionName)" || failed=1
      await "$latest" Healthy 'Failed Unhealthy' health "$group" "$app" "$latest" || failed=1
    fi
  done < <(tac "$1" | jq --raw-output '[.group, .app, .image, .revision, .revisions] | @tsv')
  return "$failed"
}

logs() {
  local group app revision replica
  group="$(jq --exit-status --raw-output .resource_group "$1")"
  while read -r app; do
    revision="$(containerapp "$group" "$app" show --query properties.latestReadyRevisionName </dev/null)"
    for replica in $(containerapp "$group" "$app" replica list --revision "$revision" --query '[].name' </dev/null); do
      containerapp "$group" "$app" logs show --revision "$revision" --replica "$replica" --tail 300 --format json </dev/null |
        jq --raw-output '.Log // empty'
    done
  done < <(jq --raw-output '.apps // [] | .[].name' "$1")
}

mode=--new
if [[ "${1:-}" == --* ]]; then
  mode="$1"
  shift
fi
case "$mode $#" in
  '--new 2' | '--again 2') ;;
  '--back 1')
    if [[ -s "$1" ]]; then back "$1"; fi
    exit
    ;;
  '--logs 1')
    logs "$1"
    exit
    ;;
  *) usage ;;
esac

file="$1"
state="$2"
: >"$state"
group="$(jq --exit-status --raw-output .resource_group "$file")"

# A migration that fails leaves all else as it is: its steps are such as the running version can live with.
while IFS=$'\t' read -r job image migration; do
  containerapp "$group" "$job" job update --image "$image" --query name >/dev/null </dev/null
  echo "$job runs $image"
  if [[ "$migration" == true && "$mode" == --new ]]; then run_job "$group" "$job" </dev/null; fi
done < <(jq --raw-output '.jobs // [] | sort_by(.migration | not)[] | [.name, .image, .migration] | @tsv' "$file")

while IFS='|' read -r app image revisions bake weights paths; do
  if [[ "$mode" == --again ]]; then weights=; fi
  deploy_app "$group" "$app" "$image" "$revisions" "$bake" "$weights" "$paths" </dev/null
done < <(jq --raw-output '.apps // [] | .[] | [.name, .image, .revisions, .bake_seconds, (.weights | join(" ")), (.paths // [] | join(" "))] | join("|")' "$file")
