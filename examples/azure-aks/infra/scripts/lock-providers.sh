#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Writes which providers are taken, with the checksums that their authors signed, to the .terraform.lock.hcl of each root.
# Run after the first compile, and again to take a newer provider; then commit the files. The workflows take no others.
#   lock-providers.sh [PLATFORM ...]    the runners' platform and a developer's, unless named
set -euo pipefail
cd "$(dirname "$0")/.."

platforms=()
for platform in "${@:-linux_amd64}"; do platforms+=("-platform=$platform"); done
if [ $# -eq 0 ]; then platforms+=(-platform=darwin_arm64); fi

for root in */terraform; do
  [ -f "$root/versions.tf" ] || continue
  printf '%s\n' "$root" >&2
  terraform -chdir="$root" get >/dev/null
  terraform -chdir="$root" providers lock "${platforms[@]}"
done
