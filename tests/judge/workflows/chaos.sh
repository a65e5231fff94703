#!/usr/bin/env bash
# .github/scripts/chaos.sh with a `kubectl` that keeps objects in files and answers as Prometheus does: the experiments that the
# Kubernetes pack emits are begun as they are written there, and taken back whatever happens; what its queries mean is tried in
# promtool over the rules that are emitted.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
script=$root/templates/github-actions/scripts/chaos.sh
for tool in jq python3; do command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }; done
python3 -c 'import yaml' 2>/dev/null || { echo "skipped: no PyYAML"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/schedules" "$work/objects"
python3 - "$root/examples/actix-kubernetes/infra/staging/kubernetes/chaos.yaml" "$work/schedules" <<'PYTHON'
import json
import sys
import yaml
with open(sys.argv[1], encoding="utf-8") as text:
    for schedule in yaml.safe_load_all(text):
        with open(f"{sys.argv[2]}/{schedule['metadata']['name']}", "w", encoding="utf-8") as out:
            json.dump(schedule, out)
PYTHON
# Answers stand in a file, one a line, and the last of them stays; `known` is the answer to what is known.
cat >"$work/bin/kubectl" <<'KUBECTL'
#!/usr/bin/env bash
set -euo pipefail
printf '%s\n' "$*" >>"$WORK/log"
vector() { jq --null-input --compact-output --arg all "$1" '{status: "success", data: {resultType: "vector", result: ($all | split(" ") | map(select(. != "") | split("/") | {metric: {service: .[0], slo: .[1]}, value: [0, "1"]}))}}'; }
case "$*" in
  'get --raw /api/v1/namespaces/monitoring/services/prometheus-operated:9090/proxy/api/v1/query?query='*)
    query="${2:-}${3:-}"
    if [[ "$query" == *14.4* ]]; then
      answer="$(head -n 1 "$WORK/broken")"
      if (($(wc -l <"$WORK/broken") > 1)); then sed -i 1d "$WORK/broken"; fi
      [[ "$answer" != away ]] || { echo 'Error from server (ServiceUnavailable)' >&2; exit 1; }
      vector "$answer"
    else
      vector "$(<"$WORK/known")"
    fi ;;
  'get schedule.chaos-mesh.org '*' --namespace contacts-staging --output json') cat "$WORK/schedules/$3" ;;
  'apply --filename -')
    object="$(cat)"
    echo "$object" >"$WORK/objects/$(jq -r '"\(.kind | ascii_downcase).chaos-mesh.org_\(.metadata.name)"' <<<"$object")"
    cp "$WORK"/objects/* "$WORK/seen" ;;
  'get '*'AllInjected'*) if [[ -e "$WORK/objects/${2/\//_}" && ! -e "$WORK/idle" ]]; then echo True; fi ;;
  'delete '*) [[ ! -e "$WORK/stuck" ]] || exit 1; rm -f "$WORK/objects/${2/\//_}" ;;
  *) echo "kubectl does not know: $*" >&2; exit 2 ;;
esac
KUBECTL
chmod +x "$work/bin/kubectl"
export PATH="$work/bin:$PATH" WORK=$work POLL_SECONDS=0 SECONDS_OF_FAULT=0 RECOVERY=4 GITHUB_RUN_ID=5 GITHUB_RUN_ATTEMPT=1
export ENVIRONMENT=staging EVIDENCE=$work/evidence.json PROMETHEUS=http://prometheus-operated.monitoring.svc:9090

fail() { echo "$1"; cat "$work/told" "$work/log"; exit 1; }
# set_up KNOWN BROKEN...: what is measured; what does not hold, at each look.
set_up() {
  rm -rf "$work"/{idle,stuck,seen,evidence.json,objects}
  mkdir "$work/objects"
  : >"$work/log"
  echo "$1" >"$work/known"
  shift
  printf '%s\n' "$@" >"$work/broken"
}
passes() { RECOVERY=60 "$script" contacts-staging "$1" >"$work/told" 2>&1 || fail "$1 failed"; says passed; }
fails() { if "$script" contacts-staging "$2" >"$work/told" 2>&1; then fail "$2 passed"; fi; grep -qF -- "$1" "$work/told" || fail "not told: $1"; says failed; }
says() { [ "$(jq -r .verdict "$EVIDENCE")" = "$1" ] || fail "the evidence says $(cat "$EVIDENCE")"; }
gone() { [ -z "$(ls "$work/objects")" ] || fail 'the fault is still there'; }
never() { ! grep -q '^apply' "$work/log" || fail 'a fault was begun'; }

all='api/availability api/latency'
for experiment in "$work"/schedules/*; do
  name=${experiment##*/}
  set_up "$all" '' 'api/availability' ''
  passes "$name"
  gone
  jq --exit-status --slurp '.[0].spec as $schedule | .[1] | .kind == $schedule.type and .apiVersion == "chaos-mesh.org/v1alpha1" and
    .spec == ($schedule.podChaos // $schedule.networkChaos) and .metadata.namespace == "contacts-staging"' "$experiment" "$work/seen" >/dev/null ||
    fail "it is not what is written: $(cat "$work/seen")"
done
[ "$(jq -r .metadata.name "$work/seen")" = pod-kill-5-1 ] || fail 'another name'
# Not well before, or nobody knows: nothing is begun.
set_up "$all" api/latency
fails 'while these objectives do not hold: api/latency' pod-kill
never
set_up '' ''
fails 'it is not known whether contacts-staging is well' pod-kill
never
set_up "$all" away
fails 'it is not known whether contacts-staging is well' pod-kill
never
# It does not heal, or nobody can say so.
set_up "$all" '' 'api/availability api/latency'
fails 'these objectives do not hold: api/availability api/latency' database-away
gone
set_up "$all" '' away
fails 'these objectives do not hold: what is not known' database-away
gone
# Chaos Mesh does nothing; nothing of it stays.
set_up "$all" ''
touch "$work/idle"
fails 'Chaos Mesh did not begin with network-delay' network-delay
gone
set_up "$all" ''
touch "$work/stuck"
fails 'may still be there: kubectl delete podchaos.chaos-mesh.org/pod-kill-5-1 --namespace contacts-staging' pod-kill
set_up "$all" ''
fails 'No such file' volcano
never
if "$script" contacts-staging >/dev/null 2>&1; then fail 'without an experiment it passed'; fi

promtool=$(command -v promtool || find "${ORACLE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/formwork-oracle}" -name promtool -type f 2>/dev/null | head -1 || true)
if [ -z "$promtool" ]; then echo 'chaos: all as it should be; skipped: no promtool for its queries'; exit 0; fi
python3 - "$root/examples/actix-kubernetes/infra/staging/kubernetes/services/api/prometheusrule.yaml" "$script" "$work" <<'PYTHON'
import re
import sys
import yaml
with open(sys.argv[1], encoding="utf-8") as text:
    groups = yaml.safe_load(text)["spec"]["groups"]
with open(f"{sys.argv[3]}/rules.yaml", "w", encoding="utf-8") as out:
    yaml.safe_dump({"groups": [{"name": each["name"], "rules": each["rules"]} for each in groups]}, out)
with open(sys.argv[2], encoding="utf-8") as text:
    asked = [query.replace("$of", "{namespace='contacts-staging'}") for query in re.findall(r'ask "([^"]+)"', text.read())]
assert len(asked) == 2, asked
of = "http_server_request_duration_seconds_count{namespace='contacts-staging',job='contacts-staging/api',http_response_status_code='%s'}"
def sample(value):
    return {"labels": "{namespace='contacts-staging', service='api', slo='availability'}", "value": value}
def case(good, bad, known, unsteady):
    series = [{"series": of % "200", "values": good}] + ([{"series": of % "503", "values": bad}] if bad else [])
    return {"interval": "1m", "input_series": series, "promql_expr_test": [
        {"expr": f"count({asked[0]}) or vector(0)", "eval_time": "20m", "exp_samples": [{"labels": "{}", "value": known}]},
        {"expr": f"count({asked[1]}) or vector(0)", "eval_time": "20m", "exp_samples": [{"labels": "{}", "value": unsteady}]}]}
# A thousand a minute are answered; then one in ten fails; then nobody asks.
tests = [case("0+1000x30", "0+0x30", 1, 0), case("0+900x30", "0+100x30", 1, 1), case("0+0x30", None, 0, 0)]
with open(f"{sys.argv[3]}/test.yaml", "w", encoding="utf-8") as out:
    yaml.safe_dump({"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": tests}, out)
PYTHON
"$promtool" test rules "$work/test.yaml"
echo 'chaos: all as it should be'
