#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# The migration of a release, tried on a copy of the data before the database itself gets it.
#   migration-dry-run.sh FOLDER    in the image that the compiled files of FOLDER name
# COMMAND is what runs there, as a JSON list of words. It is given the copy as DATABASE_URL, and its network leads nowhere else. It runs
# twice, for it has to skip what was applied. The copy is in PGDATABASE of CONTAINER, the PostgreSQL of the job; ROLES are those
# that the migration may grant something to. It fails where the migration does, or takes longer than DEADLINE seconds; with
# BREAKING=refuse also where the version still running could not live with the schema, which `tell` shows. What was seen is left in
# EVIDENCE, as JSON.
set -euo pipefail
shopt -s inherit_errexit

if [[ $# -ne 1 || ! "$BREAKING" =~ ^(refuse|tell)$ ]]; then
  sed -n '/^#   /s/^#   //p' "$0" >&2
  exit 2
fi
folder="$1"
network="migration-${GITHUB_RUN_ID:-0}-${GITHUB_RUN_ATTEMPT:-0}"
work="$(mktemp -d)"
verdict=failed seconds=0 broken=
finish() {
  local status=$?
  trap - EXIT
  docker rm --force "$network" >/dev/null 2>&1 || true
  docker network disconnect --force "$network" "$CONTAINER" >/dev/null 2>&1 || true
  docker network rm "$network" >/dev/null 2>&1 || true
  rm -rf "$work"
  jq --null-input --arg environment "$ENVIRONMENT" --arg image "${image:-}" --arg verdict "$verdict" --argjson seconds "$seconds" \
    --arg breaking "$broken" --arg date "$(date --utc +%Y-%m-%dT%H:%M:%SZ)" --arg commit "${GITHUB_SHA:-}" \
    '{control: "DB-05"} + $ARGS.named | .breaking |= split("\n")' >"$EVIDENCE" || status=1
  exit "$status"
}
trap finish EXIT

fail() {
  echo "::error::$1" >&2
  return 1
}

# The compiled files are ours, so their lines are known.
find_image() {
  if [[ -e "$folder/container-apps.json" ]]; then
    jq --raw-output 'first(.jobs[]? | select(.migration) | .image) // empty' "$folder/container-apps.json"
  else
    sed -n '/^ *- name: migrate$/{n;s/^ *image: *"\{0,1\}\([^" ]*\)"\{0,1\} *$/\1/p;}' "$folder/kubernetes/database/migrate.yaml"
  fi
}

sql() {
  docker exec --interactive "$CONTAINER" psql --username postgres --dbname "$PGDATABASE" --no-psqlrc --quiet --tuples-only --no-align \
    --set ON_ERROR_STOP=1 "$@"
}

# What a program may use: each column with its type, and which of them whoever writes a row has to fill.
columns="from information_schema.columns where table_schema not in ('information_schema', 'pg_catalog')"
shape() { sql <<<"select table_schema || '.' || table_name || '.' || column_name || ' ' || udt_name $columns" | sort; }
needed() {
  sql <<<"select table_schema || '.' || table_name || '.' || column_name $columns
    and is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER'" | sort
}

# apply: the migration, as the environment would run it.
apply() {
  timeout --kill-after 10 "$DEADLINE" docker run --rm --name "$network" --network "$network" --read-only --tmpfs /tmp --cap-drop ALL \
    --security-opt no-new-privileges --volume "$work:/run/secrets/app:ro" --env APP_ENV=test --env "DATABASE_URL=$(<"$work/database-url")" \
    --env DATABASE_URL_FILE=/run/secrets/app/database-url --entrypoint "${words[0]}" "$image" "${words[@]:1}" </dev/null
}

image="$(find_image)"
if [[ -z "$image" ]]; then fail "$folder names no image of a migration"; fi
mapfile -d '' -t words < <(jq --join-output '.[] + "\u0000"' <<<"$COMMAND")
echo "postgres://postgres@postgres:5432/$PGDATABASE" >"$work/database-url"
chmod -R a+rX "$work"
docker network create --internal "$network" >/dev/null
docker network connect --alias postgres "$network" "$CONTAINER"
for role in $ROLES; do
  sql --set "role=$role" <<'SQL'
select format('create role %I', :'role') where not exists (select from pg_roles where rolname = :'role') \gexec
SQL
done

shape >"$work/before"
needed >"$work/needed-before"
began="$(date +%s)"
apply || fail "the migration of $image fails on a copy of the data, or takes longer than $DEADLINE s"
seconds=$(($(date +%s) - began))
shape >"$work/after"
apply || fail "the migration of $image fails where it has been applied already"
shape >"$work/again"
if ! cmp --silent "$work/after" "$work/again"; then fail "the migration of $image does not skip what it has applied"; fi

# Of tables that were there: what is gone, and what nobody fills yet.
broken="$({
  comm -23 "$work/before" "$work/after" | sed 's/ .*/ is gone, or of another type/'
  needed | comm -13 "$work/needed-before" - | while read -r column; do
    if awk -v table="${column%.*}." 'index($0, table) == 1 {seen = 1} END {exit !seen}' "$work/before"; then
      echo "$column has to be filled from now on"
    fi
  done
})"
verdict=passed
if [[ -n "$broken" ]]; then
  if [[ "$BREAKING" == refuse ]]; then verdict=failed; fi
  while read -r line; do
    echo "::$([[ "$BREAKING" == refuse ]] && echo error || echo warning)::the version that runs may need it: $line"
  done <<<"$broken"
fi
echo "the migration took $seconds s on a copy of the data of $ENVIRONMENT"
[[ "$verdict" == passed ]]
