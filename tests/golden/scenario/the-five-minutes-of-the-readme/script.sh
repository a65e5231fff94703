# README.md, section "Five minutes": its lines are read from the page and run as they stand there, in their order. What a
# line promises behind its `#`, a code or "no drift", is held against what it prints.
# shellcheck disable=SC2016 # a fence of Markdown
page=$(sed -n '/^## Five minutes/,/^## /p' "$SOURCE/README.md" | sed -n '/^```$/,/^```$/{/^```$/!p}')
here=$PWD
export EDITOR=true
while IFS= read -r line <&3; do
  command=$(sed -E 's/ {2,}# .*$//' <<<"$line")
  promise=${line#"$command"}
  printf '$ %s\n' "$command"
  eval "${command//\/tmp\/payments/$here/payments}" >"$here/said" 2>&1
  status=$?
  if [ "$(wc -l <"$here/said")" -gt 30 ]; then
    head -3 "$here/said"
    printf '…\n'
    tail -1 "$here/said"
  else
    cat "$here/said"
  fi
  [ "$status" -eq 0 ] || printf '[%s]\n' "$status"
  grep -oE 'FW[0-9]{4}|DR[0-9]{3}|no drift' <<<"$promise" | while IFS= read -r due; do
    grep -qF "$due" "$here/said" || printf 'README.md promises %s here\n' "$due"
  done
done 3<<<"$page"
