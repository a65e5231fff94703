#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Checks the alert rules, and runs their tests, in promtool.
#   test-alerts.sh [ENVIRONMENT...]    of every environment where none is named
# The rules stand in the PrometheusRules alone: they are taken out of them, beside a copy of their tests. Needs yq, which runners of
# GitHub have, and promtool, or Docker for PROMETHEUS, an image of Prometheus.
set -euo pipefail

cd "$(dirname "$0")/../.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

if ! command -v promtool >/dev/null; then
  : "${PROMETHEUS:?there is no promtool, and no image of Prometheus}"
  promtool() {
    docker run --rm --user "$(id -u):$(id -g)" --network none --cap-drop ALL --security-opt no-new-privileges --tmpfs /tmp \
      --volume "$work:$work:ro" --workdir "$work" --entrypoint promtool "$PROMETHEUS" "$@"
  }
fi

# take RULES TESTS NAME: the rules of the PrometheusRule, and its tests, which begin with where they find them.
take() {
  [[ -f "$1" ]] || return 0
  mkdir -p "$work/$(dirname "$3")"
  yq -e .spec "$1" >"$work/$3.rules.yaml"
  rules+=("$work/$3.rules.yaml")
  [[ -f "$2" ]] || { echo "$1 has no tests: there is no $2" >&2; exit 1; }
  { echo "rule_files: [$(basename "$3").rules.yaml]" && cat "$2"; } >"$work/$3.test.yaml"
  tests+=("$work/$3.test.yaml")
}

rules=()
tests=()
if [[ $# -eq 0 ]]; then
  for folder in infra/*/prometheus; do set -- "$@" "$(basename "$(dirname "$folder")")"; done
fi
for environment in "$@"; do
  found=${#rules[@]}
  take "infra/$environment/kubernetes/alerts.yaml" "infra/$environment/prometheus/workload.test.yaml" "$environment/workload"
  for service in "infra/$environment/kubernetes/services"/*; do
    name="$(basename "$service")"
    take "$service/prometheusrule.yaml" "infra/$environment/prometheus/services/$name.test.yaml" "$environment/services/$name"
  done
  ((${#rules[@]} > found)) || { echo "$environment has no alert rules" >&2; exit 1; }
done

promtool check rules "${rules[@]}"
promtool test rules "${tests[@]}"
