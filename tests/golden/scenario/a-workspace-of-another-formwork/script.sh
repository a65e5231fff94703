. "$SOURCE/tests/golden/steps.sh"
compiled; repository
version() { sed -i "s/\"version\":\"[^\"]*\"/\"version\":\"$1\"/" formwork.lock infra/*/formwork.lock; }
note of an older one that rendered the same
version 0.0.9
run formwork check
run formwork check -q --strict --format concise
run formwork plan
run formwork compile
run formwork check -q
note of an older one that rendered a file otherwise
version 0.0.9
file=infra/prod/kubernetes/namespace.yaml
old=$(sha256sum < $file | cut -c1-64)
sed -i 's/enforce: restricted/enforce: baseline/' $file
sed -i "s/$old/$(sha256sum < $file | cut -c1-64)/" infra/prod/formwork.lock
run formwork plan
run formwork compile -q
note of a newer one
version 9.1.0
run formwork check --format concise
run formwork plan --format concise
run formwork compile --format concise
rm formwork.lock infra/*/formwork.lock
run formwork compile
note an overlay whose built-in has moved since
formwork templates eject kubernetes/service.yaml -q 2>/dev/null
run formwork compile -q
grep '"in"' infra/prod/formwork.lock | sed 's/[0-9a-f]\{12\}/…/'
version 0.0.9
sed -i '/templates.kubernetes/s/"d":"[0-9a-f]*"/"d":"0123456789ab"/' infra/*/formwork.lock
run formwork check --format concise
run formwork check -q --strict --format concise
run formwork plan
run formwork compile
run formwork check
