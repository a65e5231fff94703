. "$SOURCE/tests/golden/steps.sh"
compiled
sed -i 's/min: 4/min: 5/' environments/prod.yaml
exec 9<>.formwork/guard
flock 9
run formwork compile 2>&1 | sed 's/process [0-9]*/process PID/'
note who only reads is not held up
run formwork check --env prod --format concise
exec 9>&-
run formwork compile
