. "$SOURCE/tests/golden/steps.sh"
compiled
note a path that is misspelt
run formwork compile --discard infra/prod/kubernetes/namespac.yaml
run formwork compile --adopt infra/prod/kubernetes/namespace.yml --fail-on warning
run formwork compile --discard 'infra/stage/**' --discard 'infra/prod/**' --adopt src/main.rs
note of another environment
run formwork compile --env dev --discard infra/prod/kubernetes/namespace.yaml
note beside the edit that it was meant for
echo '# mine' >> infra/prod/kubernetes/namespace.yaml
run formwork compile --discard infra/prod/namespace.yaml --format concise
run formwork compile --discard infra/prod/kubernetes/namespace.yaml
note a shard may have none of it
formwork compile -q --shard 1/3 --discard infra/prod/kubernetes/namespace.yaml --fail-on warning && formwork compile -q --shard 2/3 --discard infra/prod/kubernetes/namespace.yaml --fail-on warning && echo both
