#!/usr/bin/env bash
# Installs what is missing, builds formwork with warnings as errors, and runs all tests. Ends in ctest's summary.
#   scripts/test.sh [ARGUMENT OF CTEST ...]      e.g. -L unit, -R yaml
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install.sh test
tests/support/fetch_suites.sh || echo "the official suites could not be fetched: their tests report themselves skipped" >&2
cmake --preset dev >/dev/null
cmake --build --preset dev
ctest --preset dev -j "$(nproc)" "$@"
