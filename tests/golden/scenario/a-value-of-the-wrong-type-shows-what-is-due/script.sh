. "$SOURCE/tests/golden/steps.sh"
sed -i 's/scale: {min: 4}/scale: {min: three, max: "12"}/' environments/prod.yaml
sed -i 's/kubernetes\]/kubernetes, kubernetes]/' environments/base.yaml
run formwork validate
note a list where a map is due
sed -i 's/scale: .*/scale: [3, 12]/' environments/prod.yaml
run formwork validate
