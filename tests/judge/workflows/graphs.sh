#!/usr/bin/env bash
# The pictures of jobs in the examples' documentation say what their workflows say; one that does not is found.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
graphs=$root/tests/judge/workflows/graphs.py
python3 -c 'import yaml' 2>/dev/null || { echo "skipped: no PyYAML"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pages=("$root"/examples/*/docs/operations/workflows.md)
python3 "$graphs" "${pages[@]%/docs/operations/workflows.md}"
page=$work/docs/operations/workflows.md
# refuses SED: a page that was changed so.
refuses() {
  rm -rf "${work:?}"/{.github,docs}
  cp -R "$root/examples/actix-kubernetes"/{.github,docs} "$work"
  sed -i "$1" "$page"
  if cmp -s "$page" "$root/examples/actix-kubernetes/docs/operations/workflows.md"; then echo "nothing changed: $1"; exit 1; fi
  if python3 "$graphs" "$work" >"$work/told" 2>&1; then echo "not seen: $1"; exit 1; fi
}
refuses '0,/ --> job_gate/{/ --> job_gate/d}'
refuses 's/job_image --> job_release_dev/job_release_dev --> job_image/'
refuses 's/\["files"\]/["folders"]/'
refuses '/^## Promote/,/^## /{/^## Promote/d}'
# shellcheck disable=SC2016 # back-quotes of Markdown
refuses 's/`promote.yaml`\(.*\)promote.yaml/`renamed.yaml`\1renamed.yaml/'
echo 'what is drawn otherwise is found'
