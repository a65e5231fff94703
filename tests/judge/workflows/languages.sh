#!/usr/bin/env bash
# Each language on each runtime with each strategy, alone and all in one repository: each compiles, without a finding of an
# error, and is what `check` expects; where the judges are present, they take each workflow, action and Dockerfile without an
# error or warning.
#   languages.sh FORMWORK
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
formwork=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

digest=sha256:0c9703e1f875a3260f621e10ee53d102b62bdc6c55728096ecfa43fe95d75ea5
all=(cpp dotnet go java node python rust)
client=0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13

# spec RUNTIME STRATEGY LANGUAGE…
spec() {
  local runtime=$1 strategy=$2 language needs=database
  shift 2
  echo "apiVersion: formwork.dev/v1alpha1"
  echo "kind: Environment"
  echo "metadata: {owner: team-matrix}"
  echo "naming: {organisation: acme, workload: matrix}"
  echo "repository: {owner: acme, name: matrix, plan: enterprise, files: [contributing, issues, pull-requests, readme, terraform]}"
  echo "secrets: {store: {name: vault}}"
  echo "services:"
  for language in "$@"; do
    echo "  $language:"
    echo "    build: {language: $language, folder: services/$language, packages: [libpq-dev]}"
    echo "    needs: [$needs]"
    echo "    config: {GREETING: \"it's \${{ github.token }} \$HOME\"}"
    # Each calls the one before it.
    needs="database, $language"
    if [ "$runtime" = container-apps ]; then
      needs+=", cache"
      echo "    rollout: {revisions: $strategy}"
    fi
  done
  if [ "$runtime" = kubernetes ]; then
    echo "targets: [kubernetes, docker, github-actions, repository]"
    echo "registry: {server: ghcr.io/acme}"
    echo "delivery:"
    echo "  strategy: $strategy"
    echo "  formwork: {repository: acme/formwork, commit: 9244708f1352609bfe45240b3034621fa647a05d}"
    echo "  cluster: {aws: {role: \"arn:aws:iam::123456789012:role/deploy\", region: eu-west-1, name: matrix}}"
  else
    echo "targets: [terraform, docker, github-actions, repository]"
    echo "platform: {runtime: container-apps, tenant: $client, subscription: $client, regions: {primary: westeurope}}"
    echo "registry: {server: cracmematrix.azurecr.io}"
    echo "cache: {}"
    echo "delivery:"
    echo "  formwork: {repository: acme/formwork, commit: 9244708f1352609bfe45240b3034621fa647a05d}"
    echo "  container_apps: {client: $client}"
    echo "  push: {azure: {registry: cracmematrix, tenant: $client, subscription: $client, client: $client}}"
  fi
  echo "database: {host: matrix.postgres.acme.example}"
}

# compile NAME RUNTIME STRATEGY LANGUAGE…
compile() {
  local name=$1 language tier
  shift
  mkdir -p "$name/environments" "$name/releases"
  printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n' >"$name/formwork.yaml"
  spec "$@" >"$name/environments/base.yaml"
  shift 2
  for tier in development staging; do
    printf '%s\n' "apiVersion: formwork.dev/v1alpha1" "kind: Environment" "extends: [base.yaml]" \
      "metadata: {name: ${tier:0:4}, tier: $tier}" "edge: {hosts: {$1: {domain: ${tier:0:4}.acme.example}}}" >"$name/environments/${tier:0:4}.yaml"
    {
      echo "services:"
      for language in "$@"; do echo "  $language: {image: {tag: v1.4.2, digest: $digest}}"; done
    } >"$name/releases/${tier:0:4}.yaml"
  done
  if ! printed=$("$formwork" -C "$name" compile -q --no-progress 2>&1) ||
    ! printed=$("$formwork" -C "$name" check -q --no-progress 2>&1); then
    printf '%s: does not compile, or not to what check expects\n%s\n' "$name" "$printed"
    exit 1
  fi
  for language in "$@"; do
    grep -q "^  check-$language:" "$name/.github/workflows/ci.yaml"
    grep -q "^HEALTHCHECK" "$name/docker/$language/Dockerfile"
  done
}

count=0
for runtime in kubernetes container-apps; do
  strategies=(rolling canary blue-green)
  [ "$runtime" = kubernetes ] || strategies=(single multiple)
  for strategy in "${strategies[@]}"; do
    for language in "${all[@]}"; do
      compile "$runtime-$strategy-$language" "$runtime" "$strategy" "$language"
      count=$((count + 1))
    done
    compile "$runtime-$strategy-all" "$runtime" "$strategy" "${all[@]}"
    count=$((count + 1))
  done
done
echo "$count repositories compile and check clean"

judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
if [ ! -x "$judge" ]; then
  echo "skipped: no judge at $judge (FORMWORK_JUDGE names another place)"
  exit 77
fi
# The judge sets itself up on its first use; the single ones are in the copy it made.
mkdir .empty
if ! "$judge" "$work/.empty" >/dev/null 2>&1; then :; fi
home=$(find "${ORACLE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/formwork-oracle}" -maxdepth 1 -mindepth 1 -type d | head -1)
export ORACLE_DATA=${ORACLE_DATA:-$(dirname "$judge")/../oracle-data}
# Those with all languages hold what the others do. The judge of workflows takes some thirty thousand bytes at a time, so CI
# of many languages goes to it by itself; of its two forms, with and without a cache, once.
mkdir judged
for name in *-all; do
  mkdir -p "judged/$name"
  cp -R "$name/.github" "$name/docker" "judged/$name/"
  rm "judged/$name/.github/workflows/ci.yaml"
  case $name in *-rolling-all | *-single-all)
    mkdir -p "judged/$name-ci/.github/workflows"
    cp -R "$name/.github/actions" "judged/$name-ci/.github/"
    cp "$name/.github/workflows/ci.yaml" "judged/$name-ci/.github/workflows/"
    ;;
  esac
done
for repository in judged/*/; do
  printed=$("$home/actions/gha-check" --strict "$repository" 2>&1) || { printf '%s\n%s\n' "$repository" "$printed"; exit 1; }
done
"$home/misc/misc-check" --strict --only=dockerfile,json,yamllint,markdown judged
