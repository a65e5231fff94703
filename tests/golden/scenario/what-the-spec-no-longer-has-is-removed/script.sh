. "$SOURCE/tests/golden/steps.sh"
sed -i '/^config:/i\  worker: {kind: worker}' environments/base.yaml
for env in dev prod; do
  sed '1d; s/api:/worker:/' releases/$env.yaml > worker
  cat worker >> releases/$env.yaml
done
rm worker
compiled; repository
run ls infra/dev/kubernetes/services
sed -i '/  worker:/d' environments/base.yaml
sed -i '/worker:/,$d' releases/dev.yaml releases/prod.yaml
run formwork check --env dev --format concise
note one of them was edited by hand
echo '# keep me' >> infra/dev/kubernetes/services/worker/serviceaccount.yaml
run formwork plan
run formwork compile
run find infra -path '*worker*'
run formwork check --format concise
