. "$SOURCE/tests/golden/steps.sh"
run formwork validate --env prod
run formwork validate --env prod --format json
