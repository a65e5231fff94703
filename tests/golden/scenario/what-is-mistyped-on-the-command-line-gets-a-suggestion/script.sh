. "$SOURCE/tests/golden/steps.sh"
run formwork
run formwork chekc
run formwork check --stagd
run formwork check --format yaml
run formwork check --only DR0004
run formwork check --staged --rev HEAD
run formwork check --report pdf=report.html
run formwork compile --shard 3/2
run formwork compile --set services.api.port=9000
run formwork explain FW31001
run formwork -C nowhere check
run formwork check --format jsn
run formwork check --color alwais
run env FORMWORK_FORMAT=jsn formwork check
run formwork csp show prod --edge frontdoor
run formwork csp lnt
run formwork check --jobs many
run formwork check --only K8S-POD-03
run formwork check --only K8S-POD-003 -q
