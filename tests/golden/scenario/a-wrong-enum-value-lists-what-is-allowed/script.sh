. "$SOURCE/tests/golden/steps.sh"
sed -i 's/tier: production/tier: prodction/' environments/prod.yaml
sed -i 's/targets: .*/targets: [kubernetes, dokcer]/' environments/base.yaml
run formwork validate
