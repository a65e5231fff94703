#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# ZAP's baseline scan: a spider that clicks on links, and a look at each answer; nothing is attacked.
#   zap.sh RULES    scans each of URLS with IMAGE; RULES say what fails
# The reports are left in REPORTS, one of each address. It fails where a rule says so, or where ZAP could not look.
set -euo pipefail

if [[ $# -ne 1 ]]; then
  sed -n '/^#   /s/^#   //p' "$0" >&2
  exit 2
fi
rules="$1"
# ZAP is a user of its own in the container.
mkdir -p "$REPORTS"
chmod 0777 "$REPORTS"
cp "$rules" "$REPORTS/rules.tsv"
failed=0

# scan URL NAME
scan() {
  local status=0
  # -I: warnings are for the report. -T: minutes until it gives up.
  docker run --rm --cap-drop ALL --security-opt no-new-privileges --volume "$REPORTS:/zap/wrk" "$IMAGE" \
    zap-baseline.py -t "$1" -c rules.tsv -I -m 5 -T 20 -J "$2.json" -w "$2.md" || status=$?
  if [[ ! -s "$REPORTS/$2.json" ]]; then
    echo "::error::ZAP has no report of $1 (it ended with $status)"
    failed=1
    return
  fi
  if ((status)); then
    echo "::error::ZAP found at $1 what a rule of $rules fails: see the report"
    failed=1
  fi
  if [[ -n "${GITHUB_STEP_SUMMARY:-}" ]]; then
    {
      echo "### $1"
      echo
      jq --raw-output '["| risk | alert | places |", "|---|---|---|"][], (.site[]?.alerts[]? |
        "| \(.riskdesc) | \(.alert) (\(.pluginid)) | \(.count) |")' "$REPORTS/$2.json"
      echo
    } >>"$GITHUB_STEP_SUMMARY"
  fi
}

for url in $URLS; do
  name="${url#https://}"
  scan "$url" "${name//[^A-Za-z0-9.-]/_}"
done
rm "$REPORTS/rules.tsv"
exit "$failed"
