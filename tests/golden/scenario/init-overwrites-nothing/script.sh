. "$SOURCE/tests/golden/steps.sh"
run formwork init --name payments -q
echo 'mine' > environments/base.yaml
echo '*.md text' > .gitattributes
rm .gitignore
run formwork init --name payments
run cat environments/base.yaml .gitattributes
note and once more
run formwork init --name payments
note a name that is none
run formwork init other --name '../Bad Name'
run formwork init other --name 1234567890123456789012345678901
