. "$SOURCE/tests/golden/steps.sh"
mkdir bindings
cp releases/prod.yaml releases/prdo.yaml
cp releases/prod.yaml releases/dev.yml
echo 'services: {}' > bindings/production.yaml
echo 'what is released' > releases/README.md
run formwork validate
run formwork check --only FW8009 --format concise --fail-on warning
note of one environment nothing else is of interest
run formwork validate --env prod
