. "$SOURCE/tests/golden/steps.sh"
compiled; repository
sed -i 's/$/\r/' infra/dev/kubernetes/namespace.yaml
sed -i '1s/^/\xef\xbb\xbf/' infra/prod/kubernetes/namespace.yaml
run formwork check
run formwork check --fail-on warning -q --format concise
note nobody wrote a word there: compile puts it right without being told
run formwork compile
run formwork check
