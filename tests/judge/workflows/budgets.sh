#!/usr/bin/env bash
# The budgets that are emitted, in Lighthouse itself with a real browser: a light page keeps them, one with a heavy script or that
# nobody can read does not.
#   budgets.sh SUITES
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
lhci=$1/lighthouse/node_modules/.bin/lhci
[ -x "$lhci" ] || { echo "skipped: no $1/lighthouse (tests/support/fetch_suites.sh makes it)"; exit 77; }
CHROME_PATH=${CHROME_PATH:-$(command -v chromium || command -v google-chrome || true)}
[ -x "$CHROME_PATH" ] || { echo "skipped: no Chromium (CHROME_PATH names another place)"; exit 77; }
export CHROME_PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp "$root/examples/azure-container-apps/.github/lighthouse/web.json" budgets.json

page() { # TEXT: a page that readers can read, and TEXT in it
  rm -rf site && mkdir site
  cat >site/index.html <<HTML
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Site</title><meta name="description" content="A site.">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"></head>
<body><main><h1>Site</h1><p>Words.</p>$1</main></body></html>
HTML
}
measure() {
  rm -rf .lighthouseci
  "$lhci" --config=budgets.json collect --static-dist-dir site --number-of-runs 1 --settings.chromeFlags='--no-sandbox --headless=new' >told 2>&1 ||
    { cat told; exit 1; }
  "$lhci" --config=budgets.json assert >told 2>&1
}
fails() { if measure; then cat told; echo "$1 passed"; exit 1; fi; grep -qF "$1" told || { cat told; echo "not told: $1"; exit 1; }; }

page ''
measure || { cat told; exit 1; }
page '<script src="heavy.js"></script>'
head --bytes 400000 /dev/urandom | base64 --wrap=0 | sed 's/.*/var heavy = "&";/' >site/heavy.js
fails script.size
page '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><button></button><p style="color:#eee;background:#fff">unread</p>'
fails accessibility
echo 'budgets: kept and broken'
