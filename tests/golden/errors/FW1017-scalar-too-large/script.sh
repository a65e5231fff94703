. "$SOURCE/tests/golden/steps.sh"
printf 'naming: {workload: %s}\n' "$(head -c 65537 /dev/zero | tr '\0' a)" >>environments/prod.yaml
run formwork validate
