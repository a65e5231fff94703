# Each example: checked as it is, then compiled from nothing but its sources and compared file by file.
for example in "$SOURCE"/examples/*/; do
  name=$(basename "$example")
  cp -R "$example" "$name" && mkdir "new-$name"
  formwork -C "$name" check >out 2>&1 && echo "$name: check is clean"
  for input in formwork.yaml environments releases overlays bindings pins.yaml; do
    [ ! -e "$name/$input" ] || cp -R "$name/$input" "new-$name/"
  done
  formwork -C "new-$name" compile >out 2>&1 && diff -r --exclude=.formwork "$name" "new-$name" && echo "$name: compiles to what is committed"
done
