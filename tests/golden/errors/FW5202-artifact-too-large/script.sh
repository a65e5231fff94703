. "$SOURCE/tests/golden/steps.sh"
run formwork validate --env prod
