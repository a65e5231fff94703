#!/usr/bin/env bash
# .github/scripts/migration-dry-run.sh against a real PostgreSQL that holds a restored copy, with a `docker` whose images are programs:
# a migration passes that the running version can live with, and each that is none is told before the database gets it.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
scripts=$root/templates/github-actions/scripts
need jq pg_dump pg_restore psql
server '' -c timezone=UTC
export PGUSER=postgres TZ=UTC RUNNER_TEMP=$work ENVIRONMENT=prod EVIDENCE=$work/evidence.json GITHUB_SHA=0123 GITHUB_RUN_ID=7
export CONTAINER=postgres-1 PGDATABASE=copy DEADLINE=60 ROLES='shop_api shop_owner' BREAKING=tell
export COMMAND='["/app/api","--note=two\nlines of \"it\"","migrate"]'

# A container reaches what it is given, and the copy only over the network that was made for it.
stub docker <<'DOCKER'
case "$1 ${2:-}" in
  'exec --interactive')
    shift 2
    while [[ "$1" == --env ]]; do shift 2; done
    [[ "$1" == postgres-1 ]]
    exec "${@:2}" ;;
  'network create') [[ "$3" == --internal ]]; touch "$WORK/network-$4" ;;
  'network connect') [[ "$3 $4" == '--alias postgres' && -e "$WORK/network-$5" && "$6" == postgres-1 ]] ;;
  'network disconnect') ;;
  'network rm') rm -f "$WORK/network-$3" ;;
  'rm --force') ;;
  'run --rm')
    network="$(argument --network "$@")" program="$(argument --entrypoint "$@")"
    [[ -e "$WORK/network-$network" && " $* " == *' --cap-drop ALL '* && " $* " == *' --read-only '* ]]
    [[ " $* " == *' --env DATABASE_URL=postgres://postgres@postgres:5432/copy '* && "$program" == /app/api ]]
    mounted="$(argument --volume "$@")"
    [[ "$(cat "${mounted%%:*}/database-url")" == postgres://postgres@postgres:5432/copy && "${*: -1}" == migrate ]]
    [[ "${*: -2:1}" == $'--note=two\nlines of "it"' ]]
    image="${*: -3:1}"
    exec "$WORK/images/${image%%@*}" ;;
  *) echo "docker does not know: $*" >&2; exit 2 ;;
esac
DOCKER

mkdir -p "$work"/{images,prod/kubernetes/database,apps}
# The compiled files, as both runtimes have them.
cp "$root"/examples/actix-kubernetes/infra/prod/kubernetes/database/migrate.yaml "$work/prod/kubernetes/database/"
real=$(sed -n 's/^ *image: *"\{0,1\}\([^" ]*\).*/\1/p' "$work/prod/kubernetes/database/migrate.yaml" | sort -u)
[[ "$real" == *@sha256:* && "$real" != *$'\n'* ]] || fail "the example's migration is not of one image: $real"
releases() { # IMAGE
  sed -i "s|^\( *image: \).*|\1$1@sha256:1|" "$work/prod/kubernetes/database/migrate.yaml"
}
# image NAME: a program out of standard input, and what is to be tried.
image() {
  { printf '#!/usr/bin/env bash\nset -euo pipefail\n'; cat; } >"$work/images/$1"
  chmod +x "$work/images/$1"
  releases "$1"
}

createdb source
PGDATABASE=source psql -Xqv ON_ERROR_STOP=1 <<'SQL'
create table orders (id int primary key, note text, total int not null default 0);
create table visits (id int);
insert into orders select n, 'n' || n from generate_series(1, 20) n;
SQL
pg_dump -Fc -d source -f "$work/good.dump"
copies() {
  psql -XqAt -d postgres -c 'set client_min_messages = error' -c 'drop database if exists copy' -c 'create database copy'
  "$scripts/restore-drill.sh" copy "$work/good.dump" >"$work/told" 2>&1 || fail 'the copy was not restored'
}
try() { copies; rm -f "$EVIDENCE" "$work"/network-*; : >"$work/log"; "$scripts/migration-dry-run.sh" "${folder:-$work/prod}" >"$work/told" 2>&1; }
passes() { try || fail "$1: it failed"; clean; }
fails() { if try; then fail "it passed, and should tell: $1"; fi; grep -qF -- "$1" "$work/told" || fail "not told: $1"; clean; is .verdict '"failed"'; }
told() { grep -qF -- "$1" "$work/told" || fail "not told: $1"; }
is() { [ "$(jq -c "$1" "$EVIDENCE")" = "$2" ] || fail "$1 is $(jq -c "$1" "$EVIDENCE"), not $2"; }
# Nothing is left of it.
clean() { for left in "$work"/network-*; do [ ! -e "$left" ] || fail 'the network was left behind'; done; }

# The real file names the image that is compiled.
releases "$(basename "${real%%@*}")"
printf '#!/bin/sh\nexit 1\n' >"$work/images/$(basename "${real%%@*}")" && chmod +x "$work/images/"*
fails "the migration of $(basename "${real%%@*}")@sha256:1 fails on a copy of the data"

# What the version that runs can live with; a grant to a role of the environment is none the copy would refuse.
image good <<'M'
psql -Xqv ON_ERROR_STOP=1 -d copy <<'SQL'
alter table orders add column if not exists currency text;
alter table orders add column if not exists kind text not null default 'plain';
create table if not exists refunds (id int primary key, reason text not null);
grant select on refunds to shop_api;
SQL
M
passes 'a good migration'
is '[.control, .environment, .image, .verdict, .breaking, .commit]' '["DB-05","prod","good@sha256:1","passed",[],"0123"]'
is '.seconds >= 0' true
[ "$(grep -c '^run --rm' "$work/log")" = 2 ] || fail 'it was not run twice'
[ "$(psql -XAtc 'select count(*) from orders')" = 20 ] || fail 'the data are not there'

# What it cannot: told, or refused.
image breaking <<'M'
psql -Xqv ON_ERROR_STOP=1 -d copy <<'SQL'
drop table if exists visits;
alter table orders drop column if exists note;
alter table orders alter column total type text;
alter table orders add column if not exists owner text;
update orders set owner = 'x';
alter table orders alter column owner set not null;
SQL
M
passes 'a migration that is only told of'
for line in 'public.orders.note is gone' 'public.orders.total is gone, or of another type' 'public.visits.id is gone' 'public.orders.owner has to be filled'; do
  told "::warning::the version that runs may need it: $line"
done
is '.breaking | length' 4
export BREAKING=refuse
fails '::error::the version that runs may need it: public.orders.note is gone'
image good </dev/null
passes 'one that changes nothing'
export BREAKING=tell

# The same on the data, not on an empty schema.
image data <<'M'
psql -Xqv ON_ERROR_STOP=1 -d copy -c "alter table orders add constraint few check (id < 10)"
M
fails 'fails on a copy of the data'
image once <<'M'
psql -Xqv ON_ERROR_STOP=1 -d copy -c "alter table orders add column twice int"
M
fails 'fails where it has been applied already'
image more <<'M'
psql -Xqv ON_ERROR_STOP=1 -d copy -c "create table \"t$RANDOM$RANDOM\" (x int)"
M
fails 'does not skip what it has applied'
image slow <<'M'
sleep 30
M
DEADLINE=1 fails 'takes longer than 1 s'

# Container Apps name the image elsewhere; nothing to try is no success.
echo '{"jobs": [{"name": "other", "image": "more@sha256:1", "migration": false}, {"name": "m", "image": "good@sha256:1", "migration": true}]}' >"$work/apps/container-apps.json"
folder=$work/apps passes 'Container Apps'
is .image '"good@sha256:1"'
echo '{"jobs": []}' >"$work/apps/container-apps.json"
folder=$work/apps fails 'names no image of a migration'
for arguments in '' 'a b'; do
  status=0
  # shellcheck disable=SC2086 # several words
  "$scripts/migration-dry-run.sh" $arguments >/dev/null 2>&1 || status=$?
  [ "$status" = 2 ] || fail "status $status for '$arguments'"
done
BREAKING=perhaps "$scripts/migration-dry-run.sh" a >/dev/null 2>&1 && fail 'took a word it does not know'
echo 'migrations are tried before the database gets them'
