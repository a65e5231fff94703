#!/usr/bin/env bash
# The scripts that go through `flows` in CI, as they are emitted: flow.sh against a real service, each way to fail told;
# end-to-end.sh with a stub in place of docker, which starts that service beside a real PostgreSQL and a real Redis: the migration comes
# first, secrets are made up, what was started is taken away, and a service that is not ready or a flow that fails ends the job.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
need jq curl python3 openssl psql redis-server redis-cli
servers=$work/servers
: >"$servers"
at_end "while read -r pid; do kill \"\$pid\" 2>/dev/null || true; done <'$servers'"
scripts=$work/.github/scripts
mkdir -p "$scripts" "$work/.github/end-to-end/flows"
cp "$root"/templates/github-actions/scripts/{flow,end-to-end}.sh "$scripts"
chmod +x "$scripts"/*.sh

python3 "$root/tests/judge/workflows/flows.py" >"$work/port" &
echo $! >>"$servers"
until [ -s "$work/port" ]; do sleep 0.1; done
address=http://127.0.0.1:$(<"$work/port")

flow() { printf '{"service": "api", "steps": [%s]}' "$1" >"$work/flow.json"; }
sign_up='{"name": "sign up", "method": "POST", "path": "/v1/tenants", "body": "{\"name\": \"acme-{unique}\"}", "status": 201, "save": {"token": ".token", "second": ".ids[1]"}}'
passes() { "$scripts/flow.sh" "$work/flow.json" "$address" >"$work/said" 2>&1 || fail "does not pass: $(<"$work/said")"; }
fails() { # WITH
  if "$scripts/flow.sh" "$work/flow.json" "$address" >"$work/said" 2>&1; then fail "passes, and should say: $1"; fi
  grep --fixed-strings --quiet -- "$1" "$work/said" || fail "should say: $1, and says: $(<"$work/said")"
}

flow "$sign_up, {\"name\": \"see oneself\", \"path\": \"/v1/me?id={second}\", \"headers\": {\"Authorization\": \"Bearer {token}\"}, \"status\": 200, \"contains\": \"/v1/me?id=8\"}"
passes
flow '{"name": "look in", "path": "/v1/me", "status": 200}'
fails 'look in: GET /v1/me gives 401, not 200'
flow "$sign_up, {\"name\": \"see oneself\", \"path\": \"/v1/me\", \"headers\": {\"Authorization\": \"Bearer {token}\"}, \"status\": 200, \"contains\": \"somebody else\"}"
fails 'see oneself: the answer to GET /v1/me does not hold what it should'
# Nothing that was saved is printed.
if grep --quiet token- "$work/said"; then fail "prints a token"; fi
flow "${sign_up/.token/.missing}"
fails 'sign up: the answer to POST /v1/tenants has nothing at .missing'
flow "$sign_up"
if "$scripts/flow.sh" "$work/flow.json" http://127.0.0.1:1 >"$work/said" 2>&1; then fail "passes without a service"; fi
grep --quiet 'is not answered' "$work/said" || fail "does not say that nothing answers"

# docker, as far as end-to-end.sh needs it.
cat >"$work/bin/docker" <<'STUB'
#!/usr/bin/env bash
echo "$*" >>"$STUB/calls"
case $1 in
  run)
    secrets=$(grep --only-matching --extended-regexp '[^ ]+:/run/secrets/app' <<<"$*" | cut -d: -f1)
    cp -R "$secrets" "$STUB/secrets.$(wc -l <"$STUB/calls")"
    # Names of the network are sockets of this machine: libpq's own variables lead to the one, REDIS_PORT to the other.
    set -a
    # shellcheck disable=SC1090 # the variables of the container
    . "$(grep --only-matching --extended-regexp -- '--env-file [^ ]+' <<<"$*" | cut -d ' ' -f 2)"
    set +a
    if [[ "$DATABASE_URL" != postgres://postgres@postgres:5432/test || "$REDIS_URL" != redis://redis:6379 ]]; then exit 9; fi
    if [[ "$*" == *' migrate' ]]; then
      [ -n "${UNMIGRATED:-}" ] || psql --no-psqlrc --quiet --dbname test --command 'create table tenants (token text primary key, name text)'
    fi
    if [[ " $* " == *" --detach "* ]]; then
      [ -n "${SILENT:-}" ] || { python3 "$SERVICE" >"$STUB/port" 2>/dev/null </dev/null & echo $! >>"$STUB/servers"; }
      until [ -n "${SILENT:-}" ] || [ -s "$STUB/port" ]; do sleep 0.1; done
    fi
    ;;
  port) echo "8080/tcp -> 127.0.0.1:$(cat "$STUB/port" 2>/dev/null || echo 1)" ;;
  logs) echo "the service said something" ;;
esac
STUB
chmod +x "$work/bin/docker"
cat >"$work/.github/end-to-end/services.json" <<'DATA'
{"services": [{"name": "api", "port": 8080, "probe": "/readyz",
  "variables": {"PORT": "8080", "DATABASE_URL": "postgres://postgres@postgres:5432/test", "REDIS_URL": "redis://redis:6379"},
  "env_secrets": ["MAIL_LOGIN"], "file_secrets": ["signing-key"]}],
 "migrations": [{"service": "api", "command": ["/app/api", "migrate"]}]}
DATA
server ''
export PGUSER=postgres REDIS_PORT
REDIS_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis() { redis-cli -p "$REDIS_PORT" "$@" 2>/dev/null; }
redis-server --port "$REDIS_PORT" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" >/dev/null &
echo $! >>"$servers"
until [ "$(redis ping)" = PONG ]; do sleep 0.1; done
go() {
  psql -XqAt -d postgres -c 'set client_min_messages = error' -c 'drop database if exists test with (force)' -c 'create database test'
  rm -rf "$work"/{calls,port,secrets.*}
  PATH=$work/bin:$PATH STUB=$work SERVICE=$root/tests/judge/workflows/flows.py GITHUB_SHA=abc TRIES=2 SILENT=${1:-} \
    "$scripts/end-to-end.sh" >"$work/said" 2>&1
}
flow "$sign_up"
cp "$work/flow.json" "$work/.github/end-to-end/flows/sign-up.json"
go || fail "does not go through: $(<"$work/said")"
grep --quiet 'sign-up: sign up' "$work/said" || fail "does not go through the flow"
[[ "$(psql -XAtd test -c 'select token, name from tenants')" == "token-$(redis get tenants)|acme-"* ]] || fail "database and cache have not seen it"
mapfile -t calls <"$work/calls"
[[ ${calls[0]} == "network create flows" ]] || fail "makes no network"
[[ ${calls[1]} == "run --rm "*"--entrypoint /app/api candidate/api:abc migrate" ]] || fail "does not migrate first: ${calls[1]}"
[[ ${calls[2]} == "run --detach --name api "*"--read-only"*"--cap-drop ALL"*"candidate/api:abc" ]] || fail "starts otherwise: ${calls[2]}"
[[ ${calls[-1]} == "rm --force api" ]] || fail "leaves the service running"
[ "$(wc -c <"$work/secrets.3/signing-key")" = 49 ] || fail "the secret is not there"
[ "$(<"$work/secrets.3/database-url")" = postgres://postgres@postgres:5432/test ] || fail "the database's address is not there"
flow '{"name": "look in", "path": "/v1/me", "status": 200}'
cp "$work/flow.json" "$work/.github/end-to-end/flows/other.json"
if go; then fail "passes though a flow fails"; fi
grep --quiet 'the service said something' "$work/said" || fail "does not show what the service said"
if go silent; then fail "passes though the service is not ready"; fi
grep --quiet 'api is not ready: /readyz' "$work/said" || fail "does not say which is not ready"
rm "$work/.github/end-to-end/flows/other.json"
if UNMIGRATED=yes go; then fail "passes without its schema"; fi
grep --quiet 'sign up: POST /v1/tenants gives 500, not 201' "$work/said" || fail "does not say that signing up failed"
redis shutdown nosave || true
if go; then fail "passes without the cache"; fi
grep --quiet 'sign up: POST /v1/tenants gives 500, not 201' "$work/said" || fail "does not say that signing up failed without the cache"
echo "flows are gone through, and each way to fail is told"
