#!/usr/bin/env bash
# The web application firewall in its stages, run: waf.sh FORMWORK
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
formwork=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir environments releases
printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n' >formwork.yaml
stage() {
  cat >"environments/$1.yaml" <<SPEC
apiVersion: formwork.dev/v1alpha1
kind: Environment
metadata: {name: $1, tier: staging, owner: team-shop}
targets: [kubernetes]
naming: {organisation: acme, workload: shop}
registry: {server: ghcr.io/acme}
services: {web: {}}
edge: {hosts: {web: {domain: $1.shop.example}}, waf: {mode: $2, max_request_bytes: 20000, crs: {sample: $3}}}
SPEC
  echo "services: {web: {image: {tag: v1, digest: sha256:$(printf 'a%.0s' {1..64})}}}" >"releases/$1.yaml"
}
stage detection detection 100
stage prevention prevention 100
stage sample prevention 1
"$formwork" compile -q --no-progress
for name in detection prevention sample; do
  python3 "$here/waf.py" "infra/$name/kubernetes/edge/waf.yaml" "$name"
done
