. "$SOURCE/tests/golden/steps.sh"
for value in 0 -1 70000 99999999999999999999 8080.5 8080.0 8e3 0x1f90 8_080 08080 +8080 .nan .inf -.inf '"8080"' true null ''; do
  sed "s/^    config:/    port: $value\n    config:/" environments/base.yaml > b && mv environments/base.yaml keep && mv b environments/base.yaml
  note "port: $value"
  formwork validate -q --format concise --env prod
  echo "[$?]"
  mv keep environments/base.yaml
done
