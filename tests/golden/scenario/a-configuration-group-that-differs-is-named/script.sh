. "$SOURCE/tests/golden/steps.sh"
sed -i -e 's/^      CURRENCY: EUR/      CURRENCY: EUR\n      ROUNDING: bankers\n      COLOR: blue/' \
  -e 's/money: .*/money: [services.api.config.CURRENCY, services.api.config.ROUNDING]/' environments/base.yaml
compiled
note edited by hand, in one place
sed -i 's/EUR/USD/' infra/prod/kubernetes/services/api/configmap.yaml
run formwork check
note a key that is in no group
formwork compile -q --discard '**'
sed -i 's/blue/red/' infra/prod/kubernetes/services/api/configmap.yaml
formwork check | grep -c DR028
note the spec moved, and was not compiled
formwork compile -q --discard '**'
sed -i -e 's/EUR/USD/' -e 's/bankers/up/' environments/base.yaml
formwork check --env prod | grep -e '^infra' -e DR028
run formwork explain DR028
note "a container is given its own, beside the ConfigMap's"
formwork compile -q
formwork templates eject kubernetes/deployment.yaml -q 2>/dev/null
sed -i 's/^          envFrom:/          env:\n            - {name: CURRENCY, value: YEN}\n            - {name: COLOR, value: green}\n&/' overlays/kubernetes/deployment.yaml
run formwork validate --env prod
