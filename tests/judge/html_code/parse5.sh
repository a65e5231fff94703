#!/usr/bin/env bash
# What is code in hostile pages is the same for parse5 and for us. FORMWORK_HTML_PAGES: how many pages, FORMWORK_HTML_SEED:
# which ones.
#   parse5.sh INLINE SUITES
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
parse5=$2/parse5/node_modules/parse5
[ -d "$parse5" ] || { echo "skipped: no $parse5 (tests/support/fetch_suites.sh makes it)"; exit 77; }
command -v node >/dev/null || { echo "skipped: no node"; exit 77; }
node "$here/parse5.mjs" "$parse5" "$1" "${FORMWORK_HTML_PAGES:-20000}" "${FORMWORK_HTML_SEED:-1}"
