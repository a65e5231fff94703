. "$SOURCE/tests/golden/steps.sh"
formwork init -q --name payments
compiled
echo '# hello' >> infra/dev/kubernetes/namespace.yaml
echo '# hello' >> docker/api/Dockerfile
run formwork check -q --format concise --target docker
run formwork check -q --format concise --target kubernetes
run formwork compile --target docker
