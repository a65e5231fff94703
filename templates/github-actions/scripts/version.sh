#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# The image of a commit gets the name of a version as well: the same digest, nothing is built.
#   version.sh IMAGE VERSION COMMIT    IMAGE:sha-COMMIT is IMAGE:VERSION, too
# A version that names another image already is not moved. `docker` is logged in to the registry.
set -euo pipefail
shopt -s inherit_errexit

if [[ $# -ne 3 || ! "$2" =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ || ! "$3" =~ ^[0-9a-f]{40}$ ]]; then
  sed -n '/^#   /s/^#   //p' "$0" >&2
  exit 2
fi
image="$1" version="$2" commit="$3"

fail() {
  echo "::error::$1" >&2
  exit 1
}

# digest REFERENCE: what it is; nothing if the registry says that there is none. A registry that does not answer is no proof of that.
digest() {
  local told
  if told="$(docker buildx imagetools inspect "$1" --format '{{json .Manifest}}' 2>&1)"; then
    jq --raw-output .digest <<<"$told"
  elif ! grep --quiet --ignore-case --extended-regexp 'not found|manifest[ _]unknown|name[ _]unknown' <<<"$told"; then
    echo "$told" >&2
    return 1
  fi
}

built="$(digest "$image:sha-$commit")" || fail "the registry does not tell what $image:sha-$commit is"
if [[ -z "$built" ]]; then fail "no image of $image was built from $commit: give the version to a commit that the workflow Build made one of"; fi
named="$(digest "$image:$version")" || fail "the registry does not tell what $image:$version is"
if [[ -n "$named" && "$named" != "$built" ]]; then fail "$image:$version is $named and stays that: take the next version for $built"; fi
if [[ -z "$named" ]]; then docker buildx imagetools create --tag "$image:$version" "$image@$built"; fi
echo "$image:$version is $built"
