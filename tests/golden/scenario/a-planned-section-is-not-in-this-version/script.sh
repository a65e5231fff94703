. "$SOURCE/tests/golden/steps.sh"
echo 'cache: {engine: redis}' >> environments/base.yaml
run formwork validate
note nor is a target
sed -i -e '/^cache/d' -e 's/targets: .*/targets: [kubernetes, compose]/' environments/base.yaml
run formwork validate
