. "$SOURCE/tests/golden/steps.sh"
git init -q -b main .
run formwork init --name payments
run formwork compile
run git add -A
run git commit -qm environments
run formwork check
note nothing to do the second time
run formwork compile
run formwork plan
run git status --short
