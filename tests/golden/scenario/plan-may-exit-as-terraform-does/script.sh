. "$SOURCE/tests/golden/steps.sh"
as_terraform() { formwork plan --exit-style=plan -q >/dev/null 2>&1; echo $?; }
note changes, none, a spec that is wrong, no workspace
as_terraform
compiled
as_terraform
sed -i 's/min: 4/min: four/' environments/prod.yaml
as_terraform
rm formwork.yaml
as_terraform
