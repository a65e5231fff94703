. "$SOURCE/tests/golden/steps.sh"
compiled; repository
sed -i 's/min: 4/min: 5/' environments/prod.yaml
run formwork plan
run formwork plan --diff
run formwork plan --exit-style=plan -q --env prod
run formwork check
run formwork compile
run formwork check
run git commit -qam 'five copies'
run formwork check --rev HEAD 2>&1 | sed 's/revision [0-9a-f]*/revision REV/'
run formwork check --staged
run formwork plan --exit-style=plan
run git diff --stat HEAD~1
