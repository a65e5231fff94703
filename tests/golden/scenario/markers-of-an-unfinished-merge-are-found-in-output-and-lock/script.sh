. "$SOURCE/tests/golden/steps.sh"
compiled; repository
git checkout -qb other
sed -i 's/min: 4/min: 5/' environments/prod.yaml
compiled; commit five
git checkout -q main
sed -i 's/min: 4/min: 6/' environments/prod.yaml
compiled; commit six
run git merge -q other
run git status --short
note with the spec merged, the rest follows
git checkout -q --ours environments/prod.yaml
run formwork check --format concise
run formwork compile
run git add -A
run formwork check
