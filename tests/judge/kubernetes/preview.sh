#!/usr/bin/env bash
# A preview as Argo CD makes it: the example's kustomization with the namespace of a pull request, built by kustomize, is that pull
# request's alone. Its database, as a real PostgreSQL with the settings, roles and certificate it is given: services and migration
# get in by the addresses they are given and by nothing else. Its teardown, with a `gh` that keeps pull requests in a file.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
here=$root/tests/judge/kubernetes
for tool in jq openssl psql python3; do command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }; done
python3 -c 'import yaml' 2>/dev/null || { echo "skipped: no PyYAML"; exit 77; }
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -x "${bin:-/none}/initdb" ] || { echo "skipped: no server of PostgreSQL"; exit 77; }
work=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
  getent passwd postgres >/dev/null || { echo "skipped: no user postgres"; exit 77; }
  as=(runuser -u postgres --)
  chmod 755 "$work"
  install -d -o postgres "$work/server"
else
  mkdir "$work/server"
fi
stop() { "${as[@]}" "$bin/pg_ctl" -D "$work/server/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"; }
trap stop EXIT
fail() {
  echo "preview: $1"
  exit 1
}

cp -R "$root/examples/gitops-argocd/infra/preview/kubernetes" "$work/kustomization"
# As `kustomize edit set namespace` does.
echo 'namespace: rates-pr-17' >>"$work/kustomization/kustomization.yaml"
if command -v kubectl >/dev/null; then
  kubectl kustomize "$work/kustomization" >"$work/built.yaml"
  python3 "$here/preview.py" "$work/built.yaml" 17 || fail 'what is built is not the pull request'"'"'s alone'
  if python3 "$here/preview.py" "$work/built.yaml" 18 >/dev/null; then fail 'it would also be another'"'"'s'; fi
else
  echo 'preview: no kubectl, so nothing is built'
  (cd "$work/kustomization" && for file in database/*.yaml services/*/externalsecret.yaml; do echo --- && cat "$file"; done) >"$work/built.yaml"
fi

# The server, as the image's entry point starts it: an owner with the password of a file, then what is in its folder.
mkdir "$work/given"
python3 "$here/preview.py" "$work/built.yaml" "$work/given" secret
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$work/given/tls.key" -out "$work/given/tls.crt" \
  -subj /CN=database -addext subjectAltName=DNS:database -addext basicConstraints=critical,CA:FALSE 2>/dev/null
if [ "$(id -u)" = 0 ]; then chgrp postgres "$work/given/tls.key"; fi
chmod 640 "$work/given/tls.key"
env_of() { sed -n "s/^$1=//p" "$work/given/env"; }
owner=$(env_of POSTGRES_USER)
database=$(env_of POSTGRES_DB)
"${as[@]}" "$bin/initdb" -D "$work/server/data" -U "$owner" --pwfile "$work/given/passwords/$owner" --auth-local=trust --auth-host=scram-sha-256 >/dev/null
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mapfile -t args < <(sed "s/^port=.*/port=$port/" "$work/given/args")
"${as[@]}" "$bin/pg_ctl" -D "$work/server/data" -w -l "$work/server/log" \
  -o "${args[*]} -c listen_addresses=127.0.0.1 -c unix_socket_directories='$work/server'" start >/dev/null || { cat "$work/server/log" && fail 'the server does not start'; }
PGHOST=$work/server PGPORT=$port psql --no-psqlrc --quiet --dbname=postgres --username="$owner" --command="create database $database"
sed "s|/run/secrets/database|$work/given/passwords|" "$work/given/roles.sh" >"$work/roles.sh"
PGHOST=$work/server PGPORT=$port POSTGRES_USER=$owner POSTGRES_DB=$database bash -eu "$work/roles.sh"

# ask ROLE SQL [CHANGE-OF-ITS-ADDRESS]
ask() {
  local url
  url=$(grep "^postgres://$1:" "$work/given/urls" | head -n 1 | sed "s|@database:5432/|@database:$port/|; ${3:-}")
  PGHOSTADDR=127.0.0.1 psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$url" --command="$2" 2>"$work/said"
}
[ "$(wc -l <"$work/given/urls")" -eq 3 ] || fail "addresses: $(cat "$work/given/urls")"
ask rates_owner 'create table rates (pair text); grant select on rates to rates_api' || fail "the migration does not get in: $(cat "$work/said")"
[ "$(ask rates_api 'select count(*) from rates')" = 0 ] || fail "a service does not get in: $(cat "$work/said")"
if ask rates_refresher 'select count(*) from rates'; then fail 'a service reads what the migration gave to another'; fi
grep -q 'permission denied' "$work/said" || fail "the other service: $(cat "$work/said")"
if ask rates_api 'create table more (n int)'; then fail 'a service changes the schema'; fi
if ask rates_api 'select 1' 's/-secret@/-guessed@/'; then fail 'a wrong password gets in'; fi
grep -q 'password authentication failed' "$work/said" || fail "a wrong password: $(cat "$work/said")"
if ask rates_api 'select 1' 's/sslmode=verify-full/sslmode=disable/'; then fail 'plain text gets in'; fi
grep -q 'no pg_hba.conf entry' "$work/said" || fail "plain text: $(cat "$work/said")"
if ask rates_api 'select 1' 's/@database:/@elsewhere:/'; then fail 'a name that the certificate does not have is believed'; fi
grep -q 'does not match host name' "$work/said" || fail "another name: $(cat "$work/said")"

# Teardown: the step of the workflow. Three days; 17 is older, 18 is not.
python3 -c 'import sys, yaml; print(yaml.safe_load(open(sys.argv[1]))["jobs"]["preview"]["steps"][0]["run"])' \
  "$root/examples/gitops-argocd/.github/workflows/previews.yaml" >"$work/teardown.sh"
mkdir "$work/bin"
cat >"$work/bin/gh" <<'GH'
#!/usr/bin/env bash
set -euo pipefail
case "$1 $2" in
  'pr list') while [[ $# -gt 0 ]]; do [[ "$1" != --jq ]] || jq -r "$2" "$WORK/pulls"; shift; done ;;
  *) printf '%s\n' "${*:1:5}" >>"$WORK/done" ;;
esac
GH
chmod +x "$work/bin/gh"
jq -n 'now as $now | [{number: 17, updatedAt: ($now - 259300 | todate)}, {number: 18, updatedAt: ($now - 259000 | todate)}]' >"$work/pulls"
WORK=$work PATH="$work/bin:$PATH" LABEL=preview SECONDS_TO_LIVE=259200 TTL=3d bash -euo pipefail "$work/teardown.sh"
[ "$(cut -d ' ' -f 1-4 "$work/done" | tr '\n' ';')" = 'pr edit 17 --remove-label;pr comment 17 --body;' ] || fail "taken down: $(cat "$work/done")"
echo 'preview: all as it should be'
