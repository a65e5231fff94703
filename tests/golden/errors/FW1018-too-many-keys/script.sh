. "$SOURCE/tests/golden/steps.sh"
{ echo naming:; for i in $(seq 4097); do echo "  k$i: 1"; done; } >>environments/prod.yaml
run formwork validate
