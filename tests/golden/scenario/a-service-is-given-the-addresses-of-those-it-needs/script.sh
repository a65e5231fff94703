. "$SOURCE/tests/golden/steps.sh"
note 'each needs the other; the edge leads to one of them'
compiled
run grep -A 5 'addresses = {' infra/prod/terraform/services.tf
run grep -n -A 4 'ingress = {\|needs' infra/prod/terraform/terraform.tfvars
run grep -A 5 '^var hosts' infra/prod/bicep/main.bicep
run grep -A 4 'toObject(' infra/prod/bicep/main.bicep
note a setting of the same name goes before
sed -i 's,^    needs: \[api\],&\n    config: {API_URL: https://api.acme.example},' environments/prod.yaml
run formwork plan
note on Kubernetes it is the Service
rm -r infra formwork.lock
sed -i '/^platform/,/^registry/d; /^sites/,/^edge/d; /^  hosts/,$d; s/terraform, bicep/kubernetes/' environments/prod.yaml
printf '%s\n' 'registry: {server: cracmecrewdeskprod.azurecr.io}' 'edge: {hosts: {api: {domain: api.acme.example}}}' >> environments/prod.yaml
compiled
run grep _URL infra/prod/kubernetes/services/api/configmap.yaml infra/prod/kubernetes/services/billing-api/configmap.yaml
