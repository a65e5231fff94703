. "$SOURCE/tests/golden/steps.sh"
run formwork init --name payments -q
echo 'mine' > environments/base.yaml
echo '*.md text' > .gitattributes
rm .gitignore
run formwork init --name payments
run cat environments/base.yaml .gitattributes
note and once more
run formwork init --name payments
