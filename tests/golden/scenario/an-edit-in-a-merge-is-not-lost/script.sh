. "$SOURCE/tests/golden/steps.sh"
compiled
git init -q -b main .
printf 'formwork.lock merge=formwork\n' > .gitattributes
git config merge.formwork.driver 'formwork merge-driver %O %A %B'
commit start
hpa=infra/prod/kubernetes/services/api/hpa.yaml
git checkout -qb cpu; sed -i 's/scale: {min: 4}/scale: {min: 4, cpu: 50}/' environments/prod.yaml; compiled; commit cpu
git checkout -q main; sed -i 's/CURRENCY: EUR/CURRENCY: EUR\n    scale: {max: 9}/' environments/base.yaml; compiled; commit max
begin() { git reset -q --hard; git checkout -q main; git branch -D work >/dev/null 2>&1; git checkout -qb work; git merge -q --no-commit cpu 2>&1 | grep -v '^Auto-merging'; }
note what git makes of both is right
begin; run formwork plan; run formwork check --format concise
note an edit while it is merged
begin; echo '# mine' >> $hpa; run formwork compile
run formwork check --format concise
note one that is staged, and one that is committed
git add -A; run formwork compile -q --format concise
git commit -qm merged; run formwork compile -q --format concise
run formwork compile --discard $hpa
tail -1 $hpa
note a side of the merge, and what it has conflicts in, are nobodys edit
begin; git show main:$hpa > $hpa; run formwork compile
begin; git show cpu:$hpa > $hpa; run formwork compile
begin; { cat $hpa; printf '<<<<<<< ours\n=======\n>>>>>>> theirs\n'; } > x; mv x $hpa; run formwork compile
note a value that is gone is named by plan
begin; compiled; git add -A; git commit -qm merged
sed -i 's/, cpu: 50//' environments/prod.yaml; run formwork plan --env prod
