. "$SOURCE/tests/golden/steps.sh"
mkdir -p extra
cat > extra/quota.yaml <<'QUOTA'
apiVersion: v1
kind: ResourceQuota
metadata: {name: shop, namespace: shop}
spec: {hard: {pods: "40"}}
QUOTA
printf 'extra:\n  kubernetes/limits/quota.yaml: extra/quota.yaml\n' >> environments/base.yaml
compiled; repository
run diff extra/quota.yaml infra/prod/kubernetes/limits/quota.yaml
run grep quota infra/prod/kubernetes/kustomization.yaml infra/prod/formwork.lock
run formwork check
note its output is edited
echo '# by hand' >> infra/prod/kubernetes/limits/quota.yaml
run formwork check
git checkout -q .
note the file itself
sed -i 's/40/50/' extra/quota.yaml
run formwork check --env prod
compiled; commit quota
note one environment has another file, one has none
cp extra/quota.yaml extra/small.yaml
sed -i 's/50/10/' extra/small.yaml
printf 'extra: {kubernetes/limits/quota.yaml: extra/small.yaml}\n' >> environments/dev.yaml
printf 'extra: {kubernetes/limits/quota.yaml: null}\n' >> environments/prod.yaml
run formwork compile
run grep -r pods: infra --include=quota.yaml
note it is parsed and ruled as all that is rendered
cat > extra/small.yaml <<'POD'
apiVersion: v1
kind: Pod
metadata: {name: debug, namespace: shop}
spec: {hostNetwork: true, containers: [{name: debug, image: "busybox:latest"}]}
POD
run formwork validate --env dev --format concise 2>&1 | sed -n 1,2p
printf 'a: [\n' > extra/small.yaml
run formwork validate --env dev
note what is not there, and where nothing of that kind goes
rm extra/small.yaml
run formwork compile
sed -i 's,kubernetes/limits/quota.yaml: extra/small.yaml,kubernetes/services/api/service.yaml: extra/quota.yaml,' environments/dev.yaml
run formwork validate --env dev
sed -i 's,kubernetes/services/api/service.yaml,../quota.yaml,' environments/dev.yaml
run formwork validate --env dev
