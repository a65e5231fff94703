#!/usr/bin/env bash
# .github/scripts/version.sh with a registry of files: an image is named once, never moved, and a registry that does not answer is not
# one without the image.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
script=$root/templates/github-actions/scripts/version.sh
need jq
mkdir "$work/registry"
stub docker <<'DOCKER'
name() { tr '/:@' '___' <<<"$1"; }
case "$*" in
  'buildx imagetools inspect '*)
    if [[ -n "${DOWN:-}" && "$4" == *"$DOWN"* ]]; then echo 'ERROR: failed to do request: dial tcp: i/o timeout' >&2; exit 1; fi
    file="$WORK/registry/$(name "$4")"
    if [[ ! -e "$file" ]]; then echo "ERROR: $4: ${MISSING:-not found}" >&2; exit 1; fi
    jq --null-input --arg digest "$(cat "$file")" '{digest: $digest}' ;;
  'buildx imagetools create --tag '*@sha256:*) echo "${6##*@}" >"$WORK/registry/$(name "$5")" ;;
  *) echo "docker does not know: $*" >&2; exit 2 ;;
esac
DOCKER
image=ghcr.io/acme/shop-api
commit=0123456789abcdef0123456789abcdef01234567
has() { echo "$2" >"$work/registry/$(tr '/:@' '___' <<<"$image:$1")"; }
is() { [ "$(cat "$work/registry/$(tr '/:@' '___' <<<"$image:$1")")" = "$2" ] || fail "$1 is another image"; }
passes() { : >"$work/log"; "$script" "$image" "$@" >"$work/told" 2>&1 || fail "$* failed"; }
fails() {
  local words=$1 status=0
  shift
  : >"$work/log"
  "$script" "$image" "$@" >"$work/told" 2>&1 || status=$?
  [ "$status" = 1 ] || fail "$*: status $status"
  grep -qF -- "$words" "$work/told" || fail "not told: $words"
  ! grep -q ' create ' "$work/log" || fail "$*: it was named all the same"
}

fails 'no image of ghcr.io/acme/shop-api was built' v1.0.0 "$commit"
MISSING='manifest unknown: manifest unknown' fails 'no image of ghcr.io/acme/shop-api was built' v1.0.0 "$commit"
has "sha-$commit" sha256:1
passes v1.0.0 "$commit"
is v1.0.0 sha256:1
# Once more is no other thing; another image does not get the name.
passes v1.0.0 "$commit"
! grep -q ' create ' "$work/log" || fail 'named twice'
has "sha-$commit" sha256:2
fails 'v1.0.0 is sha256:1 and stays that' v1.0.0 "$commit"
is v1.0.0 sha256:1
passes v1.0.1 "$commit"
is v1.0.1 sha256:2
# A registry that does not answer.
DOWN=sha- fails 'does not tell what' v1.0.2 "$commit"
DOWN=v1.0.2 fails 'does not tell what ghcr.io/acme/shop-api:v1.0.2 is' v1.0.2 "$commit"
for arguments in '' 'v1.0.0' "1.0.0 $commit" "latest $commit" "v1.0.0-rc1 $commit" 'v1.0.0 0123'; do
  status=0
  # shellcheck disable=SC2086 # several words
  "$script" "$image" $arguments >/dev/null 2>&1 || status=$?
  [ "$status" = 2 ] || fail "status $status for '$arguments'"
done
echo 'versions: named once, never moved'
