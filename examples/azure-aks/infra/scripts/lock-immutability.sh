#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Locks the immutability policy of a container, which a deployment of Bicep cannot: from then on nobody can make it shorter or
# take it away, and the account lives until everything in the container is old enough. Terraform does it by itself.
#   lock-immutability.sh ACCOUNT CONTAINER
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: $0 ACCOUNT CONTAINER" >&2; exit 2; }
policy=(az storage container immutability-policy --account-name "$1" --container-name "$2" --only-show-errors)
mapfile -t answer < <("${policy[@]:0:4}" show "${policy[@]:4}" --query '[state, etag]' --output tsv)
state=${answer[0]:?there is no policy} etag=${answer[1]}
if [ "$state" = Locked ]; then
  echo "the policy of $2 in $1 is locked already"
  exit 0
fi
"${policy[@]:0:4}" lock "${policy[@]:4}" --if-match "$etag" --output none
echo "the policy of $2 in $1 is locked"
