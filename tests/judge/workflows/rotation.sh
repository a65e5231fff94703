#!/usr/bin/env bash
# Passwords of the database: .github/scripts/secrets.sh against a real PostgreSQL that asks for them, and an operator that takes
# values into a store of files. Whoever is logged in or has the value before can go on, whatever goes wrong.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
script=$root/templates/github-actions/scripts/secrets.sh
need jq psql python3
server $'local all postgres trust\nlocal all all scram-sha-256' -c log_statement=all
export PGDATABASE=shop PGUSER=shop_rotator PGPASSWORD=rotates POLL_SECONDS=0
as_admin() { PGUSER=postgres psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@"; }
PGDATABASE=postgres as_admin --command 'create database shop'
as_admin <<'SQL'
create role shop_rotator login createrole password 'rotates';
create role shop_api login password 'by hand';
grant shop_api to shop_rotator with admin option;
create table orders (n int);
grant select, insert on orders to shop_api;
SQL

mkdir "$work"/{store,objects}
stub kubectl <<'KUBECTL'
case "$*" in
  apply*)
    object="$(cat)"
    path="$WORK/objects/$(jq -r '"\(.kind)-\(.metadata.name)"' <<<"$object")"
    if [[ "$path" == */ConfigMap-* && -e "$path" ]]; then exit; fi
    echo "$object" >"$path"
    if [[ "$path" == */PushSecret-* && ! -e "$WORK/broken" ]]; then
      jq -j '.data.value | @base64d' "$WORK/objects/Secret-$(jq -r .spec.selector.secret.name <<<"$object")" \
        >"$WORK/store/$(jq -r '.spec.data[0].match.remoteRef | if .property then error else .remoteKey | gsub("/"; "_") end' <<<"$object")"
    fi ;;
  'get pushsecret '*) if [[ ! -e "$WORK/broken" ]]; then echo True; fi ;;
  'delete pushsecret,secret '*) rm -f "$WORK/objects/"{PushSecret,Secret}-"$3" ;;
  'get configmap '*) cat "$WORK/objects/ConfigMap-secret-rotations" 2>/dev/null || true ;;
  'create configmap '*) jq -n '{kind: "ConfigMap", metadata: {name: "secret-rotations"}}' ;;
  'patch configmap '*)
    all="$*"
    jq --argjson patch "${all##*--patch }" '. * $patch' "$WORK/objects/ConfigMap-secret-rotations" >"$WORK/patched"
    mv "$WORK/patched" "$WORK/objects/ConfigMap-secret-rotations" ;;
  *) echo "kubectl does not know: $*" >&2; exit 2 ;;
esac
KUBECTL
export NAMESPACE=shop STORE_KIND=ClusterSecretStore STORE_NAME=vault
entries='{"database.api":{"class":"database","days":90,"key":"shop/prod/database/shop_api","role":"shop_api"}}'
stored=$work/store/shop_prod_database_shop_api

# No password stands in an output, an argument of a command, or the log of the server.
silent() {
  local each
  for each in "$stored" "$work"/kept-*; do
    [ -s "$each" ] || continue
    ! grep -qF -- "$(jq -r .password "$each")" "$work/told" "$work/log" "$work/server/log" || fail 'a password was shown'
  done
}
passes() { "$script" "$@" >"$work/told" 2>&1 || fail "$* failed"; silent; }
fails() { local words=$1; shift; if "$script" "$@" >"$work/told" 2>&1; then fail "$* passed"; fi; grep -qF -- "$words" "$work/told" || fail "not told: $words"; silent; }
keep() { cp "$stored" "$work/kept-$1"; }
# logs_in USERNAME PASSWORD: as the role, with its rights, whichever login it is.
logs_in() { [ "$(PGUSER=$1 PGPASSWORD=$2 psql --no-psqlrc -qtAc 'insert into orders values (1) returning current_user' 2>/dev/null)" = shop_api ]; }
opens() { logs_in "$(jq -r .username "$1")" "$(jq -r .password "$1")"; }
login() { jq -r .username "$stored"; }
# A copy of the service that stays logged in with a value, until it is told to end.
copy() {
  coproc COPY { PGUSER=$(jq -r .username "$1") PGPASSWORD=$(jq -r .password "$1") psql --no-psqlrc -qtA 2>&1; }
  copy=$COPY_PID
  echo 'select 1;' >&"${COPY[1]}"
  read -r _ <&"${COPY[0]}"
}
leave() { echo '\q' >&"${COPY[1]}"; wait "$copy" || true; until [ "$(as_admin -c "select count(*) from pg_stat_activity where usename like 'shop_api%'")" = 0 ]; do sleep 0.1; done; }
: >"$work/log"

# The first value: the password that was given by hand still opens.
fails 'database.api has no value yet' rotate "$entries"
passes bootstrap "$entries"
[ "$(login)" = shop_api_next ] || fail "the first login is $(login)"
opens "$stored" || fail 'the first value does not open'
logs_in shop_api 'by hand' || fail 'the value of before was lost'
keep first
passes bootstrap "$entries"
cmp -s "$stored" "$work/kept-first" || fail 'what had a value got another'
passes rotate "$entries"
cmp -s "$stored" "$work/kept-first" || fail 'what was not due was replaced'

# A copy runs on, and has the value of before: it goes on while the other login takes over.
copy "$work/kept-first"
passes rotate "$entries" database.api
[ "$(login)" = shop_api ] || fail "the second login is $(login)"
opens "$stored" || fail 'the new value does not open'
opens "$work/kept-first" || fail 'the value in force before was cut off'
keep second
# As long as it has not taken the new value, its own may not be replaced.
PGUSER=shop_api PGPASSWORD=$(jq -r .password "$stored") psql --no-psqlrc -qtAc 'select pg_sleep(3)' >/dev/null &
other=$!
until [ "$(as_admin -c "select count(distinct usename) from pg_stat_activity where usename like 'shop_api%'")" = 2 ]; do sleep 0.1; done
fails 'are logged in as shop_api and as shop_api_next' rotate "$entries" database.api
cmp -s "$stored" "$work/kept-second" || fail 'the value was replaced all the same'
wait "$other"
leave
# Nobody is logged in: the note of the last turn says whose turn it is.
passes rotate "$entries" database.api
[ "$(login)" = shop_api_next ] || fail "without a session it was the turn of $(login)"
opens "$stored" || fail 'the third value does not open'
opens "$work/kept-second" || fail 'the second value was cut off'
! opens "$work/kept-first" || fail 'a value that is long gone still opens'
keep third

# The store does not take it: the value in force works on, and the next run mends it.
touch "$work/broken"
jq '.data["database.api"] = "1700000000"' "$work/objects/ConfigMap-secret-rotations" >"$work/aged" && mv "$work/aged" "$work/objects/ConfigMap-secret-rotations"
fails 'did not reach the store' rotate "$entries"
cmp -s "$stored" "$work/kept-third" || fail 'the store changed'
opens "$work/kept-third" || fail 'the value in force was cut off'
rm "$work/broken"
passes rotate "$entries"
[ "$(login)" = shop_api ] || fail "after a failure it was the turn of $(login)"
opens "$stored" || fail "the value after a failure does not open"
opens "$work/kept-third" || fail "the value in force before was cut off"

# Whoever may not: nothing moves. A hand may not write over it.
keep fourth
as_admin --command 'alter role shop_rotator nocreaterole' --command 'revoke shop_api from shop_rotator cascade' \
  --command 'revoke shop_api_next from shop_rotator cascade' 2>/dev/null || as_admin --command 'alter role shop_rotator nocreaterole'
fails 'did not get a password' rotate "$entries" database.api
cmp -s "$stored" "$work/kept-fourth" || fail "the store changed"
opens "$stored" || fail "the value in force was cut off"
PGPASSWORD=wrong fails 'password authentication failed' rotate "$entries" database.api
fails 'is made here' set "$entries" database.api <<<x
echo 'rotation: whoever had a value could go on'
