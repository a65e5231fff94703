. "$SOURCE/tests/golden/steps.sh"
mkdir -p infra/dev/kubernetes
echo 'kind: Namespace' > infra/dev/kubernetes/namespace.yaml
run formwork check --env dev --only DR010
run formwork compile
run find infra -type f
run formwork compile --adopt infra/dev/kubernetes/namespace.yaml
run formwork check
