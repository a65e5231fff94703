. "$SOURCE/tests/golden/steps.sh"
echo 'cache: {engine: redis}' >> environments/base.yaml
run formwork validate
