#!/usr/bin/env bash
# clang-format 16 would change nothing in the sources.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v clang-format-16 >/dev/null || { echo "skipped: no clang-format-16"; exit 77; }
find generator tests cmake -name '*.cpp' -o -name '*.h' -o -name '*.def' | grep -v '\.def$' | sort |
  xargs clang-format-16 --dry-run -Werror --style=file
