#!/usr/bin/env bash
# What `--format sarif` prints is valid against the OASIS schema, judged by ajv.
#   sarif.sh FORMWORK SUITES
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
formwork=$1
suites=$2
[ -d "$suites/sarif/node_modules/ajv" ] || { echo "skipped: no $suites/sarif (tests/support/fetch_suites.sh makes it)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$root/examples/actix-kubernetes/." "$work"
cd "$work"
for env in dev staging prod; do echo "# edited" >> "infra/$env/kubernetes/namespace.yaml"; done
rm infra/prod/kubernetes/default-deny.yaml
"$formwork" check --format sarif > drift.sarif || [ $? = 1 ]
printf 'metadata: {name: prod, tier: prodction}\nx: "\xc3\xbc\\u0007"\n' > environments/prod.yaml
"$formwork" check --format sarif > spec.sarif || [ $? = 2 ]
cp "$root/tests/judge/sarif.js" "$suites/sarif/judge.js"
node "$suites/sarif/judge.js" drift.sarif spec.sarif
