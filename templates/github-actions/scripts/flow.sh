#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Does what a user would: sends the requests of a flow one after the other, and holds each answer against what is expected.
#   flow.sh FLOW BASE_URL
# FLOW is a file of .github/end-to-end/flows. `{name}` in a path, a header or a body is what an earlier step saved, `{unique}` a text that
# no other run has. Ends with 1 at the first step that fails. Answers are not printed: they may hold tokens.
set -euo pipefail
flow=$1 base=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
title=$(basename "$flow" .json)

fail() {
  printf '::error title=%s::%s\n' "$title" "$1"
  exit 1
}

saved=$(jq --null-input --arg unique "$(date +%s)-$$-$RANDOM" '{unique: $unique}')
count=$(jq '.steps | length' "$flow")
for ((i = 0; i < count; i++)); do
  jq --argjson i "$i" --argjson saved "$saved" '.steps[$i]
    | walk(if type == "string" then reduce ($saved | to_entries[]) as $one (.; split("{\($one.key)}") | join($one.value)) else . end)' \
    "$flow" >"$work/step"
  name=$(jq --raw-output .name "$work/step")
  path=$(jq --raw-output .path "$work/step")
  method=$(jq --raw-output '.method // "GET"' "$work/step")
  jq --raw-output '.headers // {} | to_entries[] | "\(.key): \(.value)"' "$work/step" >"$work/headers"
  request=(--silent --show-error --max-time 20 --request "$method" --header "@$work/headers")
  if jq --exit-status 'has("body")' "$work/step" >/dev/null; then
    jq --join-output .body "$work/step" >"$work/sent"
    request+=(--header "Content-Type: application/json" --data-binary "@$work/sent")
  fi
  status=$(curl "${request[@]}" --output "$work/answer" --write-out '%{http_code}' "$base$path") ||
    fail "$name: $method $path is not answered"
  expected=$(jq '.status // 200' "$work/step")
  [ "$status" = "$expected" ] || fail "$name: $method $path gives $status, not $expected"
  contains=$(jq --raw-output '.contains // ""' "$work/step")
  if [ -n "$contains" ] && ! grep --fixed-strings --quiet -- "$contains" "$work/answer"; then
    fail "$name: the answer to $method $path does not hold what it should"
  fi
  while IFS=$'\t' read -r key filter; do
    value=$(jq --raw-output --exit-status "$filter" "$work/answer" 2>/dev/null) ||
      fail "$name: the answer to $method $path has nothing at $filter"
    saved=$(jq --arg key "$key" --arg value "$value" '.[$key] = $value' <<<"$saved")
  done < <(jq --raw-output '.save // {} | to_entries[] | [.key, .value] | @tsv' "$work/step")
  echo "$title: $name"
done
