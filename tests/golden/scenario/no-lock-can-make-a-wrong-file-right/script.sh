. "$SOURCE/tests/golden/steps.sh"
compiled; repository
lock=infra/dev/formwork.lock
note a digest in it changed
sed -i '/namespace.yaml/s/"d":"[0-9a-f]\{8\}/"d":"00000000/' $lock
run formwork check
git checkout -q infra
note file and lock forged together
file=infra/dev/kubernetes/namespace.yaml
old=$(sha256sum < $file | cut -c1-64)
sed -i 's/enforce: restricted/enforce: privileged/' $file
sed -i "s/$old/$(sha256sum < $file | cut -c1-64)/" $lock
run formwork check
run formwork compile -q --format concise
