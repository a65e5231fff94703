#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Looks at an environment from outside: each address must answer with a success.
#   smoke.sh [--headers TREE]    holds the headers of URLS against the spec in TREE as well, with `formwork`
# URLS are asked for their health, READY_URLS for their readiness; ENVIRONMENT is its name, TRIES how often each is asked
# again. The id that every request carries is left in RUNNER_TEMP/request-id: the services' logs must have it.
set -euo pipefail

tree=
if [[ "${1:-}" == --headers && $# -eq 2 ]]; then
  tree="$2"
elif [[ $# -ne 0 ]]; then
  echo 'usage: smoke.sh [--headers TREE]' >&2
  exit 2
fi

random() {
  od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'
}
headers="$RUNNER_TEMP/headers"
request="smoke-$(random 8)"
echo "$request" >"$RUNNER_TEMP/request-id"
failed=0

# Of several answers, after a redirect or another try, the last one counts.
ask() {
  curl --silent --show-error --fail --location --proto '=https' --max-time 10 \
    --retry "$TRIES" --retry-delay 6 --retry-all-errors --output /dev/null --dump-header "$headers" \
    --user-agent formwork-smoke --header "X-Request-Id: $request" --header "Traceparent: 00-$(random 16)-$(random 8)-01" "$1" ||
    { echo "::error::$1 does not answer with a success"; failed=1; return 1; }
}

for url in $URLS; do
  ask "$url" || continue
  if [[ -n "$tree" ]]; then
    formwork -C "$tree" csp live "$ENVIRONMENT" --headers "$headers" --host "$url" --format github || failed=1
  fi
done
for url in ${READY_URLS:-}; do
  ask "$url" || true
done
exit "$failed"
