#!/usr/bin/env bash
# The project's own scripts, judged by shellcheck.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v shellcheck >/dev/null || { echo "skipped: no shellcheck"; exit 77; }
find scripts .ci tests -type f \( -name '*.sh' -o -path '.ci/run' \) -not -path '*/golden/*' -print0 | xargs -0 shellcheck --external-sources --source-path=SCRIPTDIR
