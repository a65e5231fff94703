#!/usr/bin/env bash
# infra/scripts/test-alerts.sh with the real promtool: over what is emitted it passes, also where promtool comes in a container; rules
# that promtool refuses, alerts that no longer fire or fire too soon, other words, and rules without tests are found.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
promtool=$(command -v promtool || find "${ORACLE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/formwork-oracle}" -name promtool -type f 2>/dev/null | head -1 || true)
[ -n "$promtool" ] || { echo "skipped: no promtool"; exit 77; }
command -v yq >/dev/null || { echo "skipped: no yq"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/with" "$work/without"
ln -s "$promtool" "$work/with/promtool"
fail() {
  echo "alerts: $1"
  exit 1
}

# fresh: the example's production environment.
fresh() {
  rm -rf "$work/repository"
  mkdir -p "$work/repository/infra/scripts"
  cp -R "$root/examples/minimal/infra/prod" "$work/repository/infra"
  cp "$root/examples/minimal/infra/scripts/test-alerts.sh" "$work/repository/infra/scripts"
}
script() { PATH="$work/with:$PATH" "$work/repository/infra/scripts/test-alerts.sh" "$@" >"$work/printed" 2>&1; }
# finds TEXT WHAT [ARGUMENT…]: it fails, and says so.
finds() {
  local text=$1 what=$2
  shift 2
  if script "$@"; then fail "passed: $what"; fi
  grep -qF "$text" "$work/printed" || { cat "$work/printed" && fail "$what: no word of \`$text\`"; }
}
# change SED-EXPRESSION FILE: it must change something.
change() {
  cp "$work/repository/$2" "$work/before"
  sed -i "$1" "$work/repository/$2"
  if cmp -s "$work/before" "$work/repository/$2"; then fail "nothing to change in $2 by $1"; fi
}

rules=infra/prod/kubernetes/services/api/prometheusrule.yaml
fresh
(cd / && script) || { cat "$work/printed" && fail 'it does not pass over what is emitted'; }
[ "$(grep -c 'Unit Testing' "$work/printed")" -eq 2 ] || fail 'not both files of tests were run'
script prod || fail 'it does not pass over an environment by name'
finds 'staging has no alert rules' 'an environment that is not there' staging

change '0,/expr: "/s//expr: "sum(/' "$rules"
finds 'parse error' 'an expression that is none'
fresh
change 's/CrashLoopBackOff/CrashLoopBackoff/' "$rules"
finds 'FAILED' 'a reason that no pod has'
fresh
change 's/\(ratio_rate6h{[^}]*} > \)[0-9.]*/\10.9/g;s/\(ratio_rate30m{[^}]*} > \)[0-9.]*/\10.9/g' "$rules"
finds 'FAILED' 'a page by the six hours that waits for nine in ten'
fresh
change 's/\(ratio_rate\(1h\|5m\){[^}]*} > \)[0-9.]*/\10.00001/g' "$rules"
finds 'FAILED' 'a page within the budget'
fresh
change 's/severity: page/severity: ticket/' "$rules"
finds 'FAILED' 'pages that wake nobody'
fresh
change 's/summary: "api: a copy stops/summary: "api: one copy stops/' "$rules"
finds 'FAILED' 'other words'
fresh
rm "$work/repository/infra/prod/prometheus/services/api.test.yaml"
finds 'has no tests' 'rules without tests'
fresh
echo 'kind: PrometheusRule' >"$work/repository/$rules"
if script; then fail 'passed: a PrometheusRule without rules'; fi

# Without promtool it comes in the image, which sees the folder of the copies, and nothing else is mounted.
fresh
for tool in basename bash cat cp dirname env grep id mkdir mktemp python3 rm sed yq jq; do ln -sf "$(command -v "$tool")" "$work/without/$tool"; done
cat >"$work/without/docker" <<DOCKER
#!/usr/bin/env bash
[[ " \$* " == *' --network none '* && " \$* " == *' --entrypoint promtool example/prometheus@sha256:0 '* ]] || exit 9
while [[ "\$1" != example/prometheus@sha256:0 ]]; do shift; done
shift
exec "$promtool" "\$@"
DOCKER
chmod +x "$work/without/docker"
PATH="$work/without" PROMETHEUS=example/prometheus@sha256:0 "$work/repository/infra/scripts/test-alerts.sh" >"$work/printed" 2>&1 ||
  { cat "$work/printed" && fail 'it does not pass by the image'; }
if PATH="$work/without" "$work/repository/infra/scripts/test-alerts.sh" >"$work/printed" 2>&1; then fail 'passed: without promtool and image'; fi
grep -q 'there is no promtool' "$work/printed" || fail 'it does not say what is missing'
echo 'alerts: all as it should be'
