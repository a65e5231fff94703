. "$SOURCE/tests/golden/steps.sh"
compiled; repository
sed -i 's/CURRENCY: EUR/CURRENCY: USD/' environments/base.yaml
run formwork check --env prod
note edited as well
sed -i 's/CURRENCY: "*EUR"*/CURRENCY: GBP/' infra/dev/kubernetes/services/api/configmap.yaml
run formwork check --env dev --only DR005
note what comes or goes is named, though only its name was read
formwork compile -q --discard '**'
commit usd
sed -i '/^config:/i\  worker: {kind: worker}' environments/base.yaml
for env in dev prod; do sed '1d; s/api:/worker:/' releases/$env.yaml > worker && cat worker >> releases/$env.yaml; done
formwork check --env prod | grep -A30 'kustomization.yaml.*DR0' | grep -e '^infra/prod/kubernetes/kust' -e moved
