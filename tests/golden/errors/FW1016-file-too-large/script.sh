. "$SOURCE/tests/golden/steps.sh"
# 1 MiB and a bit of comments
head -c 1048577 /dev/zero | tr '\0' '#' >>environments/prod.yaml
run formwork validate
