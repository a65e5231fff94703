. "$SOURCE/tests/golden/steps.sh"
run formwork csp show prod
run formwork csp show prod --edge front-door
run formwork csp show prdo
run formwork csp show prod --edge front-dor
note a policy that does not fit says what would make it shorter
{ printf 'edge:\n  csp:\n    policy:\n      img-src:\n'; seq -f '        - https://h%g.assets.acme.example' 160; } >> environments/prod.yaml
run formwork csp show prod --edge gateway | cut -c1-160
