. "$SOURCE/tests/golden/steps.sh"
compiled; repository
cd infra/dev/kubernetes
rm namespace.yaml
mv default-deny.yaml default-allow.yaml
mkdir more
echo 'apiVersion: v1' > more/extra.yaml
cd ../../..
run formwork check
note compile brings back what is its own and touches nothing else
run formwork compile
run formwork check --format concise
