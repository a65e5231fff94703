. "$SOURCE/tests/golden/steps.sh"
cp environments/base.yaml base.keep
note cyclic extends
sed -i '/^kind/a extends: [prod.yaml]' environments/base.yaml
run formwork validate --env prod 2>&1 | grep -v "no layer sets it"
note a missing base
cp base.keep environments/base.yaml
sed -i 's/extends: .*/extends: [bsae.yaml]/' environments/prod.yaml
run formwork validate --env prod 2>&1 | grep -v "no layer sets it"
note a scalar over a map
sed -i 's/extends: .*/extends: [base.yaml]/; s/scale: .*/config: EUR/' environments/prod.yaml
run formwork validate --env prod 2>&1 | grep -v "no layer sets it"
note null removes what a layer below has set, and a key that must be there is then missing
printf 'registry: null\n' >> environments/prod.yaml
sed -i 's/config: EUR/config: {CURRENCY: null}/' environments/prod.yaml
run formwork validate --env prod 2>&1 | grep -v "no layer sets it"
