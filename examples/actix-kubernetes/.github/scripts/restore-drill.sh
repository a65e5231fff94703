#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Proves that a database comes back from its backups, and how long that takes. A drill fails past its targets: RPO_SECONDS, how
# old the data may be that come back, and RTO_SECONDS, how long that may take, counted from the start of the drill.
#   restore-drill.sh fetch-s3 BUCKET PREFIX FILE [REGION]      the newest copy of a bucket, with `aws`
#   restore-drill.sh fetch-azure ACCOUNT CONTAINER FILE        the newest copy of a container, with `az`
#   restore-drill.sh restore FILE                              into the empty database that libpq's variables name
#   restore-drill.sh copy FILE                                 the same for whoever needs the data, with no targets
#   restore-drill.sh point-in-time SERVER_ID DATABASE GROUP    a server of its own out of the platform's backups, with `az`
# ENVIRONMENT names what is proved, EVIDENCE the file that says so, as JSON. CONTAINER is one that holds the tools of PostgreSQL
# and the empty database; without it they are those of the machine. QUERY is one statement that gives `t` for data that make
# sense.
set -euo pipefail
shopt -s inherit_errexit

export TZ=UTC
started_file="${RUNNER_TEMP:-/tmp}/restore-drill-started"

usage() {
  sed -n '/^#   /s/^#   //p' "$0" >&2
  exit 2
}

fail() {
  echo "::error::$1" >&2
  return 1
}

now() { date +%s; }
iso() { date --utc --date "@$1" +%Y-%m-%dT%H:%M:%SZ; }

start() { now >"$started_file"; }
elapsed() { echo $(($(now) - $(<"$started_file"))); }

# evidence KIND AGE TOOK DETAILS: what was seen is written down, whether or not it is good enough.
evidence() {
  local kind="$1" age="$2" took="$3" details="$4" passed=true
  if ((age > RPO_SECONDS)); then
    fail "the data that come back are $age s old; the target is $RPO_SECONDS s" || passed=false
  fi
  if ((took > RTO_SECONDS)); then
    fail "coming back took $took s; the target is $RTO_SECONDS s" || passed=false
  fi
  jq --null-input --arg drill "$kind" --arg environment "$ENVIRONMENT" --arg date "$(iso "$(now)")" --arg commit "${GITHUB_SHA:-}" \
    --argjson data_age_seconds "$age" --argjson rpo_seconds "$RPO_SECONDS" --argjson restore_seconds "$took" \
    --argjson rto_seconds "$RTO_SECONDS" --argjson passed "$passed" --argjson details "$details" \
    '{control: "DB-03"} + ($ARGS.named | del(.details)) + $details' >"$EVIDENCE"
  if [[ -n "${GITHUB_STEP_SUMMARY:-}" ]]; then
    {
      echo "| $ENVIRONMENT, $kind | seen | target |"
      echo '|---|---|---|'
      echo "| age of the data | $age s | $RPO_SECONDS s |"
      echo "| time to come back | $took s | $RTO_SECONDS s |"
    } >>"$GITHUB_STEP_SUMMARY"
  fi
  [[ "$passed" == true ]]
}

fetch_s3() {
  local bucket="$1" prefix="$2" file="$3" region=() key
  if [[ -n "${4:-}" ]]; then region=(--region "$4"); fi
  start
  key="$(aws s3api list-objects-v2 "${region[@]}" --bucket "$bucket" --prefix "$prefix/" --output json |
    jq --raw-output '[.Contents // [] | .[] | select(.Key | endswith(".dump"))] | max_by(.LastModified) | .Key // empty')"
  if [[ -z "$key" ]]; then fail "there is no copy below s3://$bucket/$prefix"; return; fi
  echo "The newest copy is s3://$bucket/$key"
  aws s3 cp "${region[@]}" --only-show-errors "s3://$bucket/$key" "$file"
}

fetch_azure() {
  local account="$1" container="$2" file="$3" name
  start
  name="$(az storage blob list --account-name "$account" --container-name "$container" --auth-mode login --num-results '*' \
    --only-show-errors --output json |
    jq --raw-output '[.[] | select(.name | endswith(".dump"))] | max_by(.properties.lastModified) | .name // empty')"
  if [[ -z "$name" ]]; then fail "there is no copy in $container of $account"; return; fi
  echo "The newest copy is $name"
  az storage blob download --account-name "$account" --container-name "$container" --name "$name" --file "$file" \
    --auth-mode login --no-progress --only-show-errors --output none
}

# Tools of PostgreSQL, here or in the container, with the variables of libpq.
tool() {
  local name pass=()
  if [[ -z "${CONTAINER:-}" ]]; then
    "$@"
    return
  fi
  for name in PGHOST PGPORT PGUSER PGDATABASE TZ; do
    if [[ -n "${!name:-}" ]]; then pass+=(--env "$name=${!name}"); fi
  done
  docker exec --interactive "${pass[@]}" "$CONTAINER" "$@"
}

value() { tool psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$1" </dev/null; }

# copy FILE: it is restored, and has in it what it says; `age`, `tables` and `rows` are its.
copy() {
  local file="$1" contents made missing answer
  if [[ ! -e "$started_file" ]]; then start; fi
  if [[ "$(value "select count(*) from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')")" != 0 ]]; then
    fail 'the database to restore into is not empty'
    return
  fi
  contents="$(tool pg_restore --list <"$file")" || { fail 'the copy cannot be read'; return; }
  made="$(sed -n 's/^; *Archive created at //p' <<<"$contents")"
  age=$(($(now) - $(date --date "$made" +%s)))
  if ((age < 0)); then fail "the copy says it was made at $made, which is yet to come"; return; fi
  tool pg_restore --exit-on-error --no-owner --no-privileges --single-transaction --dbname "${PGDATABASE:-postgres}" <"$file" ||
    { fail 'the copy cannot be restored'; return; }

  # Every table that the copy has data of is there, and not all of them are empty.
  tables="$(awk '$4 == "TABLE" && $5 == "DATA" {print $6 "." $7}' <<<"$contents")"
  if [[ -z "$tables" ]]; then fail 'the copy holds no tables'; return; fi
  missing="$(comm -23 <(sort <<<"$tables") \
    <(value "select table_schema || '.' || table_name from information_schema.tables" | sort))"
  if [[ -n "$missing" ]]; then fail "not restored: ${missing//$'\n'/, }"; return; fi
  rows="$(value "select coalesce(sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I', table_schema,
    table_name), true, true, '')))[1]::text::bigint), 0) from information_schema.tables where table_type = 'BASE TABLE' and
    table_schema not in ('pg_catalog', 'information_schema')")"
  if [[ "$rows" == 0 ]]; then fail 'all tables of the copy are empty, which proves nothing'; return; fi
  if [[ -n "${QUERY:-}" ]]; then
    answer="$(value "$QUERY")" || { fail 'what is asked of the data cannot be answered'; return; }
    if [[ "$answer" != t ]]; then fail "the data do not make sense: the query gives \`$answer\`, not \`t\`"; return; fi
  fi
}

restore() {
  local age tables rows
  copy "$1"
  evidence dump "$age" "$(elapsed)" "$(jq --null-input --argjson tables "$(wc -l <<<"$tables")" --argjson rows "$rows" '$ARGS.named')"
}

point_in_time() {
  local source="$1" database="$2" moment state
  # Read once more when the script ends.
  group="$3"
  scratch="${source##*/}"
  scratch="${scratch:0:57}-drill"
  remove() {
    if [[ "$(az postgres flexible-server list --resource-group "$group" --query "length([?name=='$scratch'])" --output tsv)" != 0 ]]; then
      az postgres flexible-server delete --resource-group "$group" --name "$scratch" --yes --only-show-errors --output none
    fi
  }
  # What a drill that was cut off has left behind.
  remove
  trap remove EXIT
  start
  moment="$(iso $(($(now) - RPO_SECONDS)))"
  echo "$scratch comes back as it was at $moment"
  az postgres flexible-server restore --resource-group "$group" --name "$scratch" --source-server "$source" \
    --restore-time "$moment" --only-show-errors --output none || { fail 'the server cannot be restored'; return; }
  state="$(az postgres flexible-server show --resource-group "$group" --name "$scratch" --query state --output tsv)"
  if [[ "$state" != Ready ]]; then fail "$scratch is $state"; return; fi
  az postgres flexible-server db show --resource-group "$group" --server-name "$scratch" --database-name "$database" \
    --only-show-errors --output none || { fail "$scratch has no database $database"; return; }
  evidence point-in-time "$RPO_SECONDS" "$(elapsed)" '{}'
}

case "${1:-} $#" in
  'fetch-s3 4' | 'fetch-s3 5') fetch_s3 "${@:2}" ;;
  'fetch-azure 4') fetch_azure "${@:2}" ;;
  'restore 2') restore "$2" ;;
  'copy 2') copy "$2" ;;
  'point-in-time 4') point_in_time "${@:2}" ;;
  *) usage ;;
esac
