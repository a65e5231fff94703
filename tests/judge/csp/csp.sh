#!/usr/bin/env bash
# The lint and Google's csp-evaluator find the same in the policies of policies.txt, kind by kind, but for what docs/csp.md
# argues; and in the policies of FORMWORK_CSP_CORPUS, a folder of *.txt with one policy a line, if that is set.
#   csp.sh FINDINGS SUITES
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
findings=$1
suites=$2
[ -d "$suites/csp_evaluator/dist" ] || { echo "skipped: no $suites/csp_evaluator (tests/support/fetch_suites.sh makes it)"; exit 77; }
command -v node >/dev/null || { echo "skipped: no node"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for corpus in "$here/policies.txt" ${FORMWORK_CSP_CORPUS:+"$FORMWORK_CSP_CORPUS"/*.txt}; do
  printed=$work/$(basename "$corpus")
  "$findings" <"$corpus" >"$printed"
  node "$here/evaluator.js" "$suites/csp_evaluator" "$printed"
done
