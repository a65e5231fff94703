. "$SOURCE/tests/golden/steps.sh"
formwork templates eject -q kubernetes/pdb.yaml > overlay
compiled; repository
sed -i '1i # Ours.' overlays/kubernetes/pdb.yaml
note the working tree moved, the index and the revision did not
run formwork check --format concise
run formwork check --staged
run formwork check --rev HEAD 2>&1 | sed 's/revision [0-9a-f]*/revision REV/'
note half of it staged
git add overlays
formwork compile -q
run formwork check --staged --format concise
git add -A
run formwork check --staged
run formwork check --rev HEAD 2>&1 | sed 's/revision [0-9a-f]*/revision REV/'
