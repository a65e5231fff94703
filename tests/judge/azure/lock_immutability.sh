#!/usr/bin/env bash
# infra/scripts/lock-immutability.sh against an `az` that writes down what it is asked: an open policy is locked by its ETag,
# a locked one is left alone.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
script=$root/templates/azure/scripts/lock-immutability.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
cat >"$work/bin/az" <<'AZ'
#!/usr/bin/env bash
printf '%s\n' "$*" >>"$AZ_LOG"
case "$*" in *' show '*) printf '%s\n"8d6"\n' "$AZ_STATE" ;; esac
AZ
chmod +x "$work/bin/az"
export PATH="$work/bin:$PATH" AZ_LOG=$work/log AZ_STATE=Unlocked
fail() { echo "$1"; cat "$AZ_LOG"; exit 1; }
"$script" stshop audit >/dev/null
grep -q '^storage container immutability-policy show --account-name stshop --container-name audit ' "$AZ_LOG" || fail 'not looked at'
grep -q '^storage container immutability-policy lock --account-name stshop --container-name audit .*--if-match "8d6"' "$AZ_LOG" ||
  fail 'not locked by its ETag'
: >"$AZ_LOG"
AZ_STATE=Locked "$script" stshop audit >/dev/null
! grep -q ' lock ' "$AZ_LOG" || fail 'locked again'
! "$script" stshop >/dev/null 2>&1 || fail 'taken without a container'
echo "an open policy is locked, once"
