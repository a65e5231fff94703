. "$SOURCE/tests/golden/steps.sh"
note a template of our own writes a setting of a group itself
formwork templates eject kubernetes/configmap.yaml >/dev/null
sed -i 's/^  <%= setting %>: <%= value %>/  CURRENCY: USD/' overlays/kubernetes/configmap.yaml
grep -n CURRENCY overlays/kubernetes/configmap.yaml
run formwork validate
run formwork compile --format concise
note one that takes it from the spec is fine
sed -i 's/^  CURRENCY: USD/  <%= setting %>: <%= value %>/' overlays/kubernetes/configmap.yaml
run formwork validate
