. "$SOURCE/tests/golden/steps.sh"
compiled
git init -q -b main .
echo 'formwork.lock merge=formwork' > .gitattributes
commit start
git config merge.formwork.driver 'formwork merge-driver %O %A %B'
git checkout -qb left
sed -i 's/min: 4/min: 5/' environments/prod.yaml
compiled; commit left
git checkout -q main
git checkout -qb right
sed -i 's/CURRENCY: EUR/CURRENCY: USD/' environments/base.yaml
compiled; commit right
run git merge -q left
run git status --short
run formwork check
note both sides change one file
git checkout -qb third
sed -i 's/min: 5/min: 6/' environments/prod.yaml
compiled; commit third
git checkout -q right
sed -i 's/CURRENCY: USD/CURRENCY: USD\n    scale: {cpu: 50}/' environments/base.yaml
compiled; commit fourth
run git merge -q third
run git status --short
run formwork check --format concise
run formwork compile
git add -A
run formwork check
