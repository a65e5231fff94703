. "$SOURCE/tests/golden/steps.sh"
sed -i 's/scale: {min: 4}/image: {tag: v2.0.0}/' environments/prod.yaml
run formwork validate
note what is computed is not set
sed -i 's/image: .*/image: {reference: ghcr.io\/acme\/other:v1}/' environments/prod.yaml
run formwork validate --env prod
