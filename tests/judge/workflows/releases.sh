#!/usr/bin/env bash
# .github/scripts/releases.sh in a real repository, with a `gh` that answers as GitHub does: what is deployed, what is a good
# release, and that a roll-back is neither undone by the next push nor offered again.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
for tool in git jq; do command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }; done
script=$root/templates/github-actions/scripts/releases.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
# The deployments of an environment stand in a file, the newest first: STATE, its statuses with commas, commit, address.
cat >"$work/bin/gh" <<'GH'
#!/usr/bin/env bash
set -euo pipefail
for argument in "$@"; do
  case "$argument" in
    environment=*) environment="${argument#*=}" ;;
    owner=* | name=*) echo "$argument" >>"$WORK/asked" ;;
  esac
done
[[ ! -e "$WORK/down" ]] || { echo 'gh: HTTP 502' >&2; exit 1; }
touch "$WORK/$environment"
jq --raw-input --null-input '{data: {repository: {deployments: {nodes: [inputs | split(" ") | . as [$state, $statuses, $commit, $url] |
  {state: $state, commitOid: $commit, statuses: {nodes: ($statuses | split(",") | map({state: ., environmentUrl: ($url // null)}))}}]}}}}' \
  "$WORK/$environment"
GH
chmod +x "$work/bin/gh"
export PATH="$work/bin:$PATH" WORK=$work GITHUB_REPOSITORY=acme/contacts HOME=$work GIT_CONFIG_NOSYSTEM=1
git config --global user.name Test && git config --global user.email test@acme.example && git config --global init.defaultBranch main
git init -q "$work/repository"
cd "$work/repository"

fail() { echo "$1"; exit 1; }
# is WANTED COMMAND...: it succeeds and prints that.
is() {
  local wanted=$1 got
  shift
  got=$("$script" "$@" 2>"$work/err") || fail "$*: status $?: $(cat "$work/err")"
  [ "$got" = "$wanted" ] || fail "$*: got '$got', not '$wanted'"
}
# refuses WORDS STATUS COMMAND...
refuses() {
  local words=$1 wanted=$2 status=0
  shift 2
  "$script" "$@" >"$work/out" 2>"$work/err" || status=$?
  [ "$status" = "$wanted" ] || fail "$*: status $status, not $wanted: $(cat "$work/err")"
  grep -qF "$words" "$work/err" || fail "$*: told: $(cat "$work/err")"
}
tree() { echo "https://github.com/acme/contacts/tree/$1"; }
# release DIGEST: a release of prod and what is compiled from it; prints its commit.
release() {
  mkdir -p releases infra/prod/kubernetes
  echo "digest: $1" >releases/prod.yaml
  echo "image: $1" >infra/prod/kubernetes/api.yaml
  git add --all && git commit -qm "release $1" && git rev-parse HEAD
}
other() { echo "$1" >"readme-$1" && git add --all && git commit -qm "$1" && git rev-parse HEAD; }

a=$(release a)
# Nothing was deployed yet, or nobody knows the commit.
is '["prod"]' changed prod
is '' good prod
refuses 'prod has no 1 good releases' 1 choose prod 1
echo "ACTIVE SUCCESS 0123456789012345678901234567890123456789 " >"$work/prod"
is '["prod"]' changed prod
[ "$(sort -u "$work/asked" | paste -sd' ')" = 'name=contacts owner=acme' ] || fail 'another repository was asked'

# What runs is what is committed.
echo "ACTIVE SUCCESS,IN_PROGRESS $a $(tree "$a")" >"$work/prod"
is '[]' changed prod
is "$a" good prod
is '' runs prod
# A change of something else deploys nothing, a release does; PATHS says what counts.
other one >/dev/null
is '[]' changed prod
b=$(release b)
is '["prod"]' changed prod
PATHS=container-apps.json is '[]' changed prod
refuses 'is not what runs there' 1 runs prod
# It failed: it is tried again, and is no good release.
printf '%s\n' "FAILURE FAILURE $b $(tree "$b")" "ACTIVE SUCCESS $a $(tree "$a")" >"$work/prod"
is '["prod"]' changed prod
is "$a" good prod
refuses 'FAILURE' 1 runs prod

# Another job of the GitHub environment, such as one that applies the infrastructure, is no release, whatever came of it.
h=$(git rev-parse HEAD)
printf '%s\n' "ACTIVE SUCCESS $h " "INACTIVE INACTIVE,SUCCESS $a $(tree "$a")" >"$work/prod"
is '["prod"]' changed prod
is "$a" good prod
refuses 'is not what runs there' 1 runs prod
printf '%s\n' "ACTIVE SUCCESS $a " "INACTIVE INACTIVE,SUCCESS $b $(tree "$b")" >"$work/prod"
is '[]' changed prod
is "$b" good prod
is '' runs prod

# Four more that were good, one of them deployed twice: each counts once, the newest first, three before the one that runs.
c=$(release c); d=$(release d); other two >/dev/null; again=$(git rev-parse HEAD); e=$(release e)
{
  echo "ACTIVE SUCCESS $e $(tree "$e")"
  echo "INACTIVE INACTIVE,SUCCESS $again $(tree "$again")"
  echo "INACTIVE INACTIVE,SUCCESS $d $(tree "$d")"
  echo "ERROR ERROR $d $(tree "$d")"
  echo "INACTIVE INACTIVE,SUCCESS $c $(tree "$c")"
  echo "INACTIVE INACTIVE,FAILURE $b $(tree "$b")"
  echo "INACTIVE INACTIVE,SUCCESS $a $(tree "$a")"
} >"$work/prod"
is "$e
$again
$c
$a" good prod
is "$again" choose prod 1
is "$c" choose prod 2
is "$a" choose prod 3

# Rolled back from e to c: pushes of other things do not bring e back, e is not offered, another release goes on from there.
cp "$work/prod" "$work/before"
{ echo "ACTIVE SUCCESS $e $(tree "$c")"; sed 's/^ACTIVE SUCCESS/INACTIVE INACTIVE,SUCCESS/' "$work/before"; } >"$work/prod"
is '[]' changed prod
grep -qF "prod was rolled back to $c" "$work/err" || fail "not told that it stays: $(cat "$work/err")"
other three >/dev/null
mkdir -p infra/prod/kubernetes && echo more >infra/prod/kubernetes/more.yaml && git add --all && git commit -qm more
is '[]' changed prod
is "$c
$again
$a" good prod
refuses 'prod has no 3 good releases' 1 choose prod 3
refuses 'is not what runs there' 1 runs prod
# The pull request that says so is merged: what else was merged meanwhile is deployed.
back=$(release c)
is '["prod"]' changed prod
f=$(release f)
is '["prod"]' changed prod
{ echo "ACTIVE SUCCESS $f $(tree "$f")"; sed 's/^ACTIVE SUCCESS/INACTIVE INACTIVE,SUCCESS/' "$work/prod"; } >"$work/next"
mv "$work/next" "$work/prod"
is '[]' changed prod
is "$c" choose prod 1
is '' runs prod
[ -n "$back" ]

# A rehearsal went back and forth: nothing is lost by it.
{ echo "ACTIVE SUCCESS $f $(tree "$f")"; echo "INACTIVE INACTIVE,SUCCESS $f $(tree "$c")"; sed 's/^ACTIVE SUCCESS/INACTIVE INACTIVE,SUCCESS/' "$work/prod"; } >"$work/next"
mv "$work/next" "$work/prod"
is '[]' changed prod
is "$c" choose prod 1

# Several environments; one without a release file is told apart by all that is deployed.
mkdir -p infra/dev && echo '{}' >infra/dev/container-apps.json && git add --all && git commit -qm dev
g=$(git rev-parse HEAD)
is '["dev"]' changed prod dev
echo "ACTIVE SUCCESS $g $(tree "$g")" >"$work/dev"
is '[]' changed prod dev
is "$g" good dev

# GitHub does not answer: nothing is taken for granted.
touch "$work/down"
for arguments in 'changed prod' 'good prod' 'choose prod 1' 'runs prod'; do
  # shellcheck disable=SC2086 # several words
  refuses 'HTTP 502' 1 $arguments
  [ ! -s "$work/out" ] || fail "$arguments: said $(cat "$work/out")"
done
rm "$work/down"
for arguments in '' 'good' 'choose prod 4' 'choose prod 0' 'choose prod x' 'runs' 'undo prod'; do
  # shellcheck disable=SC2086 # several words
  refuses 'releases.sh good' 2 $arguments
done
echo "releases: all as they should be"
