. "$SOURCE/tests/golden/steps.sh"
echo 'controls: {DATA-01: later}' >> environments/base.yaml
run formwork validate
note nor is a target
sed -i -e '/^controls/d' -e 's/targets: .*/targets: [kubernetes, compose]/' environments/base.yaml
run formwork validate
