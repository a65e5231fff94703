. "$SOURCE/tests/golden/steps.sh"
run formwork templates eject kubernetes/pdb.yaml
run formwork templates eject kubernetes/pdb.yaml
run formwork templates eject kubernetes/pbd.yaml
compiled; repository
run formwork check
sed -i '1i # Ours.' overlays/kubernetes/pdb.yaml
run formwork check
run formwork plan
run formwork compile
run formwork check
note an overlay that does not compile
sed -i 's/naming.namespace/naming.namepsace/' overlays/kubernetes/pdb.yaml
run formwork templates lint
run formwork check
