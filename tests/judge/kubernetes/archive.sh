#!/usr/bin/env bash
# The job that copies a database on AKS, as it is compiled: its command logs in to a real PostgreSQL with a token that it was
# given for its service account's, and the copy comes back whole; without a token, or with a wrong one, there is none.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
manifest=$root/examples/azure-aks/infra/prod/kubernetes/database/backup.yaml
need busybox pg_dump pg_restore psql python3
python3 -c 'import yaml' 2>/dev/null || skip 'no yaml for python3'
port=$((20000 + RANDOM % 20000))
server $'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256' -p "$port" -c listen_addresses=127.0.0.1
admin() { psql --no-psqlrc -qtA -h "$work/server" -p "$port" -U postgres "$@"; }
admin -d postgres -c 'create database ledger' -c "create role \"id-ledger-backup-prod\" login password 'token-of-the-database'" \
  -c 'grant pg_read_all_data to "id-ledger-backup-prod"'
admin -d ledger -c 'create table entries (id int primary key, amount numeric)' -c 'insert into entries select n, n * 1.5 from generate_series(1, 1000) n'

# Who changes a token for another: it looks at what it is asked, as Microsoft Entra does.
cat >"$work/entra.py" <<'PY'
import http.server, json, sys, urllib.parse

class Entra(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        right = self.path == "/tenant-1/oauth2/v2.0/token" and form == {
            "grant_type": "client_credentials", "client_id": "client-1",
            "scope": "https://ossrdbms-aad.database.windows.net/.default",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": "eyJ.service-account.sig"}
        body = json.dumps({"token_type": "Bearer", "expires_in": 86399, "access_token": "token-of-the-database"} if right
                          else {"error": "invalid_client"}, separators=(",", ":")).encode()
        self.send_response(200 if right else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

entra = http.server.HTTPServer(("127.0.0.1", 0), Entra)
print(entra.server_port, flush=True)
entra.serve_forever()
PY
python3 "$work/entra.py" >"$work/entra" &
at_end "kill $! 2>/dev/null || true"
for _ in $(seq 50); do [ -s "$work/entra" ] && break; sleep 0.1; done
mkdir "$work/copies"
stub wget <<<'exec busybox wget "$@"'

# The command and its settings come out of the manifest; the place of the copy and the server are the test's.
python3 - "$manifest" "$work" "$(pg_dump --version | sed 's/.* \([0-9]*\)\..*/\1/')" <<'PY'
import shlex, sys, yaml
job = next(d for d in yaml.safe_load_all(open(sys.argv[1])) if d and d["kind"] == "CronJob")
dump = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["initContainers"][0]
assert dump["command"][:2] == ["/bin/sh", "-euc"], dump["command"]
command = dump["command"][2].replace("/work/", sys.argv[2] + "/copies/")
# Clients before 16, as Debian 12 has, know no zstd.
if int(sys.argv[3]) < 16:
    command = command.replace("--compress=zstd:6", "--compress=6")
open(sys.argv[2] + "/dump.sh", "w").write(command)
open(sys.argv[2] + "/env", "w").write("".join(f"export {e['name']}={shlex.quote(e['value'])}\n" for e in dump["env"]))
PY
run() {
  (
    # shellcheck disable=SC1091
    . "$work/env"
    export PGHOST=127.0.0.1 PGPORT=$port PGSSLMODE=disable PGCONNECT_TIMEOUT=5
    unset PGSSLROOTCERT
    export AZURE_CLIENT_ID=${client:-client-1} AZURE_TENANT_ID=tenant-1 AZURE_FEDERATED_TOKEN_FILE=$work/token
    AZURE_AUTHORITY_HOST=http://127.0.0.1:$(cat "$work/entra")/
    export AZURE_AUTHORITY_HOST
    : >"$work/log"
    busybox sh -euc "$(cat "$work/dump.sh")"
  )
}
printf 'eyJ.service-account.sig' >"$work/token"
run >"$work/told" 2>&1 || fail 'no copy was made'
admin -d postgres -c 'create database back'
pg_restore -h "$work/server" -p "$port" -U postgres -d back --no-owner --exit-on-error "$work/copies/database.dump" || fail 'the copy does not come back'
[ "$(admin -d back -c 'select count(*), sum(amount) from entries')" = '1000|750750.0' ] || fail 'the copy is not whole'
rm -f "$work/copies/database.dump"

# A service account that nobody trusts gets no token.
if client=client-2 run 2>/dev/null; then fail 'a run without a token was a success'; fi
[ ! -s "$work/copies/database.dump" ] || fail 'a run without a token left a copy'
# A token that the database does not take.
admin -d postgres -c "alter role \"id-ledger-backup-prod\" password 'another'"
if run 2>/dev/null; then fail 'a run that could not log in was a success'; fi
# What is compiled asks for the role that the identity has there.
grep -q "PGUSER='\?id-ledger-backup-prod" "$work/env" || fail "the role is not the identity's"
echo 'the copy of a database on AKS is made by a token, comes back whole, and fails without one'
