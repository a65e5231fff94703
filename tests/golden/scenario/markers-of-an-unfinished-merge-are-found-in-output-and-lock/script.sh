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
note the index of an unfinished merge has no file to be checked
commit merged
file=infra/dev/kubernetes/namespace.yaml
git checkout -qb ours && sed -i 's/enforce: restricted/enforce: privileged/' $file && commit ours
git checkout -qb theirs HEAD~1 && sed -i 's/enforce: restricted/enforce: baseline/' $file && commit theirs
git merge -q ours >/dev/null
run formwork check --staged --format concise
