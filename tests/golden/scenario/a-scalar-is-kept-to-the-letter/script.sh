. "$SOURCE/tests/golden/steps.sh"
cat > add <<'YAML'
      NORWAY: NO
      OCTAL: 010
      GROUPED: 1_000
      TIME: 12:30
      VERSION: 1.10
      EXPONENT: 1e3
      TRUTH: yes
      TILDE: ~x
YAML
sed -i '/CURRENCY: EUR/r add' environments/base.yaml
compiled
run grep -A20 CURRENCY infra/dev/kubernetes/services/api/configmap.yaml
note where a number or a truth is due, only those will do
sed -i 's/scale: {min: 4}/scale: {min: 0x4, max: 1_2, cpu: 65.5}\n    egress: {internet: yes}/' environments/prod.yaml
run formwork validate
