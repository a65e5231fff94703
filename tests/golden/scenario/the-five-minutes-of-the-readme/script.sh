. "$SOURCE/tests/golden/steps.sh"
# README.md, section "Five minutes"; what it prints there is promised here.
git init -q -b main .
run formwork init -q --name payments
run formwork plan 2>&1 | tail -1
run formwork compile
git add -A && git commit -qm environments
run formwork check
run formwork explain prod services.api.scale.min
run formwork explain infra/prod/kubernetes/namespace.yaml:7
echo '# hello' >> infra/prod/kubernetes/namespace.yaml
run formwork check --format concise
git checkout -q .
sed -i 's/networks/netwroks/' environments/prod.yaml
run formwork check
