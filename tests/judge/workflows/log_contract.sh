#!/usr/bin/env bash
# .github/scripts/log-contract.sh over lines as services write them: a line that keeps the contract, and each way to break it.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
command -v jq >/dev/null || { echo "skipped: no jq"; exit 77; }
script=$root/templates/github-actions/scripts/log-contract.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export RUNNER_TEMP=$work
echo smoke-0123456789abcdef >"$work/request-id"
fields='{"request":"request_id","trace":"trace_id","tenant":"tenant_id","user_agent":"user_agent","latency":"duration_ms","route":"route","status":"status"}'
good='{"request_id":"smoke-0123456789abcdef","trace_id":"4bf9","tenant_id":null,"user_agent":"formwork-smoke","duration_ms":0,"route":"/healthz","status":200}'

# judged STATUS WORDS: of the lines on standard input.
judged() {
  local status=0 told
  told=$("$script" "$fields" 2>&1) || status=$?
  if [ "$status" != "$1" ] || { [ -n "$2" ] && ! grep -qF "$2" <<<"$told"; } || { [ -z "$2" ] && [ -n "$told" ]; }; then
    echo "status $status, told '$told', not $1 and '$2'"
    exit 1
  fi
}
printf '%s\n' 'starting' '{"request_id":"another"}' "$good" "" | judged 0 ''
printf '%s\n' "$good" "$good" | judged 0 ''
judged 1 'no line has the id of the request, smoke-0123456789abcdef' </dev/null
echo 'GET /healthz smoke-0123456789abcdef 200' | judged 1 'a line is no JSON object'
echo '"smoke-0123456789abcdef"' | judged 1 'a line is no JSON object'
jq -c '.request_id = 1 | .message = "smoke-0123456789abcdef"' <<<"$good" | judged 1 'is not the id of the request'
for field in trace_id tenant_id user_agent duration_ms route status; do
  jq -c "del(.$field)" <<<"$good" | judged 1 "\`$field\` "
  jq -c "del(.$field)" <<<"$good" | judged 1 'is missing'
done
for field in trace_id user_agent duration_ms route status; do
  jq -c ".$field = null" <<<"$good" | judged 1 "\`$field\` "
  jq -c ".$field = \"\"" <<<"$good" | judged 1 'is empty'
done
# One bad line among good ones is enough; many of the same are told once.
{ echo "$good"; jq -c 'del(.route)' <<<"$good"; } | judged 1 '(route) is missing'
[ "$(for _ in 1 2 3; do jq -c 'del(.route)' <<<"$good"; done | "$script" "$fields" | wc -l)" = 1 ] || { echo 'told more than once'; exit 1; }
if "$script" </dev/null 2>/dev/null; then echo 'called without a contract'; exit 1; fi
if echo "$good" | "$script" '{' >/dev/null 2>&1; then echo 'took a broken contract'; exit 1; fi
echo 'the contract of the logs is held'
