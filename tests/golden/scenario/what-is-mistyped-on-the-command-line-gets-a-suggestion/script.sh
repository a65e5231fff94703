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
note what is due, and how the command is called
run formwork new qa
run formwork diff dev
run formwork explain a b c
run formwork check prod
run formwork version now
run formwork check --env
run formwork check --format json --format text
run formwork check --staged=maybe
run formwork validate --tool-timeout 0
run formwork check --as-of 1.1.2027
run formwork check --rev ''
run formwork completion csh
run formwork init --cloud azure
note the command behind an option, an option of another command, one hyphen too few
run formwork --env prod chekc
run formwork --env prod list
run formwork plan --staged
run formwork check -staged
run formwork check -x
run formwork chekc --help
run formwork help chekc
note a variable is called by its name
run env FORMWORK_JOBS=many formwork check
run env FORMWORK_QUIET=maybe formwork check
run env FORMWORK_COLOR=pink formwork check
run env FORMWORK_DIR=nowhere formwork check
run env FORMWORK_ENV=nope formwork check
run env FORMWORK_ENV=nope FORMWORK_JOBS=many formwork check --jobs few
note what two commands of comparison are given
run formwork diff prod nope
run formwork diff nope prod
run formwork diff nope none
git init -q -b main . && git add -A && git commit -qm start
run formwork diff prod nope
run formwork diff prod main
run formwork diff prdo main
run formwork diff nope main
