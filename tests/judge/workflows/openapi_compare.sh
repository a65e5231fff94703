#!/usr/bin/env bash
# .github/scripts/openapi.sh with oasdiff itself, which compares two descriptions of an API: what breaks clients and what does
# not. It is a program of its own, in no package of Debian or npm, so it is asked for by name: in the PATH, or as OASDIFF.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
need git
oasdiff=${OASDIFF:-$(command -v oasdiff || true)}
[ -x "${oasdiff:-/none}" ] || skip 'no oasdiff (OASDIFF names it)'
export OASDIFF=$oasdiff
stub docker <<'DOCKER'
while [[ "$1" != oasdiff@sha256:1 ]]; do shift; done
shift
exec "$OASDIFF" "$@"
DOCKER
script=$root/templates/github-actions/scripts/openapi.sh
export IMAGE=oasdiff@sha256:1 RUNNER_TEMP=$work/temp HOME=$work GIT_CONFIG_NOSYSTEM=1
mkdir "$work/temp"
git config --global user.name Test && git config --global user.email test@acme.example && git config --global init.defaultBranch main
git init -q "$work/repository"
cd "$work/repository"
# describe PARAMETERS PROPERTIES: one operation, with these in its request and its answer.
describe() {
  cat >api.yaml <<YAML
openapi: 3.0.3
info: {title: shop, version: 1.0.0}
paths:
  /orders:
    get:
      operationId: orders
      parameters: [$1]
      responses:
        "200":
          description: fine
          content: {application/json: {schema: {type: object, required: [id], properties: {$2}}}}
YAML
  git add api.yaml && git commit -qm "$1 $2"
}
page='{name: page, in: query, schema: {type: integer}}'
passes() { "$script" compare HEAD^1 api.yaml refuse >"$work/told" 2>&1 || fail "$1 is refused"; }
breaks() {
  if "$script" compare HEAD^1 api.yaml refuse >"$work/told" 2>&1; then fail "$1 is let through"; fi
  grep -qF 'the change breaks clients' "$work/told" || fail "not told: $1"
}
describe '' 'id: {type: string}'
describe "$page" 'id: {type: string}'
passes 'a parameter that may be left out'
describe "$page" 'id: {type: string}, total: {type: integer}'
passes 'a further property of the answer'
describe '{name: page, in: query, required: true, schema: {type: integer}}' 'id: {type: string}, total: {type: integer}'
breaks 'a parameter that is asked for now'
describe "$page" 'id: {type: string}, total: {type: integer}'
describe "$page" 'id: {type: integer}, total: {type: integer}'
breaks 'another type of the answer'
describe "$page" 'total: {type: integer}'
breaks 'a property that is gone'
echo 'openapi: {' >api.yaml && git commit -qam broken
if "$script" compare HEAD^1 api.yaml tell >"$work/told" 2>&1; then fail 'what cannot be read is let through'; fi
echo 'oasdiff: what breaks clients is refused, what does not is let through'
