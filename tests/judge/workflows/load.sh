#!/usr/bin/env bash
# The load test as it is emitted: its targets and thresholds are those of the spec's objectives, in every profile, and the
# summary tells what was broken. Run in node, with k6's modules recorded.
#   load.sh FORMWORK
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
here=$(cd "$(dirname "$0")" && pwd)
formwork=$(realpath "$1")
for tool in jq node python3; do command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }; done
python3 -c 'import yaml' 2>/dev/null || { echo "skipped: no PyYAML"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$root"/examples/actix-kubernetes/{environments,releases,formwork.yaml} "$work"
cd "$work"
cat >>environments/staging.yaml <<'YAML'
observability:
  slos: {availability: 99.95, latency: {objective: 90, threshold: 250ms}}
YAML
"$formwork" compile -q --no-progress
python3 - <<'PYTHON' >settings
import shlex
import yaml
with open(".github/workflows/load-test.yaml", encoding="utf-8") as text:
    job = yaml.safe_load(text)["jobs"]["load-staging"]
for name in ("TARGETS", "RATE"):
    print(f"export {name}={shlex.quote(job['env'][name])}")
PYTHON
# shellcheck disable=SC1091 # written above
. ./settings
export EVIDENCE=evidence.json ENVIRONMENT=staging

fail() { echo "$1"; exit 1; }
run() { node "$here/load.mjs" .github/load/load.js >result; }
is() { [ "$(jq -c "$1" result)" = "$2" ] || fail "$1 is $(jq -c "$1" result), not $2"; }
for profile in short ramp spike sustained; do
  PROFILE=$profile run
  is '.options.thresholds["http_req_failed{service:api}"][0].threshold' '"rate<=0.00050"'
  is '.options.thresholds["http_req_duration{service:api}"]' '[{"threshold":"p(90)<=250"}]'
  is '.options.thresholds.dropped_iterations' '["count==0"]'
  is '.seen' '["https://contacts.staging.acme.example/healthz",["is a success",true],"https://contacts.staging.acme.example/healthz",["is a success",false],"https://contacts.staging.acme.example/healthz",["is a success",false]]'
  is '[.options.scenarios[].stages[].target] | (min >= 1) and (max == '"$([ $profile = spike ] && echo 100 || echo 50))" true
  is '[.options.scenarios[].tags] | unique' '[{"service":"api"}]'
done
PROFILE=short run
is '.summary["evidence.json"] | fromjson | [.control, .passed, .environment]' '["TEST-03",true,"staging"]'
PROFILE=short BROKEN='http_req_duration{service:api}' run
is '.summary["evidence.json"] | fromjson | .passed' false
is '.summary.stdout | split("\n") | map(select(startswith("BROKEN")))' '["BROKEN  http_req_duration{service:api} p(90)<=250"]'
for bad in 'PROFILE=endless' 'PROFILE=ramp RATE=0' 'PROFILE=ramp TARGETS=[]'; do
  # shellcheck disable=SC2086 # several words
  if env $bad node "$here/load.mjs" .github/load/load.js >/dev/null 2>&1; then fail "$bad was taken"; fi
done
echo 'the load test holds what the objectives say'
