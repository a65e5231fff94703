. "$SOURCE/tests/golden/steps.sh"
echo 'compliance: {audit: monthly}' >> environments/base.yaml
run formwork validate
note nor is a target
sed -i -e '/^compliance/d' -e 's/targets: .*/targets: [kubernetes, compose]/' environments/base.yaml
run formwork validate
