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
git checkout -q infra
note "a record that came with a commit, of a file that is in this working tree alone: in a folder of ours, and of an output"
mine=infra/dev/kubernetes/mine.yaml
echo 'work: of a year' > $mine
sed -i 's/enforce: restricted/enforce: privileged/' $file
sed -i "s/$old/$(sha256sum < $file | cut -c1-64)/; s/\"version\":\"[^\"]*\"/\"version\":\"0.0.1\"/" $lock
record="{\"k\":\"out\",\"p\":\"$mine\",\"d\":\"$(sha256sum < $mine | cut -c1-64)\"}"
sed -i "/kubernetes.namespace.yaml/i $record" $lock
git commit -qm record -- $lock
run formwork check --format concise
run formwork check 2>&1 | grep help
run formwork compile -q --format concise
run git checkout -q $file
run formwork compile
run cat $mine
run formwork check --format concise
git checkout -q infra
run formwork compile --discard $mine
run formwork check
