#!/usr/bin/env bash
# infra/scripts/deploy-container-apps.sh against an `az` that keeps apps in files: what is brought where in which order, that
# nothing goes further than what failed, and that all goes back to what ran.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
command -v jq >/dev/null || { echo "skipped: no jq"; exit 77; }
script=$root/templates/azure/scripts/deploy-container-apps.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
cat >"$work/bin/az" <<'AZ'
#!/usr/bin/env bash
# One call a line. An app is a folder with its image, its newest and its newest ready revision, and its traffic. BROKEN names
# an image whose revisions never come up; FADING one that fails once it has traffic; a job whose name ends in -lost fails.
set -euo pipefail
printf '%s\n' "$*" >>"$AZ_LOG"
argument() {
  local want="$1"
  shift
  while (($#)); do
    if [[ "$1" == "$want" ]]; then echo "$2"; return; fi
    shift
  done
}
app="$AZ_APPS/$(argument --name "$@")"
case "$*" in
  'containerapp job update'*) argument --image "$@" >"$app" ;;
  'containerapp job start'*) echo run-1 ;;
  'containerapp job execution list'*)
    # How many run: each look takes one away.
    count="$(cat "$AZ_APPS/running" 2>/dev/null || echo 0)"
    echo "$count"
    if ((count > 0 && count < 9)); then echo $((count - 1)) >"$AZ_APPS/running"; fi
    ;;
  'containerapp replica list'*) printf '%s\n' r1 r2 ;;
  'containerapp logs show'*) jq --null-input --compact-output --arg log "{\"app\":\"$(basename "$app")\",\"replica\":\"$(argument --replica "$@")\"}" '{TimeStamp: "now", Log: $log}' ;;
  'containerapp job execution show'*) if [[ "$app" == *-lost ]]; then echo Failed; else echo Succeeded; fi ;;
  'containerapp show'*image*) cat "$app/image" ;;
  'containerapp show'*latestReadyRevisionName*) cat "$app/ready" ;;
  'containerapp show'*latestRevisionName*) cat "$app/newest" ;;
  'containerapp update'*)
    argument --image "$@" >"$app/image"
    newest="$(basename "$app")--$(($(cat "$app/count") + 1))"
    echo "${newest##*--}" >"$app/count"
    echo "$newest" >"$app/newest"
    if [[ "$(cat "$app/image")" != "${BROKEN:-}" ]]; then echo "$newest" >"$app/ready"; fi
    ;;
  'containerapp ingress traffic set'*) sed 's/.*--revision-weight //; s/ --.*//' <<<"$*" >"$app/traffic" ;;
  'containerapp revision show'*fqdn*) echo "$(argument --revision "$@").env.example" ;;
  'containerapp revision show'*)
    image="$(cat "$app/image")"
    if [[ "$image" == "${BROKEN:-}" ]]; then echo Unhealthy
    elif [[ "$image" == "${FADING:-}" ]] && grep -q "$(argument --revision "$@")=" "$app/traffic"; then echo Unhealthy
    else echo Healthy; fi
    ;;
  'containerapp revision activate'* | 'containerapp revision deactivate'*) ;;
  *) echo "az does not know: $*" >&2; exit 2 ;;
esac
AZ
# Who looks at a revision: DEAF names an address that does not answer. It is noted what had traffic then.
cat >"$work/bin/curl" <<'CURL'
#!/usr/bin/env bash
set -euo pipefail
url="${*: -1}"
printf 'curl %s with %s\n' "$url" "$(cat "$AZ_APPS/api/traffic")" >>"$AZ_LOG"
[[ "$url" != "${DEAF:-}" ]] || { echo 'curl: (22) The requested URL returned error: 503' >&2; exit 22; }
CURL
chmod +x "$work/bin/az" "$work/bin/curl"
export PATH="$work/bin:$PATH" AZ_LOG=$work/log AZ_APPS=$work/apps POLL_SECONDS=0 DEADLINE_SECONDS=2

fail() { echo "$1"; cat "$AZ_LOG"; exit 1; }
asked() { grep -qF -- "$1" "$AZ_LOG" || fail "not asked: $1"; }
never() { ! grep -qF -- "$1" "$AZ_LOG" || fail "asked: $1"; }
holds() { [ "$(cat "$AZ_APPS/$1")" = "$2" ] || fail "$1 is $(cat "$AZ_APPS/$1"), not $2"; }
line() { grep -nF -- "$1" "$AZ_LOG" | head -1 | cut -d: -f1; }
fresh() {
  rm -rf "$AZ_APPS"
  for app in api web; do
    mkdir -p "$AZ_APPS/$app"
    echo "$app:1" >"$AZ_APPS/$app/image"
    echo 1 >"$AZ_APPS/$app/count"
    echo "$app--1" | tee "$AZ_APPS/$app/newest" >"$AZ_APPS/$app/ready"
    echo latest=100 >"$AZ_APPS/$app/traffic"
  done
  : >"$AZ_LOG"
}
spec() {
  cat >"$work/apps.json" <<JSON
{"resource_group": "rg", "jobs": [{"name": "sweep", "image": "api:2", "migration": false}, {"name": "$1", "image": "api:2", "migration": true}],
 "apps": [{"name": "web", "image": "web:2", "revisions": "single", "weights": [], "bake_seconds": 0},
          {"name": "api", "image": "api:2", "revisions": "multiple", "weights": [10, 50], "bake_seconds": 0, "paths": ["/readyz", "/healthz"]}]}
JSON
}

# All goes well: the migration before all else, the shares one after the other, the old revision put away.
fresh
spec migrate
"$script" "$work/apps.json" "$work/state" >/dev/null || fail 'a good release failed'
holds api/image api:2
holds web/image web:2
holds api/traffic api--2=100
holds web/traffic latest=100
asked 'revision deactivate --revision api--1 --resource-group rg --name api'
[ "$(line 'job start')" -lt "$(line '--name sweep')" ] || fail 'a job came before the migration'
[ "$(line 'job start')" -lt "$(line 'containerapp update')" ] || fail 'an app came before the migration'
shares=$(grep -o 'revision-weight.*' "$AZ_LOG" | sed 's/ --resource-group.*//' | tr '\n' ';')
[ "$shares" = 'revision-weight api--1=100;revision-weight api--1=90 api--2=10;revision-weight api--1=50 api--2=50;revision-weight api--2=100;' ] ||
  fail "other shares: $shares"

# Again: everything runs already, and nothing moves.
: >"$AZ_LOG"
"$script" "$work/apps.json" "$work/state" >/dev/null
never 'containerapp update'
never 'ingress traffic set'
[ ! -s "$work/state" ] || fail 'something would go back'

# The smoke test failed afterwards: all goes back.
fresh
"$script" "$work/apps.json" "$work/state" >/dev/null
"$script" --back "$work/state" >/dev/null || fail 'it did not go back'
holds web/image web:1
holds api/traffic api--1=100
asked 'revision activate --revision api--1 --resource-group rg --name api'
asked 'revision deactivate --revision api--2 --resource-group rg --name api'
[ "$(line 'revision activate')" -lt "$(grep -nF -- '--image web:1' "$AZ_LOG" | cut -d: -f1)" ] || fail 'not the last first'

# A migration that fails, and nothing else moves.
fresh
spec migrate-lost
if "$script" "$work/apps.json" "$work/state" >/dev/null 2>&1; then fail 'a lost migration went unseen'; fi
never 'containerapp update'
never '--name sweep'

# A revision that does not come up never takes traffic, and what was changed before it can go back.
fresh
spec migrate
if BROKEN=api:2 "$script" "$work/apps.json" "$work/state" >/dev/null 2>"$work/err"; then fail 'a broken app went unseen'; fi
grep -qF '::error::api--2: Unhealthy' "$work/err" || fail "told: $(cat "$work/err")"
holds api/traffic api--1=100
never 'api--2='
"$script" --back "$work/state" >/dev/null || fail 'it did not go back'
holds web/image web:1
holds api/traffic api--1=100

# One that is well, but does not answer at its own address, never takes traffic either; nobody else is asked.
fresh
"$script" "$work/apps.json" "$work/state" >/dev/null || fail 'a good release failed'
for path in /readyz /healthz; do asked "curl https://api--2.env.example$path with api--1=100"; done
never 'curl https://web'
fresh
if DEAF=https://api--2.env.example/healthz "$script" "$work/apps.json" "$work/state" >/dev/null 2>"$work/err"; then fail 'a deaf revision went unseen'; fi
grep -qF '::error::api--2 does not answer /healthz at api--2.env.example' "$work/err" || fail "told: $(cat "$work/err")"
holds api/traffic api--1=100
never 'api--2='
"$script" --back "$work/state" >/dev/null || fail 'it did not go back'
holds web/image web:1
holds api/traffic api--1=100

# One that fails with a tenth of the traffic gets no more.
fresh
if FADING=api:2 "$script" "$work/apps.json" "$work/state" >/dev/null 2>&1; then fail 'a fading app went unseen'; fi
holds api/traffic 'api--1=90 api--2=10'
FADING=api:2 "$script" --back "$work/state" >/dev/null || fail 'it did not go back'
holds api/traffic api--1=100

# A migration that somebody else runs is waited for; one that does not end stops all.
fresh
echo 2 >"$AZ_APPS/running"
"$script" "$work/apps.json" "$work/state" >/dev/null || fail 'the other migration was not waited for'
[ "$(grep -c 'job execution list' "$AZ_LOG")" = 3 ] || fail 'it was not waited for'
fresh
echo 9 >"$AZ_APPS/running"
if POLL_SECONDS=1 "$script" "$work/apps.json" "$work/state" >/dev/null 2>"$work/err"; then fail 'a migration was started beside another'; fi
grep -qF 'which somebody else runs: still 9' "$work/err" || fail "told: $(cat "$work/err")"
never 'job start'
never 'containerapp update'

# A release that ran well before: no migration, all traffic at once.
fresh
"$script" --again "$work/apps.json" "$work/state" >/dev/null || fail 'an earlier release failed'
holds api/image api:2
holds api/traffic api--2=100
never 'job start'
never 'api--2=10 '
asked 'job update --image api:2 --query name --resource-group rg --name migrate'
"$script" --back "$work/state" >/dev/null || fail 'it did not go back'
holds api/traffic api--1=100

# The newest lines of every replica.
[ "$("$script" --logs "$work/apps.json" | jq -sc 'map(.app + .replica)')" = '["webr1","webr2","apir1","apir2"]' ] || fail 'not all logs were read'

# Arguments and files that are wrong.
: >"$AZ_LOG"
for arguments in '' "$work/apps.json" "a b c" "--back" "--logs a b" "--undo a b"; do
  status=0
  # shellcheck disable=SC2086 # several words
  "$script" $arguments >/dev/null 2>&1 || status=$?
  [ "$status" -eq 2 ] || fail "status $status for '$arguments'"
done
echo '{}' >"$work/empty.json"
if "$script" "$work/empty.json" "$work/state" >/dev/null 2>&1; then fail 'a file without a group was taken'; fi
[ ! -s "$AZ_LOG" ] || fail 'asked for nothing'
