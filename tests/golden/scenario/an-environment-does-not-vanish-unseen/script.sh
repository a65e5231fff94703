. "$SOURCE/tests/golden/steps.sh"
compiled
sed -i 's/{name: prod/{nmae: prod/' environments/prod.yaml
run formwork check
run formwork compile
rm environments/prod.yaml
run formwork check
rm -r infra/prod
run formwork check
