. "$SOURCE/tests/golden/steps.sh"
compiled
run formwork check
run formwork check --rev HEAD
run formwork check --staged
run formwork diff HEAD~1 HEAD
git init -q -b main .
run formwork check --rev HEAD
commit start
run formwork check --rev v1
