. "$SOURCE/tests/golden/steps.sh"
run formwork diff dev prod
run formwork diff dev dev
run formwork diff dev pord
compiled; repository
sed -i 's/CURRENCY: EUR/CURRENCY: USD/' environments/base.yaml
printf "  csp: {policy: {img-src: [\"'self'\", 'https://img.acme.example']}}\n" >> environments/prod.yaml
sed -i 's/^  csp/edge:\n  csp/' environments/prod.yaml
compiled; commit dollars
run formwork diff HEAD~1 HEAD
