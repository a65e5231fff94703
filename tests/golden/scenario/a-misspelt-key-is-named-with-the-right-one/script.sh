. "$SOURCE/tests/golden/steps.sh"
sed -i 's/scale: {min: 4}/scale: {mni: 4}/' environments/prod.yaml
run formwork check
note the same from plan and compile, and nothing is written
run formwork compile
run ls
