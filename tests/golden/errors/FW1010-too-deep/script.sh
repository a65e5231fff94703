. "$SOURCE/tests/golden/steps.sh"
nest=$(printf '[%.0s' {1..70})
printf 'edge: %s\n' "$nest" >>environments/prod.yaml
run formwork validate
