. "$SOURCE/tests/golden/steps.sh"
compiled
run formwork check
run formwork check --rev HEAD
run formwork check --staged
run formwork diff HEAD~1 HEAD
git init -q -b main .
note a repository without a commit
run formwork check --rev HEAD
run formwork check --rev main
note with one
commit start
run formwork check --rev v1
