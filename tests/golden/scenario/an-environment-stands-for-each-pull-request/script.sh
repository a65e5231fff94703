. "$SOURCE/tests/golden/steps.sh"
preview() {
  {
    printf 'apiVersion: formwork.dev/v1alpha1\nkind: Environment\nextends: [base.yaml]\nmetadata: {name: preview, tier: preview}\n'
    cat
  } > environments/preview.yaml
}
cp releases/dev.yaml releases/preview.yaml
manifests=infra/preview/kubernetes

note what makes a preview is asked for
preview <<< 'services: {api: {scale: {max: 3}}}'
run formwork validate --env preview --format concise

note it has the sizes of development, no alerts, and a database of its own
preview <<< '
services: {api: {needs: [database]}}
secrets: {store: {name: vault}}
database: {migrations: {service: api, command: [/app/api, migrate]}, preview: {seed: {command: [/app/api, seed]}}}
edge: {attach: {name: public, namespace: gateways, proxies: gateways}, hosts: {api: {domain: shop-preview--api.preview.acme.example}}}
repository: {owner: acme, name: shop}
delivery: {gitops: argo-cd}'
compiled
run bash -c "find infra/preview -type f -path '*argocd*' -o -path '*database/*' | sort"
run sed -n '/^replacements/,$p' $manifests/kustomization.yaml
run sed -n '/generators/,/syncPolicy/p;/kustomize:/,/destination/p' infra/preview/argocd/apps/previews.yaml
run grep -A 7 'database-url' $manifests/services/api/externalsecret.yaml

note nobody holds it against production
run formwork check --format concise

note it may not use what others use
sed -i 's/^database: {/database: {host: shop.postgres.acme.internal, /' environments/preview.yaml
run formwork validate --env preview --format concise

note a tier alone makes no preview
sed -i 's/tier: development/tier: preview/' environments/dev.yaml
run formwork validate --env dev --format concise
