. "$SOURCE/tests/golden/steps.sh"
run formwork check --env prdo
run formwork check --env 'x*'
run formwork explain stagin services.api.port
run formwork new qa --from pord
note a file that calls itself otherwise
mv environments/dev.yaml environments/test.yaml
run formwork check
