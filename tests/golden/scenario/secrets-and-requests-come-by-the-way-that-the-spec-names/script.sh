. "$SOURCE/tests/golden/steps.sh"
spec() {
  {
    printf 'apiVersion: formwork.dev/v1alpha1\nkind: Environment\nextends: [base.yaml]\nmetadata: {name: prod, tier: staging}\n'
    printf 'services: {api: {secrets: {signing-key: {}}}}\n'
    cat
  } > environments/prod.yaml
}
vault='hashicorp: {address: "https://vault.vault.svc:8200", namespace: vault}'
manifests=infra/prod/kubernetes

note an operator copies them
spec <<< "secrets: {delivery: vault-operator, reload: operator, $vault, entries: {signing-key: {}}}"
compiled
run sed -n '/^kind: VaultStaticSecret/,$p' $manifests/services/api/vaultsecrets.yaml
run grep -A 6 'name: secrets$' $manifests/services/api/deployment.yaml

note an agent fetches them
spec <<< "secrets: {delivery: vault-agent, $vault, entries: {signing-key: {}}}"
compiled
run grep 'agent-image\|agent-inject-\|secret-volume' $manifests/services/api/deployment.yaml
run grep -A 9 'asks\.' $manifests/services/api/networkpolicy.yaml
run ls $manifests/services/api

note a driver mounts them
spec <<< "secrets: {delivery: csi, csi: {provider: aws, region: eu-west-1}, entries: {signing-key: {property: key}}}"
compiled
run sed -n '/^spec/,$p' $manifests/services/api/secretproviderclass.yaml

note they are encrypted in the repository
mkdir -p secrets/prod
spec <<< "
secrets: {delivery: sops, sops: {age: [age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq]}, entries: {signing-key: {}}}
extra: {kubernetes/secrets/api.yaml: secrets/prod/api.yaml}"
cat > secrets/prod/api.yaml <<'FILE'
apiVersion: isindir.github.com/v1alpha3
kind: SopsSecret
metadata: {name: api, namespace: shop-prod}
spec:
  secretTemplates:
    - name: api
      stringData:
        signing-key: blue
FILE
run formwork validate --env prod --format concise
sed -i 's/: blue/: ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=,type:str]/' secrets/prod/api.yaml
printf 'sops: {encrypted_suffix: Templates}\n' >> secrets/prod/api.yaml
compiled
run cat .sops.yaml

note a way that it has not
spec <<< "secrets: {delivery: vault-agent, reload: reloader, $vault, entries: {signing-key: {}}}"
run formwork validate --env prod --format concise

note requests come by an Ingress, and the policy with them
spec <<< "
secrets: {store: {name: vault}, entries: {signing-key: {}}}
edge: {gateway: ingress-nginx, ingress: {proxies: ingress-nginx}}"
compiled
run formwork csp show prod
run sed -n '/^kind: Ingress/,$p' $manifests/edge/hosts/api.yaml

note a load balancer of AWS cannot say all of it
spec <<< "
secrets: {store: {name: vault}, entries: {signing-key: {}}}
edge:
  gateway: aws-load-balancer-controller
  csp: {mode: report-only}
  ingress:
    networks: [10.20.0.0/22]
    certificates: [\"arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\"]"
run formwork validate --env prod
sed -i 's/mode: report-only/mode: enforce/; s/  ingress:/&\n    services_send: true/' environments/prod.yaml
compiled
run formwork csp show prod

note on EKS pods are roles, and the driver asks as they do
rm -rf secrets
spec <<< "
platform: {runtime: eks, aws: {region: eu-west-1}, kubernetes: {storage_class: gp3}}
secrets: {delivery: csi, entries: {signing-key: {}}}"
run formwork validate --env prod --format concise
spec <<< "
platform: {runtime: eks, aws: {region: eu-west-1}, kubernetes: {storage_class: gp3}}
secrets: {delivery: csi, entries: {signing-key: {}}}
database: {host: db.acme.internal, backup: {role: 'arn:aws:iam::123456789012:role/shop-backup', destination: {bucket: acme-shop, region: eu-central-1}}}"
sed -i "s|services: {api: {|&identity: {role: 'arn:aws:iam::123456789012:role/shop-api'}, |" environments/prod.yaml
compiled
run sed -n '/annotations/,/^automount/p' $manifests/services/api/serviceaccount.yaml
run sed -n '/^spec/,$p' $manifests/services/api/secretproviderclass.yaml
run grep -c aws-credentials $manifests/database/backup.yaml
run grep -A 4 'ReadWriteOnce' $manifests/database/backup.yaml
