. "$SOURCE/tests/golden/steps.sh"
run formwork plan --env prod --set services.api.scale.min:4
