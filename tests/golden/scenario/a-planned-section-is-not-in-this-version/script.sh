. "$SOURCE/tests/golden/steps.sh"
echo 'flows: {signup: later}' >> environments/base.yaml
run formwork validate
note nor is a target
sed -i -e '/^flows/d' -e 's/targets: .*/targets: [kubernetes, compose]/' environments/base.yaml
run formwork validate
