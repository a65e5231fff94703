#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Holds the logs of the services against the contract: there is a line of what the smoke test asked for, and each such line is
# a JSON object with every field. Without them nobody finds a request, a trace or a tenant again.
#   log-contract.sh FIELDS    lines on standard input; FIELDS is a JSON object of the fields' names by what they hold
# RUNNER_TEMP/request-id holds the id that the smoke test sent. The tenant alone may be empty: the smoke test belongs to none.
set -euo pipefail

if [[ $# -ne 1 ]]; then
  echo 'usage: log-contract.sh FIELDS' >&2
  exit 2
fi
# shellcheck disable=SC2016 # variables of jq
jq --raw-input --null-input --raw-output --arg request "$(<"$RUNNER_TEMP/request-id")" --argjson fields "$1" '
  def broken: . as $line | (try fromjson catch null) |
    if type != "object" then "a line is no JSON object"
    elif .[$fields.request] != $request then "`\($fields.request)` is not the id of the request"
    else . as $entry | $fields | to_entries[] | .key as $what | .value as $field |
      if $entry | has($field) | not then "`\($field)` (\($what)) is missing"
      elif $what != "tenant" and ($entry[$field] | . == null or . == "") then "`\($field)` (\($what)) is empty"
      else empty end
    end;
  [inputs | select(contains($request))] as $lines |
  if $lines | length == 0 then "no line has the id of the request, \($request)" else $lines[] | broken end |
  "::error::the logs break their contract: \(.)"' | sort --unique >"$RUNNER_TEMP/log-contract"
cat "$RUNNER_TEMP/log-contract"
[[ ! -s "$RUNNER_TEMP/log-contract" ]]
