#!/usr/bin/env bash
# .github/scripts/deploy-kubernetes.sh against a `kubectl` that keeps objects in files: one migration at a time, nothing after
# one that fails, a roll-out that is not accepted, and that exactly what was changed goes back.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
command -v jq >/dev/null || { echo "skipped: no jq"; exit 77; }
script=$root/templates/github-actions/scripts/deploy-kubernetes.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
# A Deployment is a file with its revision; a Job one with what it is asked about next, the last line over and over. `apply`
# makes what CHANGES says: the Deployments one revision further, the Job with JOB's states. Revisions in BROKEN never come up.
cat >"$work/bin/kubectl" <<'KUBECTL'
#!/usr/bin/env bash
set -euo pipefail
printf '%s\n' "$*" >>"$LOG"
cd "$OBJECTS"
next() {
  local line
  read -r line <"$1"
  if (($(wc -l <"$1") > 1)); then sed -i 1d "$1"; fi
  echo "$line"
}
case "$*" in
  'get job '*--selector*) for job in jobs/*; do [[ ! -e "$job" ]] || echo "job.batch/${job#*/}"; done ;;
  'get '*job.batch/*conditions*)
    job="jobs/$(grep -o 'job.batch/[^ ]*' <<<"$*" | cut -d/ -f2)"
    if [[ -e "$job" ]]; then
      line="$(next "$job")"
      [[ "$line" != lost ]] || { echo 'Unable to connect to the server' >&2; exit 1; }
      printf '%s %s' "${job#*/}" "${line#running}"
    fi
    ;;
  'delete job '*) rm -f jobs/* ;;
  'apply '*phase=prepare*) tr ' ' '\n' <<<"${JOB:-Complete}" >jobs/migrate ;;
  apply*) for name in ${CHANGES:-}; do echo $(($(cat "deployments/$name" 2>/dev/null || echo 0) + 1)) >"deployments/$name"; done ;;
  'get deployment '*'--output json')
    for each in deployments/*; do jq --null-input --arg name "${each#*/}" --arg revision "$(cat "$each")" \
      '{metadata: {name: $name, annotations: {"deployment.kubernetes.io/revision": $revision}}}'; done | jq --slurp '{items: .}' ;;
  'get deployment '*'--output name') for each in deployments/*; do echo "deployment.apps/${each#*/}"; done ;;
  'rollout status '*)
    name="$(grep -o 'deployment.apps/[^ ]*' <<<"$*" | cut -d/ -f2)"
    if [[ " ${BROKEN:-} " == *" $name:$(cat "deployments/$name") "* ]]; then echo 'timed out' >&2; exit 1; fi ;;
  'rollout undo '*)
    name="$(grep -o 'deployment.apps/[^ ]*' <<<"$*" | cut -d/ -f2)"
    all="$*"
    echo "${all##*--to-revision }" >"deployments/$name" ;;
  'get rollouts.argoproj.io '*name*) for each in rollouts/*; do [[ ! -e "$each" ]] || echo "rollout.argoproj.io/${each#*/}"; done ;;
  'get '*rollout.argoproj.io/*) next "rollouts/$(grep -o 'rollout.argoproj.io/[^ ]*' <<<"$*" | cut -d/ -f2)" ;;
  'get '*metadata.generation*) echo 7 ;;
  'get analysisruns'* | logs*) echo "asked for $1" ;;
  *) echo "kubectl does not know: $*" >&2; exit 2 ;;
esac
KUBECTL
chmod +x "$work/bin/kubectl"
export PATH="$work/bin:$PATH" LOG=$work/log OBJECTS=$work/objects POLL_SECONDS=0 LOOKS=6

fail() { echo "$1"; cat "$LOG"; exit 1; }
fresh() {
  rm -rf "$OBJECTS"
  mkdir -p "$OBJECTS"/{jobs,deployments,rollouts}
  echo 3 >"$OBJECTS/deployments/api"
  echo 5 >"$OBJECTS/deployments/worker"
  : >"$LOG"
}
run() { "$script" "$@" >"$work/out" 2>&1; }
asked() { grep -qF -- "$1" "$LOG" || fail "not asked: $1"; }
never() { ! grep -qF -- "$1" "$LOG" || fail "asked: $1"; }
told() { grep -qF -- "$1" "$work/out" || fail "told: $(cat "$work/out")"; }
holds() { [ "$(cat "$OBJECTS/deployments/$1")" = "$2" ] || fail "$1 is at $(cat "$OBJECTS/deployments/$1"), not at $2"; }

# A migration that completes; what is left of the last one goes first.
fresh
echo Complete >"$OBJECTS/jobs/migrate"
JOB='running running Complete' run migrate shop manifests || fail 'a good migration failed'
asked 'apply --kustomize manifests --selector formwork.dev/phase=prepare'
[ "$(grep -n '^delete' "$LOG" | cut -d: -f1)" -lt "$(grep -n '^apply' "$LOG" | cut -d: -f1)" ] || fail 'not deleted first'
# One that fails is told, with its log.
fresh
if JOB='running Failed' run migrate shop manifests; then fail 'a failed migration went unseen'; fi
told 'job.batch/migrate did not complete'
asked 'logs --namespace shop job.batch/migrate'
# One that never ends.
fresh
if JOB=running run migrate shop manifests; then fail 'an endless migration went unseen'; fi
# Another one runs: it is waited for and not cut off; where it does not end, nothing is started.
fresh
printf '%s\n' running running Complete >"$OBJECTS/jobs/migrate"
run migrate shop manifests || fail 'the other migration was not waited for'
[ "$(grep -c 'get .*job.batch/migrate' "$LOG")" -ge 3 ] || fail 'it was not waited for'
for state in running lost; do
  fresh
  echo "$state" >"$OBJECTS/jobs/migrate"
  if run migrate shop manifests; then fail "a migration was started beside one that is $state"; fi
  told 'nothing was started beside it'
  never delete
  never apply
done

# A roll-out that is well; a failure of the look from outside takes back what was changed and nothing else.
fresh
CHANGES='api' run deploy shop manifests "$work/state" || fail 'a good roll-out failed'
holds api 4
run back shop "$work/state" || fail 'it did not go back'
holds api 3
holds worker 5
never 'undo --namespace shop deployment.apps/worker'
# One that does not come up.
fresh
if CHANGES='api worker' BROKEN='worker:6' run deploy shop manifests "$work/state"; then fail 'a broken roll-out went unseen'; fi
run back shop "$work/state" || fail 'it did not go back'
holds api 3
holds worker 5
# Several go back at once, not one after the other: a run that was stopped has little time.
fresh
CHANGES='api worker' run deploy shop manifests "$work/state" || fail 'a good roll-out failed'
: >"$LOG"
run back shop "$work/state" || fail 'they did not go back'
[ "$(grep -o '^rollout [a-z]*' "$LOG" | paste -sd ' ')" = 'rollout undo rollout undo rollout status rollout status' ] || fail 'one waited for another'
holds api 3
holds worker 5
# A new Deployment has nothing to go back to; where it cannot go back, that is told.
fresh
CHANGES='api new' run deploy shop manifests "$work/state"
if BROKEN='api:3' run back shop "$work/state"; then fail 'a way back that failed went unseen'; fi
told 'deployment.apps/new is new'
holds new 1
# Nothing was recorded: nothing is done.
fresh
: >"$work/state"
run back shop "$work/state"
[ ! -s "$LOG" ] || fail 'went back from nothing'

# An earlier release again: not its migration.
fresh
CHANGES='api' run again shop manifests "$work/state" || fail 'an earlier release failed'
asked 'apply --kustomize manifests --selector formwork.dev/phase!=prepare'
[ "$(grep -c '^apply' "$LOG")" = 1 ] || fail 'more was applied'

# A Rollout that accepts the version, one that does not, one that has not seen it, and one of the version before.
judge() { printf '%s\n' "$@" >"$OBJECTS/rollouts/api"; ROLLOUTS=true CHANGES=api run deploy shop manifests "$work/state"; }
fresh
judge '6 Healthy' '7 Progressing' '7 Healthy' || fail 'a healthy version was refused'
fresh
if judge '7 Progressing' '7 Degraded'; then fail 'a degraded version went unseen'; fi
told 'rollout.argoproj.io/api is Degraded'
asked 'get analysisruns.argoproj.io'
fresh
if judge '7 Progressing'; then fail 'an endless roll-out went unseen'; fi
fresh
if judge '6 Healthy'; then fail 'the version before was taken for the new one'; fi

for arguments in '' 'migrate shop' 'deploy shop manifests' 'back shop' 'restart shop a b'; do
  status=0
  # shellcheck disable=SC2086 # several words
  run $arguments || status=$?
  [ "$status" = 2 ] || fail "status $status for '$arguments'"
done
echo 'deployments to Kubernetes: all as they should be'
