#!/usr/bin/env bash
# What is taken out of logs and traces: the emitted script for Fluent Bit is run by LuaJIT, which Fluent Bit has in it; the
# expressions of the emitted configurations are asked.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v luajit >/dev/null; then
  echo "skipped: no luajit (scripts/install.sh test)"
  exit 77
fi
found=0
while IFS= read -r script; do
  luajit "$here/redaction.lua" "$script"
  found=$((found + 1))
done < <(find "$here/../../../examples" -name redact.lua | sort)
[ "$found" -gt 0 ] || { echo "no example ships its logs"; exit 1; }
python3 "$here/shipping.py" "$here/../../../examples"
