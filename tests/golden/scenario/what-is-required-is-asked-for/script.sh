. "$SOURCE/tests/golden/steps.sh"
sed -i '/^registry/d; s/{owner: team-shop}/{}/' environments/base.yaml
rm releases/prod.yaml
run formwork validate --env prod 2>&1 | grep -v "no layer sets it"
