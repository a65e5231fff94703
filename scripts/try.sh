#!/usr/bin/env bash
# Installs what is missing, builds formwork, and does its main job on the embedded packs: the reference environments
# (environments/*.yaml) are compiled in a folder of their own and checked; then every example is checked.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install.sh build
cmake --preset release -DFORMWORK_TESTS=OFF -DFORMWORK_BENCH=OFF >/dev/null
cmake --build --preset release
formwork=$PWD/build/release/formwork

# Outside of this repository, which would ignore it: `check` tells of outputs that git does not see.
reference=$(mktemp -d)
"$formwork" -C "$reference" init --name reference -q
"$formwork" -C "$reference" compile
"$formwork" -C "$reference" check
for example in examples/*/formwork.yaml; do
  "$formwork" -C "$(dirname "$example")" check
done
echo "formwork is $formwork; the reference environments are in $reference"
