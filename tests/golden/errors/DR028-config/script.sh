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
note an item of the environment of a container
formwork templates eject kubernetes/deployment.yaml >/dev/null 2>&1
sed -i 's/^\( *\)<% include "partials\/secret-env.yaml" %>/\1env: [{name: CURRENCY, value: USD}]/' overlays/kubernetes/deployment.yaml
run formwork validate --env prod
sed -i 's/value: USD}\]/value: EUR}]/' overlays/kubernetes/deployment.yaml
run formwork validate --env prod
