#!/usr/bin/env bash
# .github/scripts/zap.sh with a `docker` that leaves reports as ZAP does: what fails, what is for the report, and a scan that
# never looked. The rules that are emitted are lines that zap-baseline.py reads.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
script=$root/templates/github-actions/scripts/zap.sh
need jq
# Ends as the file of the address says; 3 leaves no report.
stub docker <<'DOCKER'
[[ "$*" == *' zap@sha256:1 zap-baseline.py '* ]]
mounted="$(argument --volume "$@")"
folder="${mounted%:/zap/wrk}"
# What the container's own user could do.
[[ "$(stat --format %a "$folder")" == 777 && -s "$folder/$(argument -c "$@")" ]]
case "$(argument -t "$@")" in
  https://good.example/) status=0 risk='Low (Medium)' ;;
  https://bad.example/a) status=1 risk='High (Medium)' ;;
  *) exit 3 ;;
esac
jq --null-input --arg risk "$risk" '{site: [{alerts: [{pluginid: "10038", alert: "CSP", riskdesc: $risk, count: "2"}]}]}' >"$folder/$(argument -J "$@")"
exit "$status"
DOCKER
export IMAGE=zap@sha256:1 REPORTS=$work/reports GITHUB_STEP_SUMMARY=$work/summary
rules=$root/examples/actix-kubernetes/.github/zap/rules.tsv

fresh() { rm -rf "$work"/{reports,summary,log}; }
passes() { fresh; URLS=$1 "$script" "$rules" >"$work/told" 2>&1 || fail "$1 failed"; }
fails() { fresh; if URLS=$2 "$script" "$rules" >"$work/told" 2>&1; then fail "$2 passed"; fi; grep -qF -- "$1" "$work/told" || fail "not told: $1"; }

passes 'https://good.example/'
[ "$(find "$work/reports" -type f -printf '%f\n')" = good.example_.json ] || fail 'not only the report was left'
grep -qF '| Low (Medium) | CSP (10038) | 2 |' "$work/summary" || fail 'nothing in the summary'
fails 'ZAP found at https://bad.example/a' 'https://bad.example/a https://good.example/'
[ "$(wc -l <"$work/log")" = 2 ] || fail 'the others were not scanned'
[ -s "$work/reports/bad.example_a.json" ] || fail 'the report was lost'
fails 'ZAP has no report of https://away.example/ (it ended with 3)' 'https://good.example/ https://away.example/'
if "$script" >/dev/null 2>&1; then fail 'without rules it passed'; fi

awk -F '\t' '/^#/ {next} NF < 3 || $1 !~ /^[0-9]+$/ || $2 !~ /^(FAIL|IGNORE|INFO|WARN)$/ {print "not a rule: " $0; bad = 1} {seen[$1]++}
  END {for (id in seen) if (seen[id] > 1) {print id " twice"; bad = 1}; exit bad}' "$rules"
echo 'zap: all as it should be'
