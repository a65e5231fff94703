#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# The OpenAPI description of a service, by tools in containers without a network.
#   openapi.sh lint FILE                         with Spectral, by .github/openapi/ruleset.json
#   openapi.sh compare REVISION FILE refuse      with oasdiff: what changed since REVISION and breaks clients fails, or, with
#   openapi.sh compare REVISION FILE tell        `tell`, is shown
# IMAGE is that of the tool.
set -euo pipefail

usage() {
  sed -n '/^#   openapi/s/^#   //p' "$0" >&2
  exit 2
}

# in_container FOLDER… -- ARGUMENT…: the tool, with folders to read at places of the same name.
in_container() {
  local volumes=()
  while [[ "$1" != -- ]]; do
    volumes+=(--volume "$1:$1:ro")
    shift
  done
  docker run --rm --network none --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
    --user "$(id -u):$(id -g)" "${volumes[@]}" --workdir "$PWD" --env HOME=/tmp "$IMAGE" "${@:2}"
}

compare() {
  local revision="$1" file="$2" breaking="$3" base="$RUNNER_TEMP/base" status=0
  if ! git cat-file -e "$revision:$file" 2>/dev/null; then
    git rev-parse --verify --quiet "$revision^{commit}" >/dev/null || { echo "::error::there is no $revision to compare with" >&2; return 1; }
    echo "$file is new: it breaks nobody"
    return
  fi
  # The whole tree, for a description may refer to files beside it.
  git worktree add --quiet --force --detach "$base" "$revision"
  in_container "$PWD" "$base" -- breaking "$base/$file" "$PWD/$file" --fail-on ERR --format singleline || status=$?
  git worktree remove --force "$base"
  if ((status == 1)) && [[ "$breaking" == tell ]]; then
    echo "::warning file=$file::the change breaks clients: see the log"
  elif ((status)); then
    echo "::error file=$file::the change breaks clients, or cannot be read: see the log" >&2
    return 1
  fi
}

case "${1:-} $#" in
  'lint 2') in_container "$PWD" -- lint --ruleset .github/openapi/ruleset.json --fail-severity error "$2" ;;
  'compare 4') if [[ "$4" != refuse && "$4" != tell ]]; then usage; fi; compare "$2" "$3" "$4" ;;
  *) usage ;;
esac
