. "$SOURCE/tests/golden/steps.sh"
compiled
echo '# hello' >> infra/prod/kubernetes/default-deny.yaml
for format in concise json sarif github markdown; do
  run formwork check -q --format $format
done
note reports beside what is printed
run formwork check -q --report markdown=drift.md --report sarif=drift.sarif --format concise
formwork check -q --format markdown | diff - drift.md && formwork check -q --format sarif | diff - drift.sarif && note as above
run formwork check -q --report json=nowhere/drift.json
