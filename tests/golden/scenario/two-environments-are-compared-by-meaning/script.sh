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
run formwork diff HEAD~1 HEAD --exit-style=plan -q | tail -1
exits() { formwork diff "$@" -q >/dev/null 2>&1; echo "diff $*: $?"; }
exits dev prod
exits dev prod --exit-style=plan
exits dev dev --exit-style=plan
exits dev pord --exit-style=plan
exits HEAD HEAD --exit-style=plan
note resources of Terraform
cp -r "$SOURCE/tests/golden/workspace/crewdesk" crewdesk && cd crewdesk
compiled; repository
run formwork diff HEAD HEAD
sed -i '/^sites:/,/^  docs:/d; /docs: {domain/d; s/on-call@/people@/' environments/prod.yaml
commit "no site"
run formwork diff HEAD~1 HEAD | sed -n '/^resources/,$p'
sed 's/prod/staging/; s/production/staging/' environments/prod.yaml > environments/staging.yaml
sed -i 's/people@/on-call@/' environments/staging.yaml
sed 's/prod/staging/g' releases/prod.yaml > releases/staging.yaml
run formwork diff staging prod | sed -n '/^resources/,$p'
note as programs read it
formwork diff staging prod --format json | python3 -c '
import json, sys
for c in json.load(sys.stdin)["comparisons"]:
    print(c["from"], c["to"], [v for v in c["values"] if v["path"].startswith("metadata")], c["outputs"][:1], c["policies"])'
formwork diff HEAD~1 HEAD --format json | python3 -c '
import json, sys
for c in json.load(sys.stdin)["comparisons"]: print(c["environment"], c["from"], c["to"], len(c["values"]))'
