. "$SOURCE/tests/golden/steps.sh"
for i in $(seq 40); do echo "extends: [l$((i + 1)).yaml]" >"environments/l$i.yaml"; done
echo "targets: [kubernetes]" >environments/l41.yaml
sed -i 's/base.yaml/l1.yaml/' environments/prod.yaml
run formwork validate --env prod
