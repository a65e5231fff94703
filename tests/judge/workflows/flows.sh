#!/usr/bin/env bash
# The scripts that go through `flows` in CI, as they are emitted: flow.sh against a real service, each way to fail told;
# end-to-end.sh with a stub in place of docker, which starts that service: the migration comes first, secrets are made up, what
# was started is taken away, and a service that is not ready or a flow that fails ends the job.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
for tool in jq curl python3 openssl; do
  command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
work=$(mktemp -d)
servers=$work/servers
: >"$servers"
finish() {
  while read -r pid; do kill "$pid" 2>/dev/null || true; done <"$servers"
  rm -rf "$work"
}
trap finish EXIT
scripts=$work/.github/scripts
mkdir -p "$scripts" "$work/.github/end-to-end/flows" "$work/bin"
cp "$root"/templates/github-actions/scripts/{flow,end-to-end}.sh "$scripts"
chmod +x "$scripts"/*.sh

fail() { echo "$1"; exit 1; }

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
  "variables": {"PORT": "8080", "DATABASE_URL": "postgres://postgres@postgres:5432/test"},
  "env_secrets": ["MAIL_LOGIN"], "file_secrets": ["signing-key"]}],
 "migrations": [{"service": "api", "command": ["/app/api", "migrate"]}]}
DATA
go() {
  rm -rf "$work"/{calls,port,secrets.*}
  PATH=$work/bin:$PATH STUB=$work SERVICE=$root/tests/judge/workflows/flows.py GITHUB_SHA=abc TRIES=2 SILENT=${1:-} \
    "$scripts/end-to-end.sh" >"$work/said" 2>&1
}
flow "$sign_up"
cp "$work/flow.json" "$work/.github/end-to-end/flows/sign-up.json"
go || fail "does not go through: $(<"$work/said")"
grep --quiet 'sign-up: sign up' "$work/said" || fail "does not go through the flow"
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
echo "flows are gone through, and each way to fail is told"
