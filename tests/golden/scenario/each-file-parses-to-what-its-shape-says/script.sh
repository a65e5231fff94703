. "$SOURCE/tests/golden/steps.sh"
# A shape is parsed once and its holes are bound; --verify full parses every file as well and compares.
for example in "$SOURCE"/examples/*/ "$SOURCE/tests/golden/workspace/shop/"; do
  name=$(basename "$example")
  mkdir "$name"
  for input in formwork.yaml environments releases overlays bindings pins.yaml; do
    [ ! -e "$example/$input" ] || cp -R "$example/$input" "$name/"
  done
done
mkdir starter && formwork -C starter init --name payments >/dev/null 2>&1
for name in */; do
  name=${name%/}
  for command in compile check; do
    formwork -C "$name" $command --verify full -q --format concise >out 2>&1 && echo "$name: $command" || cat out
  done
done
