. "$SOURCE/tests/golden/steps.sh"
compiled
full() { printf '$ formwork %s > /dev/full\n' "$*"; formwork "$@" > /dev/full; printf '[%s]\n' $?; }
full --help
full check --help
full --version
full version
full version --doctor
full explain FW8001
full explain prod services.api.port
full completion bash
full completion man
full schema
full list
full plan
full check --format json
full templates list
full csp show prod
note a run that ends worse keeps its status
full check --format json --report json=/nonexistent/x
note a report that cannot be written
run formwork check --report json=/nonexistent/x
run formwork check --report sarif="$PWD/environments" --format json | grep -c FW7002
rm infra/dev/kubernetes/namespace.yaml
run formwork check --report json=/nonexistent/x --report concise=report
cat report
