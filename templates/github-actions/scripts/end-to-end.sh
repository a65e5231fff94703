#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Starts the images of this commit beside the database and the cache of the job, brings the schema up to date, and goes through
# every flow of .github/end-to-end/flows. What is started stands in .github/end-to-end/services.json.
#   NETWORK     the network of the job's database; one is made if it is empty
#   GITHUB_SHA  the tag of the images
# Secrets are made up: nothing here is any environment's.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
described=$here/../end-to-end/services.json
work=$(mktemp -d)
network=${NETWORK:-}
if [ -z "$network" ]; then
  network=flows
  docker network create "$network" >/dev/null
fi
names=()

finish() {
  local status=$?
  for name in "${names[@]}"; do
    if [ "$status" != 0 ]; then
      echo "::group::what $name said last"
      docker logs --tail 200 "$name" 2>&1 || true
      echo "::endgroup::"
    fi
    docker rm --force "$name" >/dev/null 2>&1 || true
  done
  rm -rf "$work"
}
trap finish EXIT

# container NAME: puts what `docker run` needs for it into `options`
container() {
  local service secret
  service=$(jq --compact-output --arg name "$1" '.services[] | select(.name == $name)' "$described")
  mkdir -p "$work/$1"
  jq --raw-output '.variables | to_entries[] | "\(.key)=\(.value)"' <<<"$service" >"$work/$1.env"
  while read -r secret; do
    printf '%s=%s\n' "$secret" "$(openssl rand -hex 24)" >>"$work/$1.env"
  done < <(jq --raw-output '.env_secrets[]' <<<"$service")
  while read -r secret; do
    openssl rand -hex 24 >"$work/$1/$secret"
  done < <(jq --raw-output '.file_secrets[]' <<<"$service")
  jq --raw-output '.variables.DATABASE_URL // empty' <<<"$service" >"$work/$1/database-url"
  chmod -R a+rX "$work"
  options=(--network "$network" --env-file "$work/$1.env" --volume "$work/$1:/run/secrets/app:ro" --read-only --tmpfs /tmp
    --cap-drop ALL --security-opt no-new-privileges)
}

while read -r migration; do
  name=$(jq --raw-output .service <<<"$migration")
  container "$name"
  mapfile -t command < <(jq --raw-output '.command[]' <<<"$migration")
  docker run --rm "${options[@]}" --entrypoint "${command[0]}" "candidate/$name:$GITHUB_SHA" "${command[@]:1}" </dev/null
done < <(jq --compact-output '.migrations // [] | .[]' "$described")

while read -r name; do
  container "$name"
  port=$(jq --arg name "$name" '.services[] | select(.name == $name) | .port' "$described")
  names+=("$name")
  docker run --detach --name "$name" --network-alias "$name" --publish "127.0.0.1::$port" "${options[@]}" \
    "candidate/$name:$GITHUB_SHA" >/dev/null
done < <(jq --raw-output '.services[].name' "$described")

# address NAME: where the host reaches it
address() { docker port "$1" | sed -n '1s/.*-> //p'; }

while IFS=$'\t' read -r name probe; do
  for ((try = 1; ; try++)); do
    if curl --silent --fail --max-time 2 --output /dev/null "http://$(address "$name")$probe"; then break; fi
    if [ "$try" -ge "${TRIES:-60}" ]; then
      echo "::error::$name is not ready: $probe"
      exit 1
    fi
    sleep 1
  done
done < <(jq --raw-output '.services[] | [.name, .probe] | @tsv' "$described")

for flow in "$here"/../end-to-end/flows/*.json; do
  "$here/flow.sh" "$flow" "http://$(address "$(jq --raw-output .service "$flow")")"
done
