. "$SOURCE/tests/golden/steps.sh"
run formwork compile --env prod --stdout --set services.api.scale.min=7 | grep -e '^# ' -e minReplicas -e '^kind'
run ls
