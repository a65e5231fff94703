#!/usr/bin/env bash
# .github/scripts/restore-drill.sh against a real PostgreSQL, with `aws` and `az` that keep copies and servers in files: a copy
# comes back whole, and a drill fails for each thing that would make a backup worthless.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
script=$root/templates/github-actions/scripts/restore-drill.sh
need jq pg_dump pg_restore psql
server '' -c timezone=UTC
export PGUSER=postgres TZ=UTC
export RUNNER_TEMP=$work ENVIRONMENT=prod EVIDENCE=$work/evidence.json RPO_SECONDS=3600 RTO_SECONDS=600 GITHUB_SHA=0123 GITHUB_STEP_SUMMARY=$work/summary

mkdir "$work/copies" "$work/servers"
# A copy is a file, the newest by its time; a server is a file with its state.
stub aws <<'AWS'
case "$*" in
  's3api list-objects-v2 --region eu-west-1 --bucket copies --prefix shop/prod/ --output json')
    for file in "$WORK"/copies/*; do
      [[ ! -e "$file" ]] || jq --null-input --arg key "shop/prod/${file##*/}" --arg at "$(date -u -r "$file" +%Y-%m-%dT%H:%M:%SZ)" '{Key: $key, LastModified: $at}'
    done | jq --slurp 'if length == 0 then {} else {Contents: .} end' ;;
  's3 cp --region eu-west-1 --only-show-errors s3://copies/shop/prod/'*) all="$*"; from="${all##*s3://copies/shop/prod/}"; cp "$WORK/copies/${from%% *}" "${from#* }" ;;
  *) echo "aws does not know: $*" >&2; exit 2 ;;
esac
AWS
stub az <<'AZ'
server="$WORK/servers/$(argument --name "$@")"
case "$*" in
  'storage blob list '*'--auth-mode login'*)
    for file in "$WORK"/copies/*; do
      [[ ! -e "$file" ]] || jq --null-input --arg name "${file##*/}" --arg at "$(date -u -r "$file" +%Y-%m-%dT%H:%M:%SZ)" '{name: $name, properties: {lastModified: $at}}'
    done | jq --slurp . ;;
  'storage blob download '*'--auth-mode login'*) cp "$WORK/copies/$(argument --name "$@")" "$(argument --file "$@")" ;;
  'postgres flexible-server list '*) find "$WORK/servers" -type f | wc -l ;;
  'postgres flexible-server delete '*) rm "$server" ;;
  'postgres flexible-server restore '*) [[ -z "${REFUSED:-}" ]] || exit 1; sleep "${SLOW:-0}"; echo "${STATE:-Ready}" >"$server" ;;
  'postgres flexible-server show '*) cat "$server" ;;
  'postgres flexible-server db show '*) [[ "$(argument --database-name "$@")" == shop ]] || exit 3 ;;
  *) echo "az does not know: $*" >&2; exit 2 ;;
esac
AZ
# A container that has nothing of the caller's but what it is given.
stub docker <<'DOCKER'
[[ "$1 $2" == 'exec --interactive' ]]
shift 2
given=()
while [[ "$1" == --env ]]; do given+=("$2"); shift 2; done
[[ "$1" == postgres-1 ]]
shift
exec env -i PATH=/usr/bin:/bin "${given[@]}" "$@"
DOCKER
sql() { psql -Xqd "$1" -v ON_ERROR_STOP=1 -c "$2"; }
# drill COMMAND...: with a fresh database to restore into.
drill() { : >"$work/log"; rm -f "$EVIDENCE" "$work/summary"; "$script" "$@" >"$work/told" 2>&1; }
empty() { psql -Xqd postgres -c 'set client_min_messages = error' -c 'drop database if exists scratch' -c 'create database scratch'; rm -f "$work/restore-drill-started"; }
passes() { drill "$@" || fail "$* failed"; }
fails() { local words=$1; shift; if drill "$@"; then fail "$* passed"; fi; grep -qF "$words" "$work/told" || fail "not told: $words"; }
is() { [ "$(jq -c "$1" "$EVIDENCE")" = "$2" ] || fail "$1 is $(jq -c "$1" "$EVIDENCE"), not $2"; }
export PGDATABASE=scratch

createdb source
sql source 'create schema billing; create table "Contacts" (id int primary key, name text not null); create table billing.plans (id int references "Contacts"); create view v as select 1 as x'
sql source "insert into \"Contacts\" select n, 'c' || n from generate_series(1, 50) n; insert into billing.plans values (1), (2)"
sql source 'create role keeper; alter table "Contacts" owner to keeper; grant select on billing.plans to keeper'
pg_dump -Fc -d source -f "$work/good.dump"

# The newest of several copies comes back, from either store.
cp "$work/good.dump" "$work/copies/b.dump"
echo old >"$work/copies/a.dump" && touch -d '2 days ago' "$work/copies/a.dump"
echo other >"$work/copies/c.log"
for fetch in 'fetch-s3 copies shop/prod FILE eu-west-1' 'fetch-azure stcopies dumps FILE'; do
  empty
  # shellcheck disable=SC2086 # several words
  passes ${fetch/FILE/$work/fetched}
  cmp -s "$work/good.dump" "$work/fetched" || fail 'another copy was fetched'
  passes restore "$work/fetched"
  is '[.control, .drill, .environment, .commit, .passed, .tables, .rows]' '["DB-03","dump","prod","0123",true,2,52]'
  is '.data_age_seconds >= 0 and .restore_seconds >= 0 and .rpo_seconds == 3600 and .rto_seconds == 600' true
  grep -qF '| age of the data |' "$work/summary" || fail 'no summary'
  [ "$(psql -XAtc 'select count(*) from "Contacts"')" = 50 ] || fail 'not all rows are there'
done
# There is none.
rm "$work/copies/b.dump" "$work/copies/a.dump"
fails 'there is no copy below s3://copies/shop/prod' fetch-s3 copies shop/prod "$work/fetched" eu-west-1
fails 'there is no copy in dumps of stcopies' fetch-azure stcopies dumps "$work/fetched"

# In a container, as the workflow does.
empty
CONTAINER=postgres-1 passes restore "$work/good.dump"
is '[.passed, .rows]' '[true,52]'
CONTAINER=postgres-1 fails 'is not empty' restore "$work/good.dump"

# Data that make sense, and data that do not.
empty
QUERY='select count(*) > 10 from "Contacts"' passes restore "$work/good.dump"
empty
QUERY='select count(*) > 1000 from "Contacts"' fails 'the data do not make sense' restore "$work/good.dump"
empty
QUERY='select nothing' fails 'cannot be answered' restore "$work/good.dump"
# Past the targets: it is told and written down.
sleep 1
empty
RPO_SECONDS=0 fails 'the data that come back are' restore "$work/good.dump"
is '.passed' false
empty
echo $(($(date +%s) - 700)) >"$work/restore-drill-started"
fails 'coming back took' restore "$work/good.dump"
is '[.passed, .restore_seconds >= 700]' '[false,true]'
# Copies that are worthless: cut off, no copy at all, one without tables, one without rows, one from the future.
head -c $(($(stat -c %s "$work/good.dump") - 200)) "$work/good.dump" >"$work/cut.dump"
empty
fails 'the copy cannot be re' restore "$work/cut.dump"
[ ! -e "$EVIDENCE" ] || fail 'a proof of nothing'
echo 'not a copy' >"$work/text.dump"
empty
fails 'the copy cannot be read' restore "$work/text.dump"
createdb bare && pg_dump -Fc -d bare -f "$work/bare.dump"
empty
fails 'the copy holds no tables' restore "$work/bare.dump"
sql bare 'create table t (x int)' && pg_dump -Fc -d bare -f "$work/hollow.dump"
empty
fails 'all tables of the copy are empty' restore "$work/hollow.dump"
# A database that something is in already.
empty
sql scratch 'create table left_behind (x int)'
fails 'is not empty' restore "$work/good.dump"

# The platform's own backups: a server of its own, gone afterwards, also where the drill fails.
server=/subscriptions/s/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-shop-prod
gone() { [ -z "$(ls "$work/servers")" ] || fail 'the server is still there'; }
passes point-in-time "$server" shop rg-drill
is '[.drill, .passed, .data_age_seconds]' '["point-in-time",true,3600]'
grep -qF -- "--name psql-shop-prod-drill --source-server $server --restore-time 20" "$work/log" || fail 'another server was restored'
gone
echo Ready >"$work/servers/psql-shop-prod-drill"
passes point-in-time "$server" shop rg-drill
[ "$(grep -c 'flexible-server delete' "$work/log")" = 2 ] || fail 'what was left behind stayed'
gone
REFUSED=1 fails 'cannot be restored' point-in-time "$server" shop rg-drill
STATE=Stopped fails 'psql-shop-prod-drill is Stopped' point-in-time "$server" shop rg-drill
gone
fails 'has no database other' point-in-time "$server" other rg-drill
gone
SLOW=2 RTO_SECONDS=1 fails 'coming back took' point-in-time "$server" shop rg-drill
is '.passed' false
gone
for arguments in '' 'restore' 'fetch-s3 a b' 'point-in-time a b'; do
  status=0
  # shellcheck disable=SC2086 # several words
  drill $arguments || status=$?
  [ "$status" = 2 ] || fail "status $status for '$arguments'"
done
echo 'restore drills: all as they should be'
