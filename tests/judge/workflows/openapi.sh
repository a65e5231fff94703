#!/usr/bin/env bash
# .github/scripts/openapi.sh in a real repository: Spectral itself lints by the rules that are emitted; the comparison is asked of
# an `oasdiff` that ends as the real one does (1 for a change that breaks, 100 and more for what it cannot read).
#   openapi.sh SUITES
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
script=$root/templates/github-actions/scripts/openapi.sh
spectral=$1/spectral/node_modules/.bin/spectral
for tool in git node; do command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }; done
[ -x "$spectral" ] || { echo "skipped: no $1/spectral (tests/support/fetch_suites.sh makes it)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/temp"
# What is run in the container is run here, if the container would see the files and nothing else.
cat >"$work/bin/docker" <<'DOCKER'
#!/usr/bin/env bash
set -euo pipefail
[[ "$*" == run\ --rm\ --network\ none\ --read-only* ]]
seen=()
while [[ "$1" != *@sha256:* ]]; do
  if [[ "$1" == --volume ]]; then [[ "$2" == *:ro ]]; seen+=("${2%%:*}"); fi
  shift
done
image="$1"
shift
case "$image" in
  spectral@*) exec "$SPECTRAL" "$@" ;;
  oasdiff@*)
    [[ "$1" == breaking && "${*:4}" == '--fail-on ERR --format singleline' && "$2" == "${seen[1]}"/* && "$3" == "${seen[0]}"/* ]]
    [[ -e "$(dirname "$2")/schemas.yaml" ]] || exit 102
    for operation in $(sed -n 's/.*operationId: //p' "$2"); do
      grep -q "operationId: $operation\$" "$3" || { echo "error: $operation is gone"; exit 1; }
    done ;;
  *) exit 125 ;;
esac
DOCKER
chmod +x "$work/bin/docker"
export PATH="$work/bin:$PATH" SPECTRAL=$spectral RUNNER_TEMP=$work/temp HOME=$work GIT_CONFIG_NOSYSTEM=1
git config --global user.name Test && git config --global user.email test@acme.example && git config --global init.defaultBranch main
git init -q "$work/repository"
cd "$work/repository"

fail() { echo "$1"; cat "$work/told"; exit 1; }
passes() { "$script" "$@" >"$work/told" 2>&1 || fail "$* failed"; }
fails() { local words=$1; shift; if "$script" "$@" >"$work/told" 2>&1; then fail "$* passed"; fi; grep -qF -- "$words" "$work/told" || fail "not told: $words"; }
lint() { IMAGE=spectral@sha256:1 "$@"; }
compare() { IMAGE=oasdiff@sha256:1 "$@"; [ "$(git worktree list | wc -l)" = 1 ] || fail 'the tree of before was left'; }
describe() { # OPERATION…: a description of them
  mkdir -p docs .github/openapi
  cp "$root/examples/actix-kubernetes/.github/openapi/ruleset.json" .github/openapi/
  echo 'Id: {type: string}' >docs/schemas.yaml
  printf '%s\n' 'openapi: 3.0.3' 'info: {title: shop, version: 1.0.0}' 'servers: [{url: https://shop.example}]' 'paths:' >docs/openapi.yaml
  for operation in "$@"; do
    printf '%s\n' "  /$operation/{id}:" '    get:' "      operationId: $operation" \
      "      parameters: [{name: id, in: path, required: true, schema: {\$ref: 'schemas.yaml#/Id'}}]" \
      '      responses: {"200": {description: fine}}' >>docs/openapi.yaml
  done
}
commit() { git add --all && git commit -qm "$1"; }

git commit -q --allow-empty -m begin
describe orders
commit first
lint passes lint docs/openapi.yaml
compare passes compare HEAD^1 docs/openapi.yaml refuse
grep -qF 'is new: it breaks nobody' "$work/told" || fail 'what is new was compared'
describe orders users && commit more
compare passes compare HEAD^1 docs/openapi.yaml refuse
describe users && commit less
compare fails 'the change breaks clients' compare HEAD^1 docs/openapi.yaml refuse
compare passes compare HEAD^1 docs/openapi.yaml tell
grep -qF '::warning file=docs/openapi.yaml::' "$work/told" || fail 'it is not told'
# What cannot be read is no verdict, and neither is a revision that is not there.
git rm -q docs/schemas.yaml && git commit -qm lost && describe users && commit found
for way in refuse tell; do compare fails 'cannot be read' compare HEAD^1 docs/openapi.yaml $way; done
compare fails 'there is no nowhere to compare with' compare nowhere docs/openapi.yaml refuse
# What clients stumble over.
sed -i '/operationId/d' docs/openapi.yaml
lint fails operation-operationId lint docs/openapi.yaml
describe users && sed -i 's/ required: true,//' docs/openapi.yaml
lint fails path-params lint docs/openapi.yaml
echo 'openapi: {' >docs/openapi.yaml
lint fails error lint docs/openapi.yaml
for arguments in '' 'lint' 'compare HEAD docs/openapi.yaml' 'compare HEAD docs/openapi.yaml maybe'; do
  # shellcheck disable=SC2086 # several words
  if IMAGE=spectral@sha256:1 "$script" $arguments >/dev/null 2>&1; then fail "'$arguments' passed"; fi
done
echo 'openapi: all as it should be'
