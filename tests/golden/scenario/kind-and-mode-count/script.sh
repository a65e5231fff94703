. "$SOURCE/tests/golden/steps.sh"
compiled; repository
cd infra/dev/kubernetes
chmod +x namespace.yaml
mv default-deny.yaml ../kept.yaml
ln -s ../kept.yaml default-deny.yaml
rm kustomization.yaml
mkdir kustomization.yaml
cd ../../..
run formwork check
run formwork compile
note only the mode was compile\'s to mend
rm infra/dev/kubernetes/default-deny.yaml
rmdir infra/dev/kubernetes/kustomization.yaml
run formwork compile
run formwork check
note a name of other case
mv infra/dev/kubernetes/namespace.yaml infra/dev/kubernetes/Namespace.yaml
run formwork check
git reset -q --hard; git clean -qfd
note "a folder that is a link, within the root"
mv infra/dev/kubernetes infra/kept
ln -s ../kept infra/dev/kubernetes
run formwork check
run formwork compile -q --format concise
git add -A
run formwork check --staged --only DR007 -q --format concise | head -3
git reset -q --hard; git clean -qfd
mv infra/dev infra/kept
ln -s kept infra/dev
run formwork check --format concise
rm infra/kept -r
run formwork compile -q --format concise
