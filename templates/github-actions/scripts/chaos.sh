#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# A fault on purpose, now and not when its Schedule says so, and whether the services carry on.
#   chaos.sh NAMESPACE EXPERIMENT
# The objectives must hold before, and again within RECOVERY seconds after the fault, which lasts SECONDS_OF_FAULT; they are asked of
# PROMETHEUS. The fault is taken back whatever happens. `kubectl` is logged in; what was seen is left in EVIDENCE.
set -euo pipefail
shopt -s inherit_errexit

if [[ $# -ne 2 ]]; then
  sed -n '/^#   [a-z]/s/^#   //p' "$0" >&2
  exit 2
fi
namespace="$1" experiment="$2"
poll="${POLL_SECONDS:-10}"
recovery="${RECOVERY:-900}"

fail() {
  echo "::error::$1" >&2
  return 1
}

# ask QUERY: what Prometheus answers, as JSON. One within the cluster is reached through its API.
ask() {
  local query path answer
  query="$(jq --null-input --raw-output --arg query "$1" '$query | @uri')"
  if [[ "$PROMETHEUS" =~ ^http://([a-z0-9-]+)\.([a-z0-9-]+)\.svc(\.cluster\.local)?(:([0-9]+))?(/.*)?$ ]]; then
    path="/api/v1/namespaces/${BASH_REMATCH[2]}/services/${BASH_REMATCH[1]}:${BASH_REMATCH[5]:-80}/proxy${BASH_REMATCH[6]%/}"
    answer="$(kubectl get --raw "$path/api/v1/query?query=$query")" || return
  else
    answer="$(curl --silent --show-error --fail --max-time 20 "${PROMETHEUS%/}/api/v1/query?query=$query")" || return
  fi
  jq --exit-status --compact-output 'select(.status == "success") | .data.result' <<<"$answer"
}

# What fails so often that somebody would be woken, as `service/objective`. Nothing known is no verdict: 2.
unsteady() {
  local of="{namespace='$namespace'}" known
  known="$(ask "slo:sli_error:ratio_rate5m$of >= 0")" || return 2
  if [[ "$known" == '[]' ]]; then return 2; fi
  ask "slo:sli_error:ratio_rate5m$of > on (service, slo) 14.4 * slo:error_budget:ratio$of" |
    jq --raw-output 'map(.metric | "\(.service)/\(.slo)") | join(" ")' || return 2
}

# Until the objectives hold: 0; 1 if they do not in time. The seconds that it took are in `took`.
steady_within() {
  local limit="$1" began now broken
  began="$(date +%s)"
  while true; do
    broken="$(unsteady)" || broken='what is not known'
    now="$(date +%s)"
    took=$((now - began))
    if [[ -z "$broken" ]]; then return 0; fi
    if ((took >= limit)); then
      fail "after $took seconds these objectives do not hold: $broken"
      return
    fi
    sleep "$poll"
  done
}

injected() {
  local look
  for ((look = 0; look < 30; look++)); do
    if [[ "$(kubectl get "$object" --namespace "$namespace" --output 'jsonpath={.status.conditions[?(@.type=="AllInjected")].status}')" == True ]]; then
      return
    fi
    sleep "$((poll < 2 ? poll : 2))"
  done
  fail "Chaos Mesh did not begin with $experiment"
}

took=0 verdict=failed object=
finish() {
  local status=$?
  trap - EXIT
  if [[ -n "$object" ]] && ! kubectl delete "$object" --namespace "$namespace" --ignore-not-found --wait >/dev/null; then
    echo "::error::$object may still be there: kubectl delete $object --namespace $namespace" >&2
    status=1
  fi
  jq --null-input --arg environment "$ENVIRONMENT" --arg experiment "$experiment" --arg verdict "$verdict" --argjson seconds "$took" \
    --arg at "$(date --utc +%Y-%m-%dT%H:%M:%SZ)" --arg commit "${GITHUB_SHA:-}" '$ARGS.named' >"$EVIDENCE" || status=1
  exit "$status"
}
trap finish EXIT

broken="$(unsteady)" || { fail "it is not known whether $namespace is well: nobody asks its services, or $PROMETHEUS does not answer"; exit; }
if [[ -n "$broken" ]]; then fail "nothing is broken on purpose while these objectives do not hold: $broken"; exit; fi

schedule="$(kubectl get schedule.chaos-mesh.org "$experiment" --namespace "$namespace" --output json)"
name="$experiment-${GITHUB_RUN_ID:-0}-${GITHUB_RUN_ATTEMPT:-0}"
fault="$(jq --exit-status --compact-output --arg name "$name" '(.spec.type | (.[:1] | ascii_downcase) + .[1:]) as $field |
  {apiVersion, kind: .spec.type, metadata: {name: $name, namespace: .metadata.namespace, labels: .metadata.labels}, spec: .spec[$field]} |
  select(.spec != null)' <<<"$schedule")"
object="$(jq --raw-output '"\(.kind | ascii_downcase).chaos-mesh.org/\(.metadata.name)"' <<<"$fault")"
kubectl apply --filename - <<<"$fault"
injected
echo "$experiment began; it lasts $SECONDS_OF_FAULT seconds"
sleep "$SECONDS_OF_FAULT"
kubectl delete "$object" --namespace "$namespace" --ignore-not-found --wait
object=
# The window of five minutes still has the fault in it: the objectives hold once it has passed, if the services healed.
steady_within "$recovery"
verdict=passed
echo "the objectives hold again, $took seconds after $experiment"
