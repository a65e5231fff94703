#!/usr/bin/env bash
# Rewrites goldens, generated pages and the examples' outputs with the binary just built; then read the diff.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset dev >/dev/null
cmake --build --preset dev
for example in examples/*/formwork.yaml; do
  build/dev/formwork -C "$(dirname "$example")" compile --discard '**'
done
build/dev/formwork schema --reference > docs/spec.md
UPDATE_GOLDEN=1 ctest --preset dev -j "$(nproc)" -L 'golden|unit|suite' || true
git status --short
