. "$SOURCE/tests/golden/steps.sh"
compiled; repository
note as if 0.0.9 had compiled it, and rendered one file differently
lock=infra/dev/formwork.lock
file=infra/dev/kubernetes/namespace.yaml
old=$(sha256sum < $file | cut -c1-64)
sed -i 's/enforce: restricted/enforce: baseline/' $file
sed -i "s/$old/$(sha256sum < $file | cut -c1-64)/; s/\"version\":\"[^\"]*\"/\"version\":\"0.0.9\"/" $lock
run formwork check --env dev
run formwork check --env dev --strict -q --format concise
run formwork plan --env dev
run formwork compile
run formwork check
