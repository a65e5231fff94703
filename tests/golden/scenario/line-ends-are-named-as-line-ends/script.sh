. "$SOURCE/tests/golden/steps.sh"
compiled; repository
sed -i 's/$/\r/' infra/dev/kubernetes/namespace.yaml
sed -i '1s/^/\xef\xbb\xbf/' infra/prod/kubernetes/namespace.yaml
run formwork check
run formwork check --fail-on warning -q --format concise
note nobody wrote a word there: compile puts it right without being told
run formwork compile
run formwork check
note a checkout that converts line ends holds what git would store
git config core.autocrlf true
rm -r infra && git checkout -q -- infra
grep -c $'\r' infra/dev/kubernetes/namespace.yaml
run formwork check
note unless attributes say that this file is never converted
echo 'infra/dev/** -text' > .gitattributes
run formwork check --env dev --format concise
