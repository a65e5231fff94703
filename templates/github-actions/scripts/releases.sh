#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# What was deployed where, as GitHub's deployments tell it. A deployment's address names the commit whose files it brought;
# of a roll-back that is an earlier one than the commit its run started from.
#   releases.sh changed ENVIRONMENT...    a JSON list of those whose files differ from what was deployed last
#   releases.sh good ENVIRONMENT          the last good releases: one commit a line, the one that runs first, then at most three
#   releases.sh choose ENVIRONMENT N      the commit of the Nth good release before the one that runs
#   releases.sh runs ENVIRONMENT          fails unless the release in the work tree is the one that runs
# Run in a clone with its history, with `gh`, `git` and `jq`. PATHS names what a deployment brings, within infra/ENVIRONMENT.
set -euo pipefail
shopt -s inherit_errexit

usage() {
  sed -n '/^#   /s/^#   //p' "$0" >&2
  exit 2
}

# STATE GOOD DEPLOYED STARTED, the newest first. Good is what once was a success; the state of it moves on afterwards, also when
# another job that uses the GitHub environment ends well: such a one names no commit, and is none of ours.
deployments() {
  local query
  # shellcheck disable=SC2016 # variables of GraphQL
  query='query ($owner: String!, $name: String!, $environment: String!) { repository(owner: $owner, name: $name) {
    deployments(environments: [$environment], first: 100, orderBy: {field: CREATED_AT, direction: DESC}) {
    nodes { commitOid state statuses(first: 30) { nodes { state environmentUrl } } } } } }'
  gh api graphql --field query="$query" --field owner="${GITHUB_REPOSITORY%%/*}" --field name="${GITHUB_REPOSITORY#*/}" \
    --field environment="$1" | jq --raw-output '.data.repository.deployments.nodes[] |
      select((.statuses.nodes | any(.state == "SUCCESS")) <= (.statuses.nodes | any(.environmentUrl // "" | test("/tree/[0-9a-f]{40}$")))) | [.state,
      (.statuses.nodes | any(.state == "SUCCESS")),
      (first(.statuses.nodes[].environmentUrl | values | capture("/tree/(?<commit>[0-9a-f]{40})$").commit) // .commitOid),
      .commitOid] | @tsv'
}

known() {
  [[ -n "$1" ]] && git cat-file -e "$1^{commit}" 2>/dev/null
}

# What tells one release of an environment from another: the file with its digests, else all that is deployed.
release() {
  git rev-parse --verify --quiet "$1:releases/$2.yaml" || git rev-parse --verify --quiet "$1:infra/$2"
}

changed() {
  local environment succeeded deployed started found paths path list=()
  for environment in "$@"; do
    paths=()
    for path in ${PATHS:-kubernetes container-apps.json}; do paths+=("infra/$environment/$path"); done
    found="$(deployments "$environment")"
    IFS=$'\t' read -r _ succeeded deployed started < <(head -n 1 <<<"$found") || true
    # The last deployment counts, not the last push: a run that was replaced while it waited, or that failed, is made up for.
    if [[ "$succeeded" != true ]] || ! known "$deployed"; then
      list+=("$environment")
    elif [[ "$deployed" != "$started" ]] && known "$started" &&
      [[ "$(release "$started" "$environment")" == "$(release HEAD "$environment")" ]]; then
      echo "::notice::$environment was rolled back to $deployed and stays there until another release is merged" >&2
    elif ! git diff --quiet "$deployed" HEAD -- "${paths[@]}"; then
      list+=("$environment")
    fi
  done
  jq --null-input --compact-output '$ARGS.positional' --args "${list[@]}"
}

good() {
  local environment="$1" found deployed started succeeded id left seen=' ' count=0
  found="$(deployments "$environment")"
  while IFS=$'\t' read -r _ succeeded deployed started; do
    if [[ "$succeeded" != true ]] || ! known "$deployed"; then continue; fi
    id="$(release "$deployed" "$environment")" || continue
    if [[ "$seen" != *" $id "* ]]; then
      seen+="$id "
      echo "$deployed"
      if ((++count == 4)); then break; fi
    fi
    # What was rolled back from was not good, unless it came again later.
    if [[ "$deployed" != "$started" ]] && known "$started"; then
      left="$(release "$started" "$environment")" || continue
      seen+="$left "
    fi
  done <<<"$found"
}

choose() {
  local environment="$1" number="$2" found commits=()
  found="$(good "$environment")"
  if [[ -n "$found" ]]; then mapfile -t commits <<<"$found"; fi
  if ((${#commits[@]} <= number)); then
    echo "::error::$environment has no $number good releases before the one that runs" >&2
    exit 1
  fi
  echo "${commits[number]}"
}

runs() {
  local environment="$1" found state succeeded deployed
  found="$(deployments "$environment")"
  IFS=$'\t' read -r state succeeded deployed _ < <(head -n 1 <<<"$found") || true
  if [[ "$succeeded" != true ]] || ! known "$deployed" ||
    [[ "$(release "$deployed" "$environment")" != "$(release HEAD "$environment")" ]]; then
    echo "::error::the release of $environment that is committed is not what runs there: the last deployment is ${state:-missing}" >&2
    exit 1
  fi
}

case "${1:-}" in
  changed) changed "${@:2}" ;;
  good) if [[ $# -ne 2 ]]; then usage; fi; good "$2" ;;
  choose) if [[ $# -ne 3 || ! "$3" =~ ^[1-3]$ ]]; then usage; fi; choose "$2" "$3" ;;
  runs) if [[ $# -ne 2 ]]; then usage; fi; runs "$2" ;;
  *) usage ;;
esac
