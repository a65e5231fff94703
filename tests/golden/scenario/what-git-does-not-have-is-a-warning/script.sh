. "$SOURCE/tests/golden/steps.sh"
git init -q -b main .
compiled
run formwork check --env dev
commit start
run formwork check
note right on disk, while the index has something else
echo '# hello' >> infra/dev/kubernetes/namespace.yaml
git add infra
formwork compile -q --discard '**'
run formwork check
run formwork check --staged --format concise
note ignored
git reset -q --hard
git rm -q --cached infra/dev/kubernetes/namespace.yaml
echo namespace.yaml > .gitignore
run formwork check
