. "$SOURCE/tests/golden/steps.sh"
sed -i 's/scale: {min: 4}/image: {tag: v2.0.0}/' environments/prod.yaml
run formwork validate
note what is computed is not set
sed -i 's/image: .*/image: {reference: ghcr.io\/acme\/other:v1}/' environments/prod.yaml
run formwork validate --env prod
note a release moves an image, and nothing else
sed -i 's/image: .*/scale: {min: 4}/' environments/prod.yaml
cat > releases/prod.yaml <<YAML
services:
  api:
    port: 9000
    scale: null
    image: {tag: v2.0.0, digest: sha256:$(printf '5%.0s' {1..64})}
YAML
run formwork validate --env prod
sed -i '/scale/d' releases/prod.yaml
printf '  web:\n    image: {tag: v1, digest: sha256:%s}\n' "$(printf '5%.0s' {1..64})" >> releases/prod.yaml
run formwork validate --env prod
sed -i -e '/port/d' -e '/web/,$d' releases/prod.yaml
run formwork validate --env prod
note nor does a binding
mkdir bindings
printf 'services: {api: {scale: {max: 40}, image: {tag: v3}}}\n' > bindings/prod.yaml
run formwork validate --env prod
note --set is an experiment and may set all of it
rm -r bindings
run formwork plan --env prod --set services.api.image.tag=v4 --set services.api.port=9001 > out
tail -n 1 out
