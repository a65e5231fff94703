. "$SOURCE/tests/golden/steps.sh"
compiled
sed -i 's/scale: {min: 4}/scale: {min: 4}\n    needs: [billing]/' environments/prod.yaml
run formwork validate
run formwork compile
run formwork explain SPEC-002
cat >> environments/prod.yaml <<'YAML'
waivers:
  billing-comes-later:
    id: SPEC-002
    reason: billing moves in with the next release
    owner: team-shop
    expires: "2099-12-31"
YAML
run formwork validate
