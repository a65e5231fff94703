#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Brings compiled manifests into a cluster, and back.
#   deploy-kubernetes.sh migrate NAMESPACE MANIFESTS    the schema, in steps that the running version can live with
#   deploy-kubernetes.sh deploy NAMESPACE MANIFESTS STATE    the rest; what ran before is written to STATE
#   deploy-kubernetes.sh again NAMESPACE MANIFESTS STATE    the same for a release that ran well before: no migration's objects
#   deploy-kubernetes.sh back NAMESPACE STATE    what `deploy` changed goes back to what ran before
# ROLLOUTS=true waits for Argo Rollouts to judge the new version, too. `kubectl` is logged in; `jq` is at hand.
set -euo pipefail
shopt -s inherit_errexit

# Seconds between two looks, and how many.
poll="${POLL_SECONDS:-5}"
looks="${LOOKS:-1200}"
migration=app.kubernetes.io/component=migration

usage() {
  sed -n '/^#   /s/^#   //p' "$0" >&2
  exit 2
}

names() {
  kubectl get "$1" --namespace "$namespace" --output name "${@:2}"
}

# ended JOB: 0 it completed, 1 it failed or is gone, 2 it still runs, 3 nobody knows.
ended() {
  local state='' look
  for ((look = 0; look < looks; look++)); do
    state="$(kubectl get --namespace "$namespace" "$1" --ignore-not-found --output \
      'jsonpath={.metadata.name}{" "}{.status.conditions[?(@.status=="True")].type}')" || return 3
    if [[ -z "$state" ]]; then return 1; fi
    if [[ "$state" == *' '*Complete* ]]; then return 0; fi
    if [[ "$state" == *' '*Failed* ]]; then return 1; fi
    sleep "$poll"
  done
  return 2
}

migrate() {
  local job running status
  # One migration at a time: one that still runs, whoever started it, is waited for and never cut off.
  running="$(names job --selector "$migration")"
  for job in $running; do
    status=0
    ended "$job" || status=$?
    if ((status >= 2)); then
      echo "::error::$job may still run; nothing was started beside it"
      return 1
    fi
  done
  kubectl delete job --namespace "$namespace" --selector "$migration" --ignore-not-found
  kubectl apply --kustomize "$manifests" --selector formwork.dev/phase=prepare
  running="$(names job --selector "$migration")"
  for job in $running; do
    if ! ended "$job"; then
      kubectl logs --namespace "$namespace" "$job" --tail 100 || true
      echo "::error::$job did not complete"
      return 1
    fi
  done
}

# Each Deployment with the number of the revision that it has.
revisions() {
  kubectl get deployment --namespace "$namespace" --output json |
    jq --raw-output '.items[] | "\(.metadata.name) \(.metadata.annotations["deployment.kubernetes.io/revision"] // "-")"'
}

rolled_out() {
  kubectl rollout status --namespace "$namespace" "$1" --timeout 10m
}

# A Rollout has taken the pods over: it is done once it has seen the Deployment as it is now and all steps are behind it.
judged() {
  local rollout="$1" wanted seen='' state='' look
  for ((look = 0; look < looks; look++)); do
    wanted="$(kubectl get --namespace "$namespace" "deployment.apps/${rollout#*/}" --output 'jsonpath={.metadata.generation}')"
    read -r seen state < <(kubectl get --namespace "$namespace" "$rollout" \
      --output 'jsonpath={.status.workloadObservedGeneration} {.status.phase}{"\n"}') || true
    if [[ "$seen" == "$wanted" && ("$state" == Healthy || "$state" == Degraded) ]]; then break; fi
    sleep "$poll"
  done
  if [[ "$seen" != "$wanted" || "$state" != Healthy ]]; then
    kubectl get analysisruns.argoproj.io --namespace "$namespace" || true
    echo "::error::$rollout is ${state:-unknown}: the new version was not accepted"
    return 1
  fi
}

await_all() {
  local found each
  found="$(names deployment)"
  for each in $found; do rolled_out "$each"; done
  if [[ "${ROLLOUTS:-false}" == true ]]; then
    found="$(names rollouts.argoproj.io --ignore-not-found)"
    for each in $found; do judged "$each"; done
  fi
}

deploy() {
  revisions >"$state"
  # The Job of an earlier migration would run it once more.
  if [[ "$1" == again ]]; then
    kubectl apply --kustomize "$manifests" --selector 'formwork.dev/phase!=prepare'
  else
    kubectl apply --kustomize "$manifests"
  fi
  await_all
}

back() {
  local name revision before failed=0 now each undone=()
  now="$(revisions)"
  while read -r name revision; do
    before="$(awk -v name="$name" '$1 == name {print $2}' "$state")"
    if [[ "$revision" == "$before" ]]; then continue; fi
    if [[ -z "$before" || "$before" == - ]]; then
      echo "::warning::deployment.apps/$name is new and has no earlier revision"
      continue
    fi
    echo "deployment.apps/$name goes back to revision $before"
    kubectl rollout undo --namespace "$namespace" "deployment.apps/$name" --to-revision "$before" || failed=1
    undone+=("deployment.apps/$name")
  done <<<"$now"
  # All have begun before the first is waited for: of a run that was stopped, GitHub leaves five minutes.
  for each in "${undone[@]}"; do rolled_out "$each" || failed=1; done
  return "$failed"
}

namespace="${2:-}"
case "${1:-} $#" in
  'migrate 3') manifests="$3"; migrate ;;
  'deploy 4' | 'again 4') manifests="$3" state="$4"; deploy "$1" ;;
  'back 3') state="$3"; if [[ -s "$state" ]]; then back; fi ;;
  *) usage ;;
esac
