. "$SOURCE/tests/golden/steps.sh"
sed -i '/^registry/d; s/{owner: team-shop}/{}/' environments/base.yaml
rm releases/prod.yaml
run formwork validate --env prod
note what a layer removed is named
echo 'registry: null' >> environments/prod.yaml
sed -i 's/^naming/registry: {server: ghcr.io\/acme}\nnaming/' environments/base.yaml
run formwork validate --env prod
