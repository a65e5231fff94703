. "$SOURCE/tests/golden/steps.sh"
run formwork new qa --from prod
run cat environments/qa.yaml releases/qa.yaml
run formwork check --env qa
run formwork compile --env qa
run formwork check --env qa
note names that will not do
run formwork new qa --from prod
run formwork new QA --from prod
run formwork new eu --from base
