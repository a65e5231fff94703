. "$SOURCE/tests/golden/steps.sh"
compiled; repository
sed -i 's/minReplicas: 4/minReplicas: 9/' infra/prod/kubernetes/services/api/hpa.yaml
run formwork check
note compile leaves it alone unless told
run formwork compile
run grep -c 'minReplicas: 9' infra/prod/kubernetes/services/api/hpa.yaml
run formwork compile --discard infra/prod/kubernetes/services/api/hpa.yaml
run formwork check
