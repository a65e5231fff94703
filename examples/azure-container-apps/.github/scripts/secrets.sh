#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# First values of secrets, and new ones when their time has come. No value is printed, none is an argument of a command, none
# lies in a file.
#   secrets.sh bootstrap ENTRIES        makes the values that are missing; those that others have to give are named, and it fails
#   secrets.sh rotate ENTRIES [NAME]    replaces what is due, or NAME. The value in force goes to NAME-previous first, if that is
#                                       an entry, so that what was signed with it is still known
#   secrets.sh set ENTRIES NAME         takes the value from standard input
#   secrets.sh check ENTRIES            names what is missing, and fails
# ENTRIES is a JSON object by name: {class, days}; `external` ones are given by others; of `database` ones, {role} too, the value is
# {username, password}: a role of PostgreSQL, which PG… lead to, and the login ROLE_next take turns, so that the value in force works
# on. VAULT is a Key Vault, reached with `az`.
# Without it NAMESPACE, STORE_KIND and STORE_NAME lead there through the External Secrets Operator, with `kubectl`; entries then
# have `key` and perhaps `property`, the store cannot be read, and when a value was made stands in the ConfigMap
# secret-rotations.
set -euo pipefail
shopt -s inherit_errexit

poll="${POLL_SECONDS:-2}"
day=86400

usage() {
  sed -n '/^#   [a-z ]/s/^#   //p' "$0" >&2
  exit 2
}

fail() {
  echo "::error::$1" >&2
  return 1
}

entry() { jq --raw-output --arg name "$1" "(.[\$name] // {}) | $2 // empty" <<<"$entries"; }
names() { jq --raw-output "to_entries[] | select($1) | .key" <<<"$entries"; }
# 256 bits, as text that any place takes.
generate() { head --bytes 32 /dev/urandom | base64 --wrap=0 | tr '+/' '-_' | tr -d '='; }

# made NAME: when the value in force was made, in seconds; nothing if there is none.
made() {
  local found
  if [[ -n "${VAULT:-}" ]]; then
    found="$(az keyvault secret list --vault-name "$VAULT" --query "[?name=='$1'].attributes.created | [0]" --output tsv)"
    if [[ -n "$found" && "$found" != None ]]; then date --date "$found" +%s; fi
  else
    kubectl get configmap secret-rotations --namespace "$NAMESPACE" --ignore-not-found --output json |
      jq --raw-output --arg name "$1" '.data[$name] // empty'
  fi
}

# put NAME REPLACE: the value on standard input.
put() {
  local name="$1" replace="$2" days value expires=()
  # Without the end of its last line.
  value="$(cat)"
  if [[ -z "$value" ]]; then fail "the value of $name is empty"; return; fi
  days="$(entry "$name" .days)"
  if [[ -n "${VAULT:-}" ]]; then
    # A week of grace, so that one that was not replaced is told of before it stops.
    if [[ -n "$days" ]]; then expires=(--expires "$(date --utc --date "+$((days + 7)) days" +%Y-%m-%dT%H:%M:%SZ)"); fi
    printf '%s' "$value" | az keyvault secret set --vault-name "$VAULT" --name "$name" --file /dev/stdin --encoding utf-8 "${expires[@]}" \
      --tags "class=$(entry "$name" .class)" --only-show-errors --output none
  else
    printf '%s' "$value" | push "$name" "$replace"
  fi
}

# The operator takes the value from a Secret that is gone as soon as the store has it.
push() {
  local name="$1" replace="$2" object="store-$1" status=0
  jq --raw-input --slurp --compact-output --arg name "$object" '{apiVersion: "v1", kind: "Secret", metadata: {name: $name},
    data: {value: @base64}}' | kubectl apply --namespace "$NAMESPACE" --filename - >/dev/null || return
  jq --null-input --compact-output --arg name "$object" --arg store "$STORE_NAME" --arg kind "$STORE_KIND" \
    --arg policy "$([[ "$replace" == true ]] && echo Replace || echo IfNotExists)" --arg key "$(entry "$name" .key)" \
    --arg property "$(entry "$name" .property)" '{apiVersion: "external-secrets.io/v1alpha1", kind: "PushSecret",
    metadata: {name: $name}, spec: {updatePolicy: $policy, deletionPolicy: "None", secretStoreRefs: [{name: $store, kind: $kind}],
    selector: {secret: {name: $name}}, data: [{match: {secretKey: "value", remoteRef: ({remoteKey: $key} +
    if $property == "" then {} else {property: $property} end)}}]}}' |
    kubectl apply --namespace "$NAMESPACE" --filename - >/dev/null &&
    pushed "$object" || status=1
  kubectl delete pushsecret,secret "$object" --namespace "$NAMESPACE" --ignore-not-found >/dev/null || status=1
  if ((status)); then fail "$name did not reach the store"; return; fi
  jq --null-input --compact-output --arg name "$name" --arg now "$(date +%s)" '{data: {($name): $now}}' |
    remember
}

pushed() {
  local look
  for ((look = 0; look < 60; look++)); do
    if [[ "$(kubectl get pushsecret "$1" --namespace "$NAMESPACE" --output 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" == True ]]; then
      return
    fi
    sleep "$poll"
  done
  return 1
}

remember() {
  local patch
  patch="$(cat)"
  kubectl create configmap secret-rotations --namespace "$NAMESPACE" --dry-run=client --output json |
    kubectl apply --namespace "$NAMESPACE" --filename - >/dev/null
  kubectl patch configmap secret-rotations --namespace "$NAMESPACE" --type merge --patch "$patch" >/dev/null
}

# sql VARIABLE…: the statements on standard input, as whoever may change the roles.
sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@"; }

# What PostgreSQL keeps of the password on standard input (RFC 5803), so that neither the server nor its log ever has that.
verifier() {
  # shellcheck disable=SC2016 # no expansion: Python
  python3 -c '
import base64, hashlib, hmac, os, sys
salt, rounds = os.urandom(16), 4096
salted = hashlib.pbkdf2_hmac("sha256", sys.stdin.buffer.read(), salt, rounds)
stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
server = hmac.digest(salted, b"Server Key", "sha256")
print("SCRAM-SHA-256${}:{}${}:{}".format(rounds, *(base64.b64encode(part).decode() for part in (salt, stored, server))))'
}

# idle ROLE: the login whose turn it is, which nobody uses. Whoever is logged in says so; of nobody, the last turn's note.
idle() {
  local used
  used="$(sql --set "role=$1" <<'SQL'
select login from (values (:'role'), (:'role' || '_next')) as logins (login)
where exists (select from pg_stat_activity where usename = login)
or not exists (select from pg_stat_activity where usename in (:'role', :'role' || '_next'))
and exists (select from pg_roles where rolname = login and shobj_description(oid, 'pg_authid') like 'formwork: in force%');
SQL
)" || return
  case "$used" in
    '' | "$1") echo "$1_next" ;;
    "$1_next") echo "$1" ;;
    *) fail "copies of the service are logged in as $1 and as $1_next: not before all have taken the value in force" ;;
  esac
}

# turn NAME: the login that nobody uses gets a new password, is tried, and is what the store has from then on.
turn() {
  local name="$1" role login password secret
  role="$(entry "$name" .role)"
  login="$(idle "$role")" || return
  password="$(generate)"
  secret="$(printf '%s' "$password" | verifier)"
  {
    printf '\\set secret %s\n' "'$secret'"
    cat <<'SQL'
select format('create role %I login in role %I', :'login', :'role') where not exists (select from pg_roles where rolname = :'login') \gexec
select format('alter role %I set role = %I', :'login', :'role') where :'login' <> :'role' \gexec
select format('alter role %I password %L', :'login', :'secret') \gexec
SQL
  } | sql --set "role=$role" --set "login=$login" || { fail "$login did not get a password"; return; }
  if [[ "$(PGUSER="$login" PGPASSWORD="$password" sql <<<'select current_user')" != "$role" ]]; then
    fail "nobody can log in as $login"
    return
  fi
  printf '%s' "$password" | jq --raw-input --slurp --compact-output --arg username "$login" '{username: $username, password: .}' |
    put "$name" true || return
  sql --set "role=$role" --set "login=$login" <<'SQL'
select format('comment on role %I is %L', rolname, case rolname when :'login' then 'formwork: in force since ' || current_date
else 'formwork: works until its next turn' end) from pg_roles where rolname in (:'role', :'role' || '_next') \gexec
SQL
}

missing() {
  local name when list=()
  for name in $(names "$1"); do
    when="$(made "$name")"
    if [[ -z "$when" ]]; then list+=("$name"); fi
  done
  echo "${list[*]}"
}

bootstrap() {
  local name list
  list="$(missing '.value.class != "external"')"
  for name in $list; do
    if [[ "$(entry "$name" .class)" == database ]]; then turn "$name"; else generate | put "$name" false; fi
    echo "$name has its first value"
  done
  check external
}

# check CLASS: of a store that cannot be read, only what was made here is known.
check() {
  local list
  if [[ "$1" == external && -z "${VAULT:-}" ]]; then return; fi
  list="$(missing "$([[ "$1" == external ]] && echo '.value.class == "external"' || echo true)")"
  if [[ -n "$list" ]]; then fail "these have no value yet: $list"; fi
}

rotate_one() {
  local name="$1" previous="$1-previous"
  if [[ -n "$(entry "$previous" .class)" ]]; then
    if [[ -z "${VAULT:-}" ]]; then
      fail "$previous cannot be kept: the store cannot be read from here"
      return
    fi
    az keyvault secret show --vault-name "$VAULT" --name "$name" --query value --output tsv | put "$previous" true
  fi
  if [[ "$(entry "$name" .class)" == database ]]; then turn "$name"; else generate | put "$name" true; fi
  echo "$name has a new value"
}

rotate() {
  local name when days
  if [[ -n "${1:-}" ]]; then
    if [[ -z "$(entry "$1" .class)" || "$(entry "$1" .class)" == external ]]; then
      fail "$1 is not made here: whoever gives it has to replace it"
      return
    fi
    rotate_one "$1"
    return
  fi
  for name in $(names '.value.days != null'); do
    # Moves with the other one.
    if [[ "$name" == *-previous && -n "$(entry "${name%-previous}" .class)" ]]; then continue; fi
    when="$(made "$name")"
    days="$(entry "$name" .days)"
    if [[ -z "$when" ]]; then
      fail "$name has no value yet" || late=1
    elif (($(date +%s) - when >= days * day)); then
      if [[ "$(entry "$name" .class)" == external ]]; then
        fail "$name is older than $days days; whoever gives it has to replace it" || late=1
      else
        rotate_one "$name"
      fi
    fi
  done
  return "$late"
}

if [[ -n "${CA_BUNDLE:-}" ]]; then
  export PGSSLROOTCERT="$RUNNER_TEMP/database-ca.pem"
  printf '%s\n' "$CA_BUNDLE" >"$PGSSLROOTCERT"
fi
late=0
entries="$(jq --compact-output . <<<"${2:-}")"
if [[ -z "$entries" ]]; then usage; fi
case "$1 $#" in
  'bootstrap 2') bootstrap ;;
  'check 2') check all ;;
  'rotate 2') rotate ;;
  'rotate 3') rotate "$3" ;;
  'set 3')
    if [[ -z "$(entry "$3" .class)" ]]; then fail "$3 is no entry"; exit; fi
    if [[ "$(entry "$3" .class)" == database ]]; then fail "$3 is made here: rotate it"; exit; fi
    put "$3" true
    echo "$3 has its value"
    ;;
  *) usage ;;
esac
