. "$SOURCE/tests/golden/steps.sh"
compiled; repository
sed -i 's/CURRENCY: EUR/CURRENCY: USD/' environments/base.yaml
run formwork check --env prod
note edited as well
sed -i 's/CURRENCY: "*EUR"*/CURRENCY: GBP/' infra/dev/kubernetes/services/api/configmap.yaml
run formwork check --env dev --only DR005
